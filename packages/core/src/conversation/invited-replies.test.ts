import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../clinic-settings.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import { aThread } from '../testing/conversation-store/records.ts';
import { aRecord, at, calendar } from '../testing/one-visit.ts';
import { findUrgent } from './replies/find-urgent.ts';
import { routeReply } from './route.ts';
import type { VisitContext, VisitState } from './state.ts';
import type { TemplateName } from './template-name.ts';
import { templateNames } from './template-name.ts';
import { findInstructions } from './templates/find-instructions.ts';
import { templateExpects } from './templates/template-expects.ts';
import { defaultWording } from './templates/wording.ts';

const now = at('10:00');
const languages = [...defaultWording.keys()];

/** Where the appointment stands after each text that asks for a word. */
const after: Partial<Record<TemplateName, VisitState>> = {
  ConsiderTeleHealth: 'screening',
  ScreeningDontUnderstand: 'screening',
  Cancellation: 'closed',
  Booked: 'upcoming',
  Reminder: 'upcoming',
  FamilyReminder: 'upcoming',
  ConfirmCancel: 'upcoming',
};

function asked(template: TemplateName, language: string): ConversationRecord {
  const context: Partial<VisitContext> = {
    question: { template, intents: templateExpects[template], askedAt: at('09:50'), expiresAt: at('16:00') },
    ...(template === 'Cancellation' ? { cancelledByTextAt: at('09:50') } : {}),
  };
  const record = aRecord({ id: 'sam', name: 'Sam', at: at('16:00'), visit: after[template] ?? 'expected', context });
  const { appointment } = record.state.context;
  const spoken = { ...appointment, patient: { ...appointment.patient, language } };
  return { ...record, state: { ...record.state, context: { ...record.state.context, appointment: spoken } } };
}

function heard(
  word: string,
  template: TemplateName,
  spoken: { readonly patient: string; readonly clinic: string },
): string {
  return heardAmong(word, [asked(template, spoken.patient)], spoken.clinic);
}

const invitations = languages.flatMap((language) =>
  templateNames
    .filter((name) => name !== 'WhichAppointment')
    .flatMap((name) => {
      const source = (defaultWording.get(language)?.[name] ?? '').replaceAll(/\{[{%].*?[%}]\}/gu, '');
      return findInstructions(source, language).map(({ word }) => ({ language, name, word }));
    }),
);

function heardAmong(word: string, conversations: readonly ConversationRecord[], clinic = 'en'): string {
  const found = routeReply({
    body: word,
    carrierKeyword: null,
    receivedAt: now,
    isAfterGap: false,
    now,
    conversations,
    changedTexts: new Map(),
    thread: aThread(),
    settings: { ...defaultSettings, language: clinic },
    calendar,
  });
  return found.type === 'deliver' ? found.intent : found.type;
}

describe('a word that one of our texts invites', () => {
  it.each(invitations)('in $language answers $name: "$word"', ({ language, name, word }) => {
    for (const clinic of languages) {
      expect(templateExpects[name], `${word} at a clinic that writes in ${clinic}`).toContain(
        heard(word, name, { patient: language, clinic }),
      );
    }
    expect(findUrgent(word, [])).toBe(false);
  });

  it('takes back a cancellation in the language of the patient, though a child who is still expected has none on record', () => {
    const child = aRecord({ id: 'mia', name: 'Mia', patient: 'p2', at: at('16:20'), visit: 'expected' });
    expect(heardAmong('撤销', [asked('Cancellation', 'zh'), child])).toBe('undo');
  });
});
