import { describe, expect, it } from 'vitest';
import { GatewayError } from '../../errors.ts';
import { scenario } from '../../testing/scenario.ts';
import type { Scenario } from '../../testing/scenario.ts';

const inDoubt = (): GatewayError => new GatewayError({ message: '[memory] timeout', failure: 'in-doubt' });
const permanent = (): GatewayError => new GatewayError({ message: '[memory] landline', failure: 'permanent' });

async function waiting(settings: NonNullable<Parameters<typeof scenario>[0]>['settings'] = {}): Promise<Scenario> {
  const clinic = await scenario({ settings });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('10:00');
  await clinic.when.patientTexts('Amelia', 'here');
  return clinic;
}

describe('P2: at most one text per appointment, revision, kind, recipient and occurrence, whatever crashes or runs twice', () => {
  it('P2: a call-in whose answer was lost is found at the gateway and not sent again', async () => {
    const clinic = await waiting();
    clinic.parts.gateway.failNext(inDoubt(), { isTaken: true });
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.minutesPass(15);
    const bodies = clinic.parts.gateway.sent.filter(({ id }) => id.includes('DoctorReady'));
    expect(bodies).toHaveLength(1);
    const answer = await clinic.parts.arrivals.explain({
      appointmentId: clinic.parts.idOf('Amelia'),
      template: 'DoctorReady',
    });
    expect(answer.answer).toBe('sent');
  });

  it('P2: a call-in whose fate cannot be found out is never sent again, and is a task at once', async () => {
    const clinic = await waiting();
    clinic.parts.gateway.failNext(inDoubt());
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await clinic.then.openTasks()).toContain('call-in-not-delivered');
    await clinic.when.minutesPass(15);
    expect(clinic.parts.gateway.sent.filter(({ id }) => id.includes('DoctorReady'))).toEqual([]);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'DoctorReady' } as const;
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject({ answer: 'failed' });
  });

  it('P2: an outcome that could not be stored leaves a claim that is looked up, not a second text', async () => {
    const clinic = await waiting();
    const { store } = clinic.parts;
    const commit = store.commit.bind(store);
    let failures = 0;
    Object.assign(store, {
      commit: (asked: Parameters<typeof commit>[0]) => {
        const isOutcome = asked.effectChanges?.some(({ set }) => set.status === 'done' && set.gatewayId !== undefined);
        if (isOutcome !== true || failures > 0) return commit(asked);
        failures += 1;
        return Promise.reject(new Error('locked'));
      },
    });
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.secondsPass(30);
    expect(failures).toBe(1);
    expect(clinic.parts.gateway.sent.filter(({ id }) => id.includes('DoctorReady'))).toHaveLength(1);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'DoctorReady' } as const;
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject({ answer: 'sent' });
  });

  it('P2: a text that the gateway throttled leaves once, later', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] 429', failure: 'retry', retryAfterMs: 4_000 }));
    await clinic.when.timeIs('07:10');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });
});

