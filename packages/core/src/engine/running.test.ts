import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import { createMemoryConversationStore } from '../memory/memory-conversation-store.ts';
import { runningClinic } from '../testing/running-clinic.ts';
import { scenario } from '../testing/scenario.ts';
import { scenarioClinic } from '../testing/scenario-clinic.ts';
import { createArrivals } from './create-arrivals.ts';

describe('start() and stop()', () => {
  it('asks at its time, hears the answer and calls in, all by itself', async () => {
    const { clinic, arrivals, pass, kinds } = await runningClinic();
    clinic.parts.clock.advance(10 * 60_000 - 10_000);
    await pass(15);
    expect(kinds()).toEqual(['ConsiderTeleHealth']);
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    await pass(8);
    const current = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    if (current !== null) clinic.parts.pms.put({ ...current, status: 'fulfilled' });
    await pass(12);
    expect(kinds()).toEqual(['ConsiderTeleHealth', 'ArrivedThanks', 'DoctorReady']);
    expect(arrivals.health()).toMatchObject({ isHealthy: true, isLeader: true });
    await arrivals.stop();
    await arrivals.stop();
    await pass(20);
    expect(kinds()).toHaveLength(3);
  });

  it('starting twice starts once, and a pushed message is dealt with at once', async () => {
    const { clinic, arrivals, pass } = await runningClinic();
    await arrivals.start();
    await arrivals.receive({
      gatewayId: 'SM1',
      from: clinic.parts.phoneOf('Amelia'),
      to: '+61480000001',
      body: 'here',
      receivedAt: clinic.parts.clock.now(),
      carrierKeyword: null,
    });
    await pass(1);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await arrivals.stop();
  });

  it('a PMS that hangs in a write does not hold up the call-in of another patient', async () => {
    const { clinic, arrivals, pass, kinds } = await runningClinic({ screeningMinutes: 10 });
    const { pms, gateway } = clinic.parts;
    const ben = await pms.read({ id: clinic.parts.idOf('Amelia') });
    if (ben === null) throw new Error('no appointment');
    const patient = { ...ben.patient, id: 'patient-ben', mobile: '+61491570099' } as const;
    pms.put({ ...ben, id: 'ben', status: 'arrived', patient });
    await pass(11);
    let release = (): void => undefined;
    pms.markArrived = () =>
      new Promise((_, reject) => {
        release = () => reject(new Error('cut off'));
      });
    gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    await pass(6);
    pms.put({ ...ben, id: 'ben', status: 'fulfilled', patient });
    await pass(11);
    expect(kinds()).toEqual(['DoctorReady']);
    const stopping = arrivals.stop();
    let isStopped = false;
    void stopping.then(() => {
      isStopped = true;
    });
    await new Promise(setImmediate);
    expect(isStopped).toBe(false);
    release();
    await stopping;
  });

  it('fails to start on a store that does not open, and can be started later', async () => {
    const clinic = await scenario({ isOpenAlready: false });
    const store = createMemoryConversationStore();
    let isBroken = true;
    const lease = store.acquireLease.bind(store);
    const { pms, gateway, video, clock } = clinic.parts;
    const arrivals = createArrivals({
      clinic: scenarioClinic,
      appointments: pms,
      messages: gateway,
      video,
      store: {
        ...store,
        acquireLease: (query) => (isBroken ? Promise.reject(new Error('locked')) : lease(query)),
      },
      clock,
    });
    await expect(arrivals.start()).rejects.toThrow('locked');
    isBroken = false;
    await arrivals.start();
    expect(arrivals.health().isLeader).toBe(true);
    await arrivals.stop();
  });
});

describe('the administrator', () => {
  const administratorPhone = '+61491570777';

  it('is texted at start and at stop, and each only once', async () => {
    const { arrivals, pass, kinds } = await runningClinic({ administratorPhone });
    await pass(90);
    expect(kinds()).toEqual(['start']);
    await arrivals.stop();
    expect(kinds()).toEqual(['start', 'stop']);
  });

  it('is texted when the program was not heard from: it crashed, or the machine slept', async () => {
    const { clinic, arrivals, pass, kinds } = await runningClinic({ administratorPhone });
    await pass(12);
    clinic.parts.clock.jumpTo(clinic.parts.clock.now() + 3_600_000);
    await pass(12);
    expect(kinds().filter((kind) => ['start', 'silence'].includes(kind))).toEqual(['start', 'silence']);
    const body = clinic.then.bodiesTo(administratorPhone).at(-1);
    expect(body).toMatch(/Main Street Clinic was not heard from since .* and runs again/);
    expect(body).not.toContain('Amelia');
    await arrivals.stop();
  });

  it('is not texted outside the allow-list, nor after an opt-out, and a failure is only logged', async () => {
    const listed = await runningClinic({ administratorPhone, allowList: ['+61491570001'] });
    await listed.arrivals.stop();
    expect(listed.kinds()).toEqual([]);
    const failing = await runningClinic({ administratorPhone });
    failing.clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] 401', failure: 'configuration' }));
    await failing.arrivals.stop();
    expect(failing.kinds()).toEqual(['start']);
    expect(await failing.clinic.parts.store.document({ kind: 'cursor', id: 'heartbeat' })).toBe(null);
  });
});
