import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import type { MessageReceipt } from '../ports/message-gateway.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import type { RunningClinic } from '../testing/running-clinic.ts';

/** Amelia is here and has been called in; nobody asks the gateway what became of the text. */
async function calledIn(): Promise<RunningClinic> {
  const running = await runningClinic();
  const { clinic, arrivals, pass, message } = running;
  const { gateway, pms } = clinic.parts;
  Object.assign(gateway, { abilities: { ...gateway.abilities, hasReceipts: false } });
  await arrivals.receive(message('here'));
  await pass(2);
  const current = await pms.read({ id: clinic.parts.idOf('Amelia') });
  if (current !== null) pms.put({ ...current, status: 'fulfilled' });
  await pass(12);
  expect(running.kinds().at(-1)).toBe('DoctorReady');
  return running;
}

function receiptOf({ clinic }: RunningClinic, status: MessageReceipt['status']): MessageReceipt {
  const text = clinic.parts.gateway.sent.at(-1);
  const failure = status === 'undelivered' ? 'permanent' : null;
  return { gatewayId: text?.gatewayId ?? '', id: text?.id ?? '', status, failure, vendorCode: null };
}

const waiting = ({ clinic }: RunningClinic) => clinic.parts.store.documents({ kind: 'receipt' });

describe('receipts that come by themselves', () => {
  it('P6: one that says undelivered raises the task for a call-in at once', async () => {
    const running = await calledIn();
    await running.arrivals.receiveReceipt(receiptOf(running, 'undelivered'));
    expect(await running.clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    await running.arrivals.stop();
  });

  it('one that says delivered spares reception the task about an unknown call-in', async () => {
    const running = await calledIn();
    await running.arrivals.receiveReceipt(receiptOf(running, 'delivered'));
    await running.pass(180);
    expect(await running.clinic.then.openTasks()).toEqual([]);
    await running.arrivals.stop();
  });

  it('are never taken back by what comes late or twice', async () => {
    const running = await calledIn();
    for (const status of ['delivered', 'sent', 'undelivered', 'accepted', 'delivered'] as const)
      await running.arrivals.receiveReceipt(receiptOf(running, status));
    const { id = '' } = receiptOf(running, 'sent');
    expect(await running.clinic.parts.store.effect({ id })).toMatchObject({ delivery: 'delivered', reason: null });
    expect(await running.clinic.then.openTasks()).toEqual([]);
    await running.arrivals.stop();
  });

  it('two at a time are taken one after the other, however close they come', async () => {
    for (let offset = 0; offset < 30; offset += 1) {
      const running = await calledIn();
      const first = running.arrivals.receiveReceipt(receiptOf(running, 'delivered'));
      for (let turn = 0; turn < offset; turn += 1) await Promise.resolve();
      await Promise.all([first, running.arrivals.receiveReceipt(receiptOf(running, 'sent'))]);
      const { id = '' } = receiptOf(running, 'sent');
      expect(await running.clinic.parts.store.effect({ id })).toMatchObject({ delivery: 'delivered' });
      await running.arrivals.stop();
    }
  });

  it('that cannot be dealt with at once are stored all the same', async () => {
    const running = await calledIn();
    const { store } = running.clinic.parts;
    const real = { ...store };
    store.effect = () => Promise.reject(new Error('a statement that fails'));
    await running.arrivals.receiveReceipt(receiptOf(running, 'undelivered'));
    expect(await waiting(running)).toHaveLength(1);
    Object.assign(store, real);
    await running.pass(8);
    expect(await running.clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    await running.arrivals.stop();
  });

  it('find their text by the gateway’s id where the gateway does not give ours back', async () => {
    const running = await calledIn();
    const { gatewayId, status, failure, vendorCode } = receiptOf(running, 'undelivered');
    await running.arrivals.receiveReceipt({ gatewayId, id: 'not ours', status, failure, vendorCode });
    expect(await running.clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    await running.arrivals.stop();
  });

  it('that are faster than the answer to our own request wait for it', async () => {
    const running = await runningClinic();
    const { clinic, arrivals, pass, message } = running;
    const { gateway } = clinic.parts;
    const real = { ...gateway };
    gateway.send = async (text) => {
      const accepted = await real.send(text);
      await arrivals.receiveReceipt(receiptOf(running, 'delivered'));
      return accepted;
    };
    await arrivals.receive(message('here'));
    await pass(1);
    expect(await waiting(running)).toHaveLength(1);
    await pass(10);
    expect(await waiting(running)).toEqual([]);
    const { id = '' } = receiptOf(running, 'delivered');
    expect(await clinic.parts.store.effect({ id })).toMatchObject({ status: 'done', delivery: 'delivered' });
    await arrivals.stop();
  });

  it('P2: settle a text of which nobody knew whether it had left, and it does not leave again', async () => {
    const running = await runningClinic();
    const { clinic, arrivals, pass, message, kinds } = running;
    const { gateway } = clinic.parts;
    gateway.failNext(new GatewayError({ message: '[memory] timeout', failure: 'in-doubt' }), { isTaken: true });
    gateway.lookUp = () => Promise.resolve(null);
    await arrivals.receive(message('here'));
    await pass(8);
    const { id = '' } = receiptOf(running, 'sent');
    expect(await clinic.parts.store.effect({ id })).toMatchObject({ status: 'in-doubt' });
    await arrivals.receiveReceipt(receiptOf(running, 'delivered'));
    expect(await clinic.parts.store.effect({ id })).toMatchObject({ status: 'done', delivery: 'delivered' });
    await pass(700);
    expect(kinds().filter((kind) => kind === 'ArrivedThanks')).toHaveLength(1);
    expect(await clinic.then.openTasks()).not.toContain('text-in-doubt');
    await arrivals.stop();
  });

  it('P2: keep a text from leaving again that the gateway refused and took all the same', async () => {
    const running = await runningClinic();
    const { clinic, arrivals, pass, message, kinds } = running;
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] busy', failure: 'retry' }), { isTaken: true });
    await arrivals.receive(message('here'));
    await pass(1);
    const { id = '' } = receiptOf(running, 'sent');
    expect(await clinic.parts.store.effect({ id })).toMatchObject({ status: 'waiting', attempts: 1 });
    await arrivals.receiveReceipt(receiptOf(running, 'delivered'));
    await pass(120);
    expect(kinds().filter((kind) => kind === 'ArrivedThanks')).toHaveLength(1);
    expect(await clinic.parts.store.effect({ id })).toMatchObject({ status: 'done', delivery: 'delivered' });
    await arrivals.stop();
  });

  it('are kept by a process that stands by, and dealt with by the one that leads', async () => {
    const running = await calledIn();
    const standby = anotherEngine(running.clinic);
    await standby.start();
    await standby.receiveReceipt(receiptOf(running, 'undelivered'));
    expect(await running.clinic.then.openTasks()).toEqual([]);
    await running.pass(8);
    expect(await running.clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
    await standby.stop();
    await running.arrivals.stop();
  });

  it('about a text of somebody else are forgotten after half an hour, and change nothing', async () => {
    const running = await calledIn();
    const { id = '', ...other } = { ...receiptOf(running, 'undelivered'), gatewayId: 'somebody-else' };
    await running.arrivals.receiveReceipt(other);
    await running.arrivals.receiveReceipt({ ...other, id });
    expect(await waiting(running)).toHaveLength(1);
    expect(await running.clinic.parts.store.effect({ id })).toMatchObject({ delivery: 'accepted' });
    running.clinic.parts.clock.advance(31 * 60_000);
    await running.pass(8);
    expect(await waiting(running)).toEqual([]);
    await running.arrivals.stop();
  });
});