describe('P3: no text about an appointment that the PMS shows as cancelled or moved when the text leaves', () => {
  it('P3: a question decided before the PMS cancelled is not asked, although no scan has seen it yet', async () => {
    const clinic = await scenario({ settings: { pollSeconds: 3_600, freshSeconds: 0 } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:05');
    const current = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    if (current !== null) clinic.parts.pms.put({ ...current, status: 'cancelled' });
    await clinic.when.timeIs('07:10');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
  });

  it('P3: a text is not sent while the PMS cannot be asked, and a person is told when its time is over', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:05');
    clinic.parts.pms.fail('unavailable');
    await clinic.when.timeIs('07:12');
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    clinic.parts.pms.fail(null);
    await clinic.when.timeIs('07:13');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });

  it('P3: one read that does not find the appointment drops nothing, two do', async () => {
    const clinic = await scenario({ settings: { pollSeconds: 3_600 } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:05');
    const current = await clinic.parts.pms.read({ id: clinic.parts.idOf('Amelia') });
    clinic.parts.pms.remove(clinic.parts.idOf('Amelia'));
    await clinic.when.timeIs('07:10');
    if (current !== null) clinic.parts.pms.put(current);
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('P3: the gateway is told the moment after which a text is of no use', async () => {
    const clinic = await waiting();
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    const sent = clinic.parts.gateway.sent.at(-1);
    expect(sent?.id).toContain('DoctorReady');
    expect(sent === undefined ? 0 : sent.validUntil - sent.acceptedAt).toBeGreaterThan(0);
    expect(sent === undefined ? 0 : sent.validUntil - sent.acceptedAt).toBeLessThanOrEqual(5 * 60_000);
    const question = clinic.parts.gateway.sent.find(({ id }) => id.includes('ConsiderTeleHealth'));
    expect(new Date(question?.validUntil ?? 0).toISOString()).toBe('2026-03-01T23:10:00.000Z');
  });
});

describe('P6: a failed or undeliverable call-in becomes a task at once; nothing is dropped silently', () => {
  it.each([
    ['refused for good', permanent],
    ['of unknown fate', inDoubt],
    ['throttled', () => new GatewayError({ message: '[memory] 429', failure: 'retry' })],
    ['refused for a wrong password', () => new GatewayError({ message: '[memory] 401', failure: 'configuration' })],
    ['blocked by the carrier', () => new GatewayError({ message: '[memory] 21610', failure: 'opted-out' })],
  ])('P6: a call-in that was %s', async (_, failure) => {
    const clinic = await waiting();
    clinic.parts.gateway.failNext(failure());
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it('P6: a call-in that the network reports as undelivered', async () => {
    const clinic = await waiting();
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    const sent = clinic.parts.gateway.sent.at(-1);
    clinic.parts.gateway.setDelivery(sent?.gatewayId ?? '', { status: 'undelivered', vendorCode: '30003' });
    await clinic.when.secondsPass(10);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it('P6: a call-in without any receipt after two minutes', async () => {
    const clinic = await waiting();
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.minutesPass(1);
    expect(await clinic.then.openTasks()).toEqual([]);
    await clinic.when.minutesPass(1.1);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered']);
  });

  it('P6: a call-in that was delivered is no task', async () => {
    const clinic = await waiting();
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    clinic.parts.gateway.setDelivery(clinic.parts.gateway.sent.at(-1)?.gatewayId ?? '', { status: 'delivered' });
    await clinic.when.secondsPass(10);
    await clinic.when.minutesPass(5);
    expect(await clinic.then.openTasks()).toEqual([]);
  });

  it('P6: a call-in over the reserve of the day, and a text over the cap, are tasks', async () => {
    const clinic = await waiting({ dailyCallIns: 0, dailyTexts: 2 });
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.then.openTasks()).toEqual(['daily-limit']);
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered', 'daily-limit']);
    expect(clinic.then.bodiesTo(clinic.parts.phoneOf('Amelia')).at(-1)).toContain('last text');
  });
});

describe('P7: nobody who opted out is texted, and nothing leaves for numbers outside the allow-list', () => {
  it('P7: after STOP nothing leaves, and the call-in is a task', async () => {
    const clinic = await waiting();
    await clinic.when.patientTexts('Amelia', 'STOP');
    const before = clinic.parts.gateway.sent.length;
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.parts.gateway.sent).toHaveLength(before);
    expect(await clinic.then.openTasks()).toEqual(['call-in-not-delivered', 'opted-out']);
  });

  it('P7: START brings back a call-in that still holds', async () => {
    const clinic = await waiting();
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.patientTexts('Amelia', 'START');
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
  });

  it('P7: START brings no call-in whose time is over', async () => {
    const clinic = await waiting();
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    await clinic.when.minutesPass(6);
    await clinic.when.patientTexts('Amelia', 'START');
    expect(clinic.then.textsTo('Amelia')).not.toContain('DoctorReady');
  });

  it('P7: START asks the open question again, once, and nothing else', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.patientTexts('Amelia', 'START');
    await clinic.when.patientTexts('Amelia', 'START');
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth', 'ConsiderTeleHealth']);
  });

  it('P7: what the carrier tells us about an opt-out counts as one', async () => {
    const clinic = await waiting();
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] 21610', failure: 'opted-out' }));
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.parts.arrivals.consent.get({ phone: clinic.parts.phoneOf('Amelia') })).toBe('opted-out');
  });

  it('P7: while an allow-list is set, only its numbers are texted', async () => {
    const clinic = await scenario({ settings: { allowList: ['+61491570002'] } });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:10' });
    await clinic.when.timeIs('07:15');
    expect(clinic.parts.gateway.sent.map(({ to }) => to)).toEqual(['+61491570002']);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect((await clinic.parts.arrivals.explain(query)).reason).toBe('Not sent: the number is not on the allow-list.');
  });
});
