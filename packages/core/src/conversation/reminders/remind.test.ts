import { describe, expect, it } from 'vitest';
import type { ClinicSettings } from '../../clinic-settings.ts';
import { aRecord, aVisit, at, textsOf } from '../../testing/one-visit.ts';
import type { OneVisit, VisitOptions } from '../../testing/one-visit.ts';
import { readFamily, toFamilyVariable } from './family.ts';
import { plannedReminders } from './reminder-plan.ts';

const tuesday = '2026-03-03';
const eightHours = { id: '8-hours', when: { minutesBefore: 480 } } as const;
const oneHour = { id: '1-hour', when: { minutesBefore: 60 } } as const;
const dayBefore = { id: 'day-before', when: { daysBefore: 1, at: '10:00' } } as const;
const plain: Partial<ClinicSettings> = { waitingRoom: false, reminders: [eightHours, oneHour] };

/** An appointment on Tuesday at five in the afternoon, seen on Monday at nine. */
function reminded(options: VisitOptions = {}): OneVisit {
  const visit = aVisit({
    ...options,
    appointment: { startAt: at('17:00', tuesday), ...options.appointment },
    settings: { ...plain, ...options.settings },
  });
  visit.sees({});
  return visit;
}

const ids = (visit: OneVisit, moment: number): readonly string[] =>
  textsOf(visit.waitsUntil(moment).decision).map(({ id }) => id);

