import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../appointment.ts';
import { aVisit, at, mobile, textsOf } from '../testing/one-visit.ts';
import type { Consequence, OneVisit } from '../testing/one-visit.ts';
import { decide } from './decide.ts';
import { intents } from './intent.ts';
import { roomOf } from './state.ts';
import type { ConversationState } from './state.ts';
import { isForWantOfRoom } from './text-rules.ts';

type Happening = (visit: OneVisit) => Consequence;

const statuses: readonly AppointmentStatus[] = ['booked', 'arrived', 'fulfilled', 'cancelled', 'noshow', 'pending'];
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.constantFrom(...intents).map(
    (intent): Happening =>
      (visit) =>
        visit.replies(intent),
  ),
  fc.constantFrom(...statuses).map(
    (status): Happening =>
      (visit) =>
        visit.sees({ status }),
  ),
  fc.constantFrom('video', 'phone', 'in-person', 'unknown').map(
    (modality): Happening =>
      (visit) =>
        visit.sees({ modality }),
  ),
  fc.constantFrom(at('08:00'), at('10:10'), at('15:00'), at('10:10', '2026-03-03')).map(
    (startAt): Happening =>
      (visit) =>
        visit.sees({ startAt, endAt: startAt + 900_000 }),
  ),
  fc.integer({ min: 1, max: 240 }).map(
    (minutes): Happening =>
      (visit) =>
        visit.waitsUntil(visit.now + minutes * 60_000),
  ),
  fc.constantFrom('patient-joined', 'patient-left', 'practitioner-joined', 'call-requested', 'room-closed').map(
    (type): Happening =>
      (visit) =>
        visit.meets(type === 'patient-joined' ? { type, isWatched: true } : { type }),
  ),
  fc.constantFrom('room-opened', 'room-failed').map(
    (type): Happening =>
      (visit) =>
        visit.meets({ type, startAt: visit.state.context.appointment.startAt }),
  ),
  fc.constant<Happening>((visit) => visit.meets({ type: 'visit-arrived', from: mobile })),
  fc.constant<Happening>((visit) => visit.meets({ type: 'appointment-gone' })),
  fc.constant<Happening>((visit) =>
    visit.meets({ type: 'message-undelivered', template: 'DoctorReady', decidedAt: visit.now }),
  ),
  fc.constant<Happening>((visit) => visit.meets({ type: 'held-resolved' })),
);
const day = fc.array(happening, { maxLength: 25 });

/** Lets a day happen, and looks at every step of it. */
function live(
  happenings: readonly Happening[],
  look: (step: Consequence, before: ConversationState, visit: OneVisit) => void,
): void {
  const visit = aVisit({ now: at('06:00'), settings: { cancelByText: true } });
  for (const one of [(own: OneVisit) => own.sees({}), ...happenings]) {
    const before = visit.state;
    look(one(visit), before, visit);
  }
}

const always = (look: Parameters<typeof live>[1]): void =>
  fc.assert(
    fc.property(day, (happenings) => live(happenings, look)),
    { numRuns: 300, seed: 7 },
  );

describe('whatever a day brings', () => {
  it('nobody is called in who has not arrived, or while the doctor is not ready', () => {
    always((step, before) => {
      if (!step.texts.includes('DoctorReady')) return;
      expect(['arrived', 'awaited']).toContain(before.visit);
      expect(step.decision.state.context.appointment.status).toBe('fulfilled');
      expect(step.decision.state.context.sessionId).toBeNull();
    });
  });

  it('of a cancelled appointment nothing is told but the cancellation, and how things stand', () => {
    always((step) => {
      if (step.decision.state.context.appointment.status !== 'cancelled') return;
      for (const text of step.texts) expect(['Cancellation', 'Unexpected']).toContain(text);
    });
  });

  it('each effect is decided once (P2)', () => {
    fc.assert(
      fc.property(day, (happenings) => {
        const ids = new Set<string>();
        live(happenings, (step) => {
          for (const { id } of step.decision.effects) {
            expect(ids).not.toContain(id);
            ids.add(id);
          }
        });
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('no timer is left in the past, and timers alone come to an end', () => {
    always((step, _, visit) => {
      const { dueAt } = step.decision;
      if (dueAt !== null) expect(dueAt).toBeGreaterThan(visit.now);
    });
  });

  it('no link is said but to a visit by video with a room, and once for what the PMS shows, unless it is asked for', () => {
    const links = new Map<string, number>();
    fc.assert(
      fc.property(day, (happenings) => {
        links.clear();
        live(happenings, (step, before) => {
          const { context } = step.decision.state;
          for (const text of textsOf(step.decision)) {
            const isByPhone = context.appointment.modality === 'phone' || context.chosen === 'phone';
            if (text.template !== 'VideoInvite' || isForWantOfRoom(text) || isByPhone) continue;
            expect(context.sessionId).not.toBeNull();
            expect(roomOf(context).phase).toBe('open');
            // Who changes their mind back to video asks for it.
            const key = `${context.revision} ${before.context.sessionKey} ${context.appointment.startAt}`;
            links.set(key, (links.get(key) ?? 0) + 1);
          }
          if (step.updates.includes('set-telehealth') || step.updates.includes('clear-telehealth')) links.clear();
        });
        for (const count of links.values()) expect(count).toBe(1);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  it('a state that was stored and read decides the same', () => {
    always((step, _, visit) => {
      const read: unknown = JSON.parse(JSON.stringify(step.decision.state));
      expect(read).toEqual(step.decision.state);
      const event = { type: 'reply-received', intent: 'arrived', from: mobile } as const;
      const circumstances = visit.circumstances();
      // What was stored is what was read, as the line above has shown.
      expect(decide(read as ConversationState, event, circumstances)).toEqual(
        decide(step.decision.state, event, circumstances),
      );
    });
  });

  it('a text that asserts what was done waits for the PMS (P5)', () => {
    const asserts = ['ArrivedThanks', 'VideoThanks', 'ScreeningYesToVideo'];
    always((step, before) => {
      for (const text of textsOf(step.decision)) {
        const isSoAlready = text.template === 'ArrivedThanks' && before.context.appointment.status === 'arrived';
        if (asserts.includes(text.template) && !isSoAlready) expect(text.after).not.toBeNull();
      }
    });
  });
});
