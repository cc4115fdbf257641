import { describe, expect, it } from 'vitest';
import { aRecord, at } from '../testing/one-visit.ts';
import { ageOfAnswer, standing } from './outdated.ts';
import type { ChangedText } from './outdated.ts';
import type { TemplateName } from './template-name.ts';

const settings = { changedTextMinutes: 2 };

function ageOf(
  options: {
    readonly question?: { readonly template: TemplateName; readonly askedAt: number; readonly startAt?: number } | null;
    readonly changed?: ChangedText;
    readonly receivedAt?: number | null;
    readonly settlingSince?: number;
    readonly knownStartAt?: number;
  } = {},
) {
  const { question = { template: 'Reminder', askedAt: at('08:00') }, changed, receivedAt = at('09:00') } = options;
  const plain = aRecord({ id: 'a', name: 'Sam', at: at('16:00'), visit: 'upcoming' });
  const { known } = plain.state.context;
  const record = aRecord({
    id: 'a',
    name: 'Sam',
    at: at('16:00'),
    visit: 'upcoming',
    context: {
      question: question === null ? null : { intents: ['confirm'], expiresAt: at('16:00'), ...question },
      settlingSince: options.settlingSince ?? null,
      known: { ...known, startAt: options.knownStartAt ?? known.startAt },
    },
  });
  const changedTexts = new Map(changed === undefined ? [] : [['a', changed]]);
  const answer = { now: at('09:30'), receivedAt, changedTexts, settings };
  expect(standing([record], answer)).toEqual([record]);
  return ageOfAnswer(record, answer);
}

describe('an answer is about the appointment as it is now', () => {
  it('while nothing has changed, whatever was asked', () => {
    expect(ageOf()).toBe('current');
    expect(ageOf({ question: null })).toBe('current');
    expect(ageOf({ question: { template: 'Reminder', askedAt: at('08:00'), startAt: at('16:00') } })).toBe('current');
    expect(ageOf({ question: { template: 'ConsiderTeleHealth', askedAt: at('08:00'), startAt: at('15:00') } })).toBe(
      'current',
    );
  });

  it('from two minutes after the text that told of the change', () => {
    const changed = { decidedAt: at('08:57'), leftAt: at('08:58') };
    const question = { template: 'Reminder', askedAt: at('08:00'), startAt: at('15:00') } as const;
    expect(ageOf({ question, changed })).toBe('current');
    expect(ageOf({ question, changed, receivedAt: at('09:00') - 1 })).toBe('outdated');
    expect(ageOf({ question, changed, receivedAt: null })).toBe('current');
    expect(ageOf({ question: null, changed })).toBe('current');
    expect(ageOf({ question: null, changed, receivedAt: at('08:59') })).toBe('outdated');
  });

  it('when the new time was asked about since', () => {
    const changed = { decidedAt: at('08:57'), leftAt: null };
    const question = { template: 'Booked', askedAt: at('08:59'), startAt: at('16:00') } as const;
    expect(ageOf({ question, changed })).toBe('current');
    expect(ageOf({ question, changed, receivedAt: at('08:58') })).toBe('asked-anew');
  });
});

describe('an answer is about what the appointment was before', () => {
  it('when the text that told of the change has not left', () => {
    expect(ageOf({ changed: { decidedAt: at('08:57'), leftAt: null } })).toBe('outdated');
  });

  it('while a change waits to be told', () => {
    const change = { settlingSince: at('08:59'), knownStartAt: at('15:00') };
    expect(ageOf(change)).toBe('outdated');
    expect(ageOf({ ...change, question: null })).toBe('outdated');
    expect(ageOf({ ...change, knownStartAt: at('16:00') })).toBe('current');
  });

  it('when another time was asked about and no text told of the change', () => {
    expect(ageOf({ question: { template: 'Reminder', askedAt: at('08:00'), startAt: at('15:00') } })).toBe('outdated');
    expect(ageOf({ question: { template: 'ConfirmCancel', askedAt: at('08:00'), startAt: at('15:00') } })).toBe(
      'outdated',
    );
  });
});

describe('of the appointments of one text', () => {
  it('those stand that are as it told them', () => {
    const told = (id: string, startAt: number) =>
      aRecord({
        id,
        name: id,
        at: at('16:00'),
        visit: 'upcoming',
        context: {
          question: {
            template: 'FamilyReminder',
            intents: ['confirm'],
            askedAt: at('08:00'),
            expiresAt: at('16:00'),
            startAt,
          },
        },
      });
    const [sam, mia] = [told('sam', at('16:00')), told('mia', at('15:00'))];
    const answer = {
      now: at('09:30'),
      receivedAt: at('09:00'),
      changedTexts: new Map<string, ChangedText>(),
      settings,
    };
    expect(standing([sam, mia], answer)).toEqual([sam]);
    expect(standing([mia], answer)).toEqual([mia]);
  });
});
