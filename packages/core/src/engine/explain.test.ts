import { describe, expect, it } from 'vitest';
import type { TemplateName } from '../conversation/template-name.ts';
import { GatewayError } from '../errors.ts';
import { aJournalEntry } from '../testing/conversation-store/records.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import type { ScenarioOptions } from '../testing/scenario-clinic.ts';
import type { Explanation } from './explain.ts';

/** Amelia comes at 10:10; it is seven, ten minutes before she is asked. */
async function atSeven(options: ScenarioOptions = {}): Promise<Scenario> {
  const clinic = await scenario({ at: '06:59', ...options });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:00');
  return clinic;
}

async function explain(
  { parts }: Scenario,
  template: TemplateName = 'ConsiderTeleHealth',
): Promise<Pick<Explanation, 'answer' | 'reason' | 'at'>> {
  const { answer, reason, at } = await parts.arrivals.explain({ appointmentId: parts.idOf('Amelia'), template });
  return { answer, reason, at };
}

const minutes = 60_000;

describe('explain() of a text', () => {
  it('that is to come says when', async () => {
    const clinic = await atSeven();
    const at = clinic.parts.clock.now() + 10 * minutes;
    expect(await explain(clinic)).toEqual({ answer: 'scheduled', reason: 'Its time has not come.', at });
  });

  it('that has left says when', async () => {
    const clinic = await atSeven();
    await clinic.when.timeIs('07:10');
    const at = clinic.parts.clock.now();
    await clinic.when.minutesPass(3);
    expect(await explain(clinic)).toEqual({ answer: 'sent', reason: 'Sent.', at });
  });

  it('that has left and did not arrive says why', async () => {
    const clinic = await atSeven();
    await clinic.when.timeIs('07:10');
    const { gateway } = clinic.parts;
    gateway.setDelivery(gateway.sent[0]?.gatewayId ?? '', { status: 'undelivered' });
    await clinic.when.secondsPass(20);
    expect(await explain(clinic)).toMatchObject({ answer: 'sent', reason: 'Sent, but not delivered.' });
  });

  it('that is being handed over says so, and is in doubt when its process has stopped', async () => {
    const clinic = await atSeven();
    const { gateway, clock, arrivals } = clinic.parts;
    const real = { ...gateway };
    gateway.send = () => new Promise(() => undefined);
    clock.advance(10 * minutes);
    const at = clock.now();
    void arrivals.runOnce();
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    expect(await explain(clinic)).toEqual({ answer: 'waiting', reason: 'It is being handed to the gateway.', at });
    Object.assign(gateway, real);
    clock.advance(31_000);
    await anotherEngine(clinic).runOnce();
    expect(await explain(clinic)).toEqual({
      answer: 'in-doubt',
      reason: 'It is being looked up at the gateway: the process stopped while it was handed over.',
      at,
    });
    clock.advance(10 * minutes);
    await anotherEngine(clinic).runOnce();
    expect(await explain(clinic)).toMatchObject({
      answer: 'failed',
      reason: 'Not sent: it cannot be found out whether it left.',
    });
  });

  it('that is about to leave says so', async () => {
    const clinic = await atSeven();
    await clinic.parts.arrivals.send({
      appointmentId: clinic.parts.idOf('Amelia'),
      template: 'Modified',
      by: 'kim',
    });
    const at = clinic.parts.clock.now();
    const expected = { answer: 'waiting', reason: 'It is about to leave.', at };
    expect(await explain(clinic, 'Modified')).toEqual(expected);
  });

  it('that waits for the outreach hours says until when', async () => {
    const clinic = await scenario({ at: '06:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '15:10' });
    await clinic.when.pmsMoves('Amelia', '16:00');
    await clinic.when.timeIs('07:00');
    const reason = 'It waits for the outreach hours.';
    const at = clinic.parts.clock.now() + 60 * minutes;
    expect(await explain(clinic, 'Rescheduled')).toEqual({ answer: 'scheduled', reason, at });
  });

  it('that the gateway refused for now is held with the refusal', async () => {
    const clinic = await atSeven();
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] 429, will be retried', failure: 'retry' }));
    await clinic.when.timeIs('07:10');
    expect(await explain(clinic)).toMatchObject({ answer: 'held', reason: 'Held: [memory] 429, will be retried.' });
  });

  it('that the gateway refused for good has failed', async () => {
    const clinic = await atSeven();
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] 21211', failure: 'permanent' }));
    await clinic.when.timeIs('07:10');
    expect(await explain(clinic)).toMatchObject({ answer: 'failed', reason: 'Not sent: [memory] 21211.' });
  });

  it('that is paused is held', async () => {
    const clinic = await atSeven();
    await clinic.parts.arrivals.pause({ target: { type: 'patient', id: 'patient-amelia' }, by: 'kim' });
    await clinic.when.timeIs('07:15');
    expect(await explain(clinic)).toMatchObject({ answer: 'held', reason: 'Held: paused.' });
  });

  it('to a number that has opted out says so', async () => {
    const clinic = await atSeven();
    const phone = clinic.parts.phoneOf('Amelia');
    await clinic.parts.arrivals.consent.set({ phone, consent: 'opted-out', by: 'kim' });
    await clinic.when.timeIs('07:10');
    expect(await explain(clinic)).toMatchObject({ answer: 'dropped', reason: 'Not sent: the number has opted out.' });
  });

  it('to a number that is not on the allow-list says so', async () => {
    const clinic = await atSeven({ settings: { allowList: ['+61491570999'] } });
    await clinic.when.timeIs('07:10');
    expect(await explain(clinic)).toMatchObject({
      answer: 'dropped',
      reason: 'Not sent: the number is not on the allow-list.',
    });
  });

  it('that is only decided, in shadow mode, says so', async () => {
    const clinic = await atSeven();
    await clinic.parts.arrivals.stop();
    const shadow = anotherEngine(clinic, { mode: 'shadow' });
    clinic.parts.clock.advance(10 * minutes);
    await shadow.runOnce();
    expect(await explain(clinic)).toMatchObject({
      answer: 'dropped',
      reason: 'Not sent: shadow mode: nothing is sent or written.',
    });
    expect(clinic.parts.gateway.sent).toEqual([]);
  });

  it('that would come too late says so', async () => {
    const clinic = await atSeven();
    await clinic.parts.arrivals.pause({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.timeIs('07:15');
    await clinic.when.timeIs('10:12');
    expect(await explain(clinic)).toMatchObject({ answer: 'dropped', reason: 'Not sent: too late to be of use.' });
  });

  it('that nothing calls for says in which state the visit is', async () => {
    const clinic = await atSeven();
    const reason = 'Nothing has happened that calls for it; the visit is upcoming.';
    expect(await explain(clinic, 'DoctorReady')).toEqual({ answer: 'not-decided', reason, at: null });
  });

  it('that was decided against says why, and the newest reason counts', async () => {
    const clinic = await scenario({ at: '09:50', isOpenAlready: false });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const answer = { answer: 'not-decided', reason: 'Not sent: baseline.', at: null };
    expect(await explain(clinic)).toEqual(answer);
    expect(await explain(clinic, 'CantConsiderTeleHealth')).toEqual(answer);
    expect(await explain(clinic, 'VideoInvite')).toMatchObject({
      reason: 'Nothing has happened that calls for it; the visit is expected.',
    });
    const reason = 'the day was read again; ConsiderTeleHealth not sent: restored from a backup';
    await clinic.parts.store.commit({
      journal: [aJournalEntry({ appointmentId: clinic.parts.idOf('Amelia'), reason })],
    });
    expect(await explain(clinic)).toEqual({ ...answer, reason: 'Not sent: restored from a backup.' });
  });

  it('about an appointment that takes no part says why', async () => {
    const clinic = await scenario({ at: '06:59' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', phone: null });
    const { arrivals } = clinic.parts;
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    const reason = 'The appointment does not take part: no mobile number.';
    expect(await arrivals.explain(query)).toMatchObject({ answer: 'not-served', reason, at: null, journal: [] });
    expect(await arrivals.explain({ ...query, appointmentId: 'no such' })).toMatchObject({
      answer: 'unknown-appointment',
      reason: 'No such appointment has been seen in the PMS.',
      at: null,
    });
  });

  it('names the last of several texts of a kind, with the journal of the appointment', async () => {
    const clinic = await atSeven();
    const { arrivals } = clinic.parts;
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ArrivedThanks' } as const;
    await arrivals.send({ ...query, by: 'kim' });
    await clinic.when.secondsPass(1);
    const first = (await explain(clinic, 'ArrivedThanks')).at ?? 0;
    await clinic.when.minutesPass(1);
    await arrivals.send({ ...query, by: 'kim' });
    await clinic.when.secondsPass(1);
    expect((await explain(clinic, 'ArrivedThanks')).at).toBeGreaterThan(first);
    const { journal } = await arrivals.explain(query);
    expect(journal.map(({ reason }) => reason)).toContain('sent ArrivedThanks');
    expect(journal.every(({ appointmentId }) => appointmentId === query.appointmentId)).toBe(true);
  });
});
