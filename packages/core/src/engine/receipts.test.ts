import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import { anotherEngine } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';
import { aText } from '../testing/conversation-store/records.ts';

/** Notes when the gateway is asked about which text. */
function countRequests({ parts }: Scenario): (template: string) => readonly number[] {
  const { gateway, clock } = parts;
  const real = { ...gateway };
  const asked: { readonly id: string; readonly ageSeconds: number }[] = [];
  gateway.receipts = (query) => {
    for (const text of gateway.sent)
      if (query.gatewayIds.includes(text.gatewayId))
        asked.push({ id: text.id, ageSeconds: (clock.now() - text.acceptedAt) / 1000 });
    return real.receipts(query);
  };
  return (template) => asked.filter(({ id }) => id.includes(template)).map(({ ageSeconds }) => ageSeconds);
}

async function ticks(clinic: Scenario, minutes: number): Promise<void> {
  for (let seconds = 0; seconds < minutes * 60; seconds += 5) await clinic.when.secondsPass(5);
}

/** Ben is here and has been called in. */
async function calledIn(): Promise<Scenario> {
  const clinic = await scenario({ at: '09:00' });
  await clinic.given.appointment({ patient: 'Ben', at: '09:10' });
  await clinic.when.patientTexts('Ben', 'here');
  await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
  expect(clinic.then.textsTo('Ben').at(-1)).toBe('DoctorReady');
  return clinic;
}

describe('receipts', () => {
  it('are asked for the more rarely the older the text, and no more after half an hour', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const agesOf = countRequests(clinic);
    await clinic.when.timeIs('07:10');
    await ticks(clinic, 40);
    expect(agesOf('ConsiderTeleHealth')).toEqual([10, 20, 40, 80, 160, 320, 640, 1280]);
  });

  it('of a call-in are asked for at every opportunity while somebody waits for it, then as rarely as others', async () => {
    const clinic = await calledIn();
    const agesOf = countRequests(clinic);
    await ticks(clinic, 40);
    const ages = agesOf('DoctorReady');
    expect(ages.filter((age) => age < 300)).toHaveLength(59);
    expect(ages.filter((age) => age >= 300)).toEqual([320, 640, 1280]);
  });

  it('P6: an undeliverable call-in is a task with the next receipt', async () => {
    const clinic = await calledIn();
    const text = clinic.parts.gateway.sent.at(-1);
    await clinic.when.secondsPass(20);
    expect(await clinic.then.openTasks()).toEqual([]);
    clinic.parts.gateway.setDelivery(text?.gatewayId ?? '', { status: 'undelivered', vendorCode: '30003' });
    await clinic.when.secondsPass(5);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    const query = { appointmentId: clinic.parts.idOf('Ben'), template: 'DoctorReady' } as const;
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject({ reason: 'Sent, but not delivered: 30003.' });
  });

  it('of a call-in are asked for also where a hundred other texts have none yet', async () => {
    const clinic = await calledIn();
    const { store, gateway, clock } = clinic.parts;
    const finishedAt = clock.now() - 60_000;
    const older = Array.from({ length: 150 }, (_, index) => {
      const gatewayId = `older-${String(index)}`;
      return aText({ id: gatewayId, gatewayId, status: 'done', delivery: 'sent', finishedAt });
    });
    await store.commit({ effects: older });
    gateway.setDelivery(gateway.sent.at(-1)?.gatewayId ?? '', { status: 'undelivered' });
    await clinic.when.secondsPass(5);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it('that say what became of the first call-in say nothing about the second', async () => {
    const clinic = await calledIn();
    const first = clinic.parts.gateway.sent.at(-1);
    await clinic.when.pmsSets('Ben', { status: 'arrived' });
    await clinic.when.pmsSets('Ben', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Ben').filter((template) => template === 'DoctorReady')).toHaveLength(2);
    clinic.parts.gateway.setDelivery(first?.gatewayId ?? '', { status: 'delivered' });
    await clinic.when.secondsPass(5);
    await clinic.when.minutesPass(3);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it('P6: a crash after an undeliverable call-in is noted does not lose its task', async () => {
    const clinic = await calledIn();
    const { gateway, store } = clinic.parts;
    const real = { ...store };
    let isCrashed = false;
    store.commit = async (commit) => {
      if (isCrashed) throw new StorageError({ message: '[memory] the process has stopped' });
      isCrashed = (commit.effectChanges ?? []).some(({ set }) => set.delivery === 'undelivered');
      return real.commit(commit);
    };
    gateway.setDelivery(gateway.sent.at(-1)?.gatewayId ?? '', { status: 'undelivered' });
    await clinic.when.secondsPass(5);
    expect(isCrashed).toBe(true);
    Object.assign(store, real);
    clinic.parts.clock.advance(31_000);
    await anotherEngine(clinic).runOnce();
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it.each([
    { day: '2026-03-02', tasks: ['text-not-delivered'] },
    { day: '2026-03-04', tasks: [] },
  ])('an undeliverable correction is a task only for the coming day ($day)', async ({ day, tasks }) => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Zoe', at: '16:10', day });
    await clinic.when.minutesPass(2);
    await clinic.when.pmsMoves('Zoe', '17:20', day);
    await ticks(clinic, 5);
    const { gateway } = clinic.parts;
    expect(clinic.then.textsTo('Zoe').at(-1)).toBe('Rescheduled');
    gateway.setDelivery(gateway.sent.at(-1)?.gatewayId ?? '', { status: 'undelivered' });
    await clinic.when.minutesPass(10);
    expect(await clinic.then.openTasks()).toEqual(tasks);
  });

  it('an undeliverable question is no task: its answer is missed in time', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:10');
    const { gateway } = clinic.parts;
    gateway.setDelivery(gateway.sent.at(-1)?.gatewayId ?? '', { status: 'undelivered' });
    await clinic.when.minutesPass(10);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('are not asked for where the gateway has none, nor given to a text that it does not know', async () => {
    const clinic = await calledIn();
    const { gateway } = clinic.parts;
    const agesOf = countRequests(clinic);
    Object.assign(gateway, { abilities: { ...gateway.abilities, hasReceipts: false } });
    await ticks(clinic, 1);
    expect(agesOf('DoctorReady')).toEqual([]);
    Object.assign(gateway, { abilities: { ...gateway.abilities, hasReceipts: true } });
    gateway.receipts = () =>
      Promise.resolve([{ gatewayId: 'another', status: 'delivered', failure: null, vendorCode: null }]);
    await ticks(clinic, 2);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });
});