describe('a reminder', () => {
  it('goes out at its time, with an id that is the same whenever it is decided, and asks', () => {
    const visit = reminded();
    expect(visit.sees({}).decision.dueAt).toBe(at('09:00', tuesday));
    expect(visit.waitsUntil(at('09:00', tuesday) - 1).texts).toEqual([]);
    const consequence = visit.waitsUntil(at('09:00', tuesday));
    expect(textsOf(consequence.decision)).toMatchObject([
      {
        id: 'a1|r1|Reminder|+61491570006|8-hours',
        template: 'Reminder',
        urgency: 'outreach',
        startAt: at('17:00', tuesday),
        latestAt: at('11:00', tuesday),
        variables: {},
      },
    ]);
    expect(visit.state.context.question).toMatchObject({
      template: 'Reminder',
      intents: ['confirm', 'cancel', 'choice'],
      expiresAt: at('17:00', tuesday),
    });
    expect(consequence.decision.dueAt).toBe(at('16:00', tuesday));
    expect(visit.waitsUntil(at('09:05', tuesday)).texts).toEqual([]);
  });

  it('is of use until the start at the longest', () => {
    const visit = reminded();
    visit.waitsUntil(at('09:00', tuesday));
    expect(textsOf(visit.waitsUntil(at('16:00', tuesday)).decision)[0]?.latestAt).toBe(at('17:00', tuesday));
  });

  it('of two that are due at once is the newest, and the other is over with it', () => {
    const visit = reminded({ settings: { reminders: [{ id: 'nine', when: { minutesBefore: 481 } }, eightHours] } });
    expect(ids(visit, at('09:01', tuesday))).toEqual(['a1|r1|Reminder|+61491570006|8-hours']);
    expect(visit.state.context.reminded).toEqual({ nine: at('17:00', tuesday), '8-hours': at('17:00', tuesday) });
  });

  it('that could not leave in time is given up, and the next one is not', () => {
    const visit = reminded();
    const late = visit.waitsUntil(at('11:00', tuesday) + 1);
    expect(late).toMatchObject({ texts: [], reason: expect.stringContaining('it could not leave in time (8-hours)') });
    expect(visit.waitsUntil(at('16:00', tuesday)).texts).toEqual(['Reminder']);
  });

  it('whose time had passed when the appointment was booked is not sent', () => {
    const visit = aVisit({ appointment: { startAt: at('16:30') }, settings: plain });
    const first = visit.sees({});
    expect(first).toMatchObject({ texts: [], reason: expect.stringContaining('its time had passed') });
    expect(visit.waitsUntil(at('15:30')).texts).toEqual(['Reminder']);
  });

  it('whose time had passed at the first scan of all is not sent', () => {
    const visit = aVisit({ appointment: { startAt: at('16:30') }, settings: plain });
    expect(visit.sees({}, { isBaseline: true }).reason).toContain('Reminder not sent: baseline (8-hours)');
    expect(visit.waitsUntil(at('09:30')).texts).toEqual([]);
  });

  it('of an appointment that moves comes at its new time, also when the old one was sent', () => {
    const visit = reminded();
    visit.waitsUntil(at('09:00', tuesday));
    const startAt = at('17:00', '2026-03-05');
    visit.sees({ startAt, endAt: startAt + 900_000 });
    expect(visit.waitsUntil(at('09:02', tuesday)).texts).toEqual(['Rescheduled']);
    expect(visit.waitsUntil(at('16:00', tuesday)).texts).toEqual([]);
    expect(ids(visit, at('09:00', '2026-03-05'))).toEqual(['a1|r2|Reminder|+61491570006|8-hours']);
  });

  it('waits while a change settles', () => {
    const visit = reminded({ now: at('08:59', tuesday) });
    visit.sees({ location: 'Level 2' });
    expect(visit.waitsUntil(at('09:00', tuesday)).texts).toEqual([]);
    expect(visit.waitsUntil(at('09:01', tuesday)).texts).toEqual(['Modified', 'Reminder']);
  });

  it.each([
    ['is cancelled', { status: 'cancelled' }, 'the visit is over'],
    ['is confirmed', { isConfirmed: true }, 'it is confirmed'],
  ] as const)('is none once the appointment %s', (_, change, reason) => {
    const visit = reminded();
    visit.sees(change);
    expect(visit.waitsUntil(at('09:00', tuesday)).texts).not.toContain('Reminder');
    expect(plannedReminders(visit.state, visit.circumstances())).toMatchObject([
      { ruleId: '8-hours', at: null, reason },
      { ruleId: '1-hour', at: null, reason },
    ]);
  });

  it('is none for who has cancelled by text, until that is taken back', () => {
    const reason = (context: VisitOptions['context']) => {
      const visit = reminded({ visit: 'notices-only', ...(context === undefined ? {} : { context }) });
      return plannedReminders(visit.state, visit.circumstances())[0]?.reason;
    };
    expect(reason({ cancelledByTextAt: at('09:00') })).toBe('the patient has cancelled it');
    expect(reason({ cancelledByTextAt: at('09:00'), undoAskedAt: at('09:01') })).toBeNull();
  });

  it('goes also to who has confirmed, where the clinic wants that', () => {
    const visit = reminded({ settings: { remindsConfirmed: true } });
    visit.sees({ isConfirmed: true });
    expect(visit.waitsUntil(at('09:00', tuesday)).texts).toEqual(['Reminder']);
  });

  it('is none for who has confirmed by text, though the PMS does not show it yet', () => {
    const visit = reminded();
    visit.waitsUntil(at('09:00', tuesday));
    visit.replies('confirm');
    expect(visit.waitsUntil(at('16:00', tuesday)).texts).toEqual([]);
  });

  it.each(['screening', 'expected', 'arrived', 'called', 'remote-scheduled', 'held', 'closed'] as const)(
    'is none in %s',
    (state) => {
      const visit = aVisit({ visit: state, settings: { reminders: [oneHour] } });
      const [planned] = plannedReminders(visit.state, visit.circumstances());
      expect(planned).toMatchObject({ at: null });
      expect(visit.waitsUntil(at('09:10')).texts).not.toContain('Reminder');
    },
  );

  it('is none for an appointment that has begun, or a rule that gives it no time', () => {
    const begun = aVisit({ visit: 'upcoming', now: at('10:10'), settings: { reminders: [oneHour] } });
    expect(plannedReminders(begun.state, begun.circumstances())[0]?.reason).toBe('the appointment has begun');
    const none = aVisit({ settings: { reminders: [{ id: 'a', when: { daysBefore: 0, at: '11:00' } }, oneHour] } });
    expect(plannedReminders(none.state, none.circumstances()).map(({ ruleId }) => ruleId)).toEqual(['1-hour', 'a']);
  });

  it('is only for the types and practitioners of its rule', () => {
    const reminders = [
      { ...eightHours, appointmentTypes: ['checkup'] },
      { ...oneHour, practitioners: ['ng'] },
      { ...dayBefore, practitioners: ['sharma'], appointmentTypes: ['checkup'] },
    ];
    const planned = (typeCode: string | null) => {
      const visit = reminded({ appointment: { typeCode }, settings: { reminders } });
      return plannedReminders(visit.state, visit.circumstances()).map(({ ruleId }) => ruleId);
    };
    expect(planned(null)).toEqual([]);
    expect(planned('other')).toEqual([]);
    expect(planned('checkup')).toEqual(['day-before', '8-hours']);
  });

  it('is given up for a patient without a number', () => {
    const visit = reminded();
    const { patient } = visit.state.context.appointment;
    visit.sees({ patient: { ...patient, mobile: null } });
    expect(visit.waitsUntil(at('09:00', tuesday))).toMatchObject({
      texts: [],
      tasks: [],
      reason: expect.stringContaining('there is no number'),
    });
  });

  it('that falls due after a restore is not sent, and a person finds out', () => {
    const visit = reminded();
    visit.now = at('09:00', tuesday);
    expect(visit.meets({ type: 'timer-fired', isRestored: true })).toMatchObject({ texts: [], tasks: ['restored'] });
  });

  it('asks the open question at a number that is new, as one about this appointment', () => {
    const visit = reminded({ family: [sibling('b')] });
    visit.waitsUntil(at('09:00', tuesday));
    const { patient } = visit.state.context.appointment;
    expect(visit.sees({ patient: { ...patient, mobile: '+61491570110' } }).texts).toEqual(['Reminder']);
  });

  it('loads from a state of before reminders', () => {
    const visit = aVisit({ visit: 'notices-only', settings: { ...plain, reminders: [oneHour] } });
    expect(visit.state.context.reminded).toBeUndefined();
    expect(visit.waitsUntil(at('09:10')).texts).toEqual(['Reminder']);
  });
});

