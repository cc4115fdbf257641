import { describe, expect, it } from 'vitest';
import { StorageError } from '../errors.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';
import type { RunningClinic } from '../testing/running-clinic.ts';
import { ownNumber } from '../testing/scenario-clinic.ts';

/** Amelia has been asked whether to come in, and thinks twice: the last word counts. */
async function asked(): Promise<RunningClinic> {
  const running = await runningClinic();
  running.clinic.parts.clock.advance(10 * 60_000);
  await running.pass(12);
  expect(running.kinds()).toEqual(['ConsiderTeleHealth']);
  return running;
}

/** A promise that is settled from outside. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

async function expectInPerson({ clinic, arrivals, pass }: RunningClinic): Promise<void> {
  await pass(3);
  expect(await clinic.then.stateOf('Amelia')).toBe('expected');
  const thread = await arrivals.thread({ phone: clinic.parts.phoneOf('Amelia') });
  expect(thread.filter(({ direction }) => direction === 'in').map(({ what, state }) => `${what} ${state}`)).toEqual([
    'yes acted',
    'no acted',
  ]);
  expect((await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') }))?.modality).toBe('unknown');
  await arrivals.stop();
}

describe('the replies of one number are dealt with in the order in which they came', () => {
  it('waits behind an older one that another process has only stored', async () => {
    const running = await asked();
    await anotherEngine(running.clinic).receive(running.message('yes'));
    await running.arrivals.receive(running.message('no'));
    await expectInPerson(running);
  });

  it('waits behind one that is being dealt with', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    const { opened, open } = gate();
    let isFirst = true;
    store.commit = async (change) => {
      const holds = isFirst && (change.inbox ?? []).length > 0;
      if (holds) isFirst = false;
      if (holds) await opened;
      return real.commit(change);
    };
    const first = running.arrivals.receive(running.message('yes'));
    await running.idle();
    const second = running.arrivals.receive(running.message('no'));
    await running.pass(3);
    open();
    await Promise.all([first, second]);
    await expectInPerson(running);
  });

  it('waits also when both come at the same moment and the first is the slower one to look up', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    const { opened, open } = gate();
    store.pendingInbox = async (query) => {
      Object.assign(store, real);
      await opened;
      return real.pendingInbox(query);
    };
    const both = [running.arrivals.receive(running.message('yes')), running.arrivals.receive(running.message('no'))];
    await running.idle();
    open();
    await Promise.all(both);
    await expectInPerson(running);
  });

  it('keeps its place when it could not be dealt with at once', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    store.conversationsOfPhone = () => {
      Object.assign(store, real);
      return Promise.reject(new StorageError({ message: '[memory] locked', isRetryable: true }));
    };
    await Promise.all(['yes', 'no'].map((body) => running.arrivals.receive(running.message(body))));
    await expectInPerson(running);
  });

  it('does not hold up another number', async () => {
    const running = await asked();
    const { clinic, arrivals } = running;
    const amelia = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    if (amelia === null) throw new Error('no appointment');
    const patient = { ...amelia.patient, id: 'patient-ben', mobile: '+61491570099' } as const;
    clinic.parts.pms.put({ ...amelia, id: 'ben', patient });
    await running.pass(12);
    const { store } = clinic.parts;
    const real = { ...store };
    const { opened, open } = gate();
    store.commit = async (change) => {
      if ((change.inbox ?? []).some(({ from }) => from !== patient.mobile)) await opened;
      return real.commit(change);
    };
    const slow = arrivals.receive(running.message('yes'));
    await arrivals.receive(running.message('here', patient.mobile));
    await running.pass(1);
    expect((await clinic.parts.pms.read({ id: 'ben' }))?.status).toBe('arrived');
    open();
    await slow;
    await arrivals.stop();
  });
});

describe('a reply that somebody else has dealt with', () => {
  it('P1: keeps the one outcome that it has, and is not dealt with again', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const stranger = '+61491570888';
    const real = { ...store };
    store.commit = async (commit) => {
      Object.assign(store, real);
      await real.commit({ inbox: (commit.inbox ?? []).map((row) => ({ ...row, reason: 'by another process' })) });
      return real.commit(commit);
    };
    const message = running.message('hello', stranger);
    await running.arrivals.receive(message);
    await running.pass(3);
    expect(await store.inboxMessage({ gatewayId: message.gatewayId })).toMatchObject({
      outcome: 'unknown',
      reason: 'by another process',
    });
    expect(running.kinds()).toEqual(['ConsiderTeleHealth']);
    await running.arrivals.stop();
  });

  it('P1: pushed again, changes nothing again', async () => {
    const running = await asked();
    const message = running.message('here');
    await running.arrivals.receive(message);
    await running.pass(1);
    await running.arrivals.receive(message);
    await running.pass(3);
    expect(running.kinds()).toEqual(['ConsiderTeleHealth', 'ArrivedThanks']);
    const thread = await running.arrivals.thread({ phone: running.clinic.parts.phoneOf('Amelia') });
    expect(thread.filter(({ direction }) => direction === 'in')).toHaveLength(1);
    await running.arrivals.stop();
  });
});

describe('a reply that cannot be dealt with yet', () => {
  it('P1: stays in the inbox while its conversation never stands still, and is dealt with when it does', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    store.commit = (commit) => {
      const isHandled = (commit.inbox ?? []).some(({ outcome }) => outcome !== null);
      return isHandled || (commit.inboxChanges ?? []).length > 0 ? Promise.resolve('conflict') : real.commit(commit);
    };
    const [answer, greeting] = [running.message('no'), running.message('hello', '+61491570888')];
    await Promise.all([running.arrivals.receive(answer), running.arrivals.receive(greeting)]);
    await running.pass(3);
    for (const { gatewayId } of [answer, greeting])
      expect((await store.inboxMessage({ gatewayId }))?.outcome).toBeNull();
    Object.assign(store, real);
    await running.pass(3);
    expect((await store.inboxMessage({ gatewayId: answer.gatewayId }))?.outcome).toBe('acted');
    expect((await store.inboxMessage({ gatewayId: greeting.gatewayId }))?.outcome).toBe('unknown');
    expect(running.kinds()).toContain('ScreeningNoToVideo');
    await running.arrivals.stop();
  });

  it('is looked at anew when its conversation is erased meanwhile', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    store.conversationsOfPhone = async (query) => {
      Object.assign(store, real);
      const records = await real.conversationsOfPhone(query);
      await running.arrivals.erasePatient({ patientId: 'patient-amelia', phones: [] });
      return records;
    };
    const message = running.message('no');
    await running.arrivals.receive(message);
    await running.pass(1);
    expect((await store.inboxMessage({ gatewayId: message.gatewayId }))?.outcome).toBe('unknown');
    await running.arrivals.stop();
  });

  it('names the storage as down while it is locked, and goes on afterwards', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    const message = running.message('no');
    await anotherEngine(running.clinic).receive(message);
    store.thread = () => Promise.reject(new StorageError({ message: '[memory] locked', isRetryable: true }));
    await running.pass(2);
    expect(running.arrivals.health().parts.storage.isUp).toBe(false);
    expect((await store.inboxMessage({ gatewayId: message.gatewayId }))?.outcome).toBeNull();
    Object.assign(store, real);
    await running.pass(2);
    expect(await running.clinic.then.stateOf('Amelia')).toBe('expected');
    await running.arrivals.stop();
  });

  it('of unknown age is stored first, and one of no number at all is ignored', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const ageless = { ...running.message('no'), receivedAt: null };
    await running.arrivals.receive(ageless);
    expect((await store.inboxMessage({ gatewayId: ageless.gatewayId }))?.outcome).toBeNull();
    const shop = running.message('Sale!', 'ALERTS');
    await running.arrivals.receive(shop);
    await running.pass(1);
    expect((await store.inboxMessage({ gatewayId: shop.gatewayId }))?.outcome).toBe('ignored');
    expect(await running.clinic.then.stateOf('Amelia')).toBe('expected');
    await running.arrivals.stop();
  });

  it('P4: is no answer to a question that was asked while it was being dealt with', async () => {
    const running = await runningClinic();
    const { clinic, arrivals, message, pass, kinds } = running;
    const { store, clock } = clinic.parts;
    clock.advance(9 * 60_000);
    await pass(5);
    const real = { ...store };
    const { opened, open } = gate();
    store.commit = async (change) => {
      const isReply = (change.inbox ?? []).some(({ outcome }) => outcome !== null);
      if (isReply) Object.assign(store, real);
      if (isReply) await opened;
      return real.commit(change);
    };
    const received = arrivals.receive(message('yes'));
    await pass(70);
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    open();
    await received;
    await pass(3);
    expect(await clinic.then.stateOf('Amelia')).toBe('screening');
    expect(kinds()).not.toContain('ScreeningYesToVideo');
    await arrivals.stop();
  });

  it('is waited for by stop, with the answer that is claimed in its commit', async () => {
    const running = await asked();
    const { store } = running.clinic.parts;
    const real = { ...store };
    const { opened, open } = gate();
    store.commit = async (change) => {
      Object.assign(store, real);
      expect(change.effects?.map(({ status }) => status)).toEqual(['claimed']);
      await opened;
      return real.commit(change);
    };
    const received = running.arrivals.receive(running.message('hello what'));
    await running.idle();
    let isStopped = false;
    const stopping = running.arrivals.stop().then(() => {
      isStopped = true;
    });
    await running.idle();
    expect(isStopped).toBe(false);
    open();
    await Promise.all([received, stopping]);
    expect(running.kinds()).toHaveLength(2);
  });
});

describe('a text to a number', () => {
  it.each([
    ['that is not ours changes nothing: it is for another clinic of the account', '+61480000099', 'ignored', 'booked'],
    ['in another form than E.164 cannot be told apart, and counts', '0480000001', 'acted', 'arrived'],
    ['of ours counts', ownNumber, 'acted', 'arrived'],
  ])('%s', async (_, to, outcome, status) => {
    const { clinic, arrivals, message, pass } = await runningClinic();
    const text = { ...message('here'), to };
    await arrivals.receive(text);
    await pass(5);
    const stored = await clinic.parts.store.inboxMessage({ gatewayId: text.gatewayId });
    expect([stored?.outcome, await clinic.then.statusOf('Amelia')]).toEqual([outcome, status]);
    await arrivals.stop();
  });
});