const sibling = (id: string, change: Partial<Parameters<typeof aRecord>[0]> = {}) =>
  aRecord({ id, name: 'Mia', at: at('18:00', tuesday), visit: 'notices-only', ...change });

describe('a reminder for a family', () => {
  it('is one text for all of the number on the day of whom it is still to come', () => {
    const family = [
      sibling('b'),
      sibling('told', { context: { reminded: { '8-hours': at('18:00', tuesday) } } }),
      sibling('here', { visit: 'arrived' }),
      sibling('confirmed', { appointment: { isConfirmed: true } }),
      sibling('next-day', { at: at('18:00', '2026-03-04') }),
      { ...sibling('other-number'), phone: '+61491570110' } as const,
    ];
    const visit = reminded({ family });
    const [text] = textsOf(visit.waitsUntil(at('09:00', tuesday)).decision);
    expect(text).toMatchObject({
      template: 'FamilyReminder',
      id: 'a1|r1|FamilyReminder|+61491570006|8-hours+b.r1',
      variables: { family: JSON.stringify({ ruleId: '8-hours', others: [{ appointmentId: 'b', revision: 1 }] }) },
    });
    expect(visit.state.context.question?.template).toBe('FamilyReminder');
  });

  it('says of which other appointments it speaks, and every other text of none', () => {
    const family = { ruleId: 'r', others: [{ appointmentId: 'b', revision: 1 }] };
    expect(readFamily({ variables: toFamilyVariable([sibling('b')], 'r') })).toEqual(family);
    expect(readFamily({ variables: toFamilyVariable([], 'r') })).toBeNull();
  });

  it('counts as said for the others, whose question is open too', () => {
    const visit = reminded();
    const consequence = visit.meets({ type: 'family-reminded', ruleId: '8-hours' });
    expect(consequence).toMatchObject({ texts: [], outcome: 'acted' });
    expect(visit.state.context).toMatchObject({
      reminded: { '8-hours': at('17:00', tuesday) },
      question: { template: 'FamilyReminder' },
      told: { FamilyReminder: { revision: 1, count: 1 } },
    });
    visit.meets({ type: 'family-reminded', ruleId: '1-hour' });
    expect(visit.state.context.told.FamilyReminder).toEqual({ revision: 1, count: 2 });
    expect(visit.waitsUntil(at('16:00', tuesday)).texts).toEqual([]);
  });

  it('that could not leave is said anew for those that are left', () => {
    const visit = reminded({ family: [sibling('b'), sibling('c')] });
    visit.meets({ type: 'family-reminded', ruleId: '8-hours' });
    const passed = visit.meets({ type: 'reminder-passed-on', ruleId: '8-hours', others: ['c'] });
    expect(textsOf(passed.decision)).toMatchObject([
      { template: 'FamilyReminder', id: 'a1|r1|FamilyReminder|+61491570006|8-hours+c.r1', latestAt: at('11:00') },
    ]);
    const alone = visit.meets({ type: 'reminder-passed-on', ruleId: '8-hours', others: [] });
    expect(textsOf(alone.decision)).toMatchObject([{ template: 'Reminder' }]);
  });

  it('is not said anew by a rule that is gone', () => {
    const visit = reminded();
    const gone = visit.meets({ type: 'reminder-passed-on', ruleId: 'gone', others: [] });
    expect(gone).toMatchObject({ texts: [], reason: expect.stringContaining('the rules have changed') });
  });
});

describe('a reminder that somebody asks for', () => {
  it('is sent at once, also to who has confirmed, and the same key asks for the same', () => {
    const visit = reminded();
    visit.sees({ isConfirmed: true });
    const asked = visit.meets({ type: 'reminder-requested', key: 'k1' });
    expect(textsOf(asked.decision)).toMatchObject([
      { id: 'a1|r1|Reminder|+61491570006|asked-k1', variables: { isAsked: 'yes' }, latestAt: at('17:00', tuesday) },
    ]);
  });

  it('is refused where it would only confuse', () => {
    const visit = aVisit({ visit: 'screening' });
    expect(visit.meets({ type: 'reminder-requested', key: 'k1' })).toMatchObject({
      texts: [],
      reason: 'Reminder not sent: the patient was told already how the visit will be (asked for)',
    });
  });
});
