import { describe, expect, it } from 'vitest';
import { createMemoryConversationStore } from '../../memory/memory-conversation-store.ts';
import { scenario } from '../../testing/scenario.ts';
import { createArrivals } from '../create-arrivals.ts';
import type { InboxRecord } from '../../ports/conversation-store/records.ts';

const inboxOf = async (clinic: Awaited<ReturnType<typeof scenario>>, name: string): Promise<readonly InboxRecord[]> =>
  clinic.parts.store.inboxOfPhone({ phone: clinic.parts.phoneOf(name), since: 0 });

describe('P1: an inbound message is stored before it is acknowledged, and ends in exactly one recorded outcome', () => {
  it('P1: is in the inbox when receive() resolves, before anything is done about it', async () => {
    const clinic = await scenario();
    const { arrivals, clock, store } = clinic.parts;
    await arrivals.receive({
      gatewayId: 'SM1',
      from: '+61491570111',
      to: '+61480000001',
      body: 'hello',
      receivedAt: clock.now(),
      carrierKeyword: null,
    });
    expect(await store.inboxMessage({ gatewayId: 'SM1' })).toMatchObject({ body: 'hello', outcome: null });
  });

  it('P1: receive() fails when the message cannot be stored, so that the gateway comes again', async () => {
    const store = createMemoryConversationStore();
    const clinic = await scenario({ store });
    const full = { ...store, commit: () => Promise.reject(new Error('disk full')) };
    const { arrivals } = (await scenario({ store: full, isOpenAlready: false })).parts;
    const message = { gatewayId: 'SM2', from: '+61491570111', to: '+61480000001', body: 'hi', receivedAt: 0 };
    await expect(arrivals.receive({ ...message, carrierKeyword: null })).rejects.toThrow('disk full');
    expect(await clinic.parts.store.inboxMessage({ gatewayId: 'SM2' })).toBe(null);
  });

  it('P1: a message that comes twice, pushed and polled, is answered once', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    const { arrivals, gateway } = clinic.parts;
    const message = gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    await arrivals.receive(message);
    await arrivals.receive(message);
    await clinic.when.secondsPass(30);
    expect(clinic.then.textsTo('Amelia').filter((text) => text === 'ArrivedThanks')).toHaveLength(1);
    expect(await inboxOf(clinic, 'Amelia')).toMatchObject([{ outcome: 'acted', intent: 'arrived' }]);
  });

  it('P1: every message of a busy minute has one outcome', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:10');
    const outcomes = new Map<string, number>();
    clinic.parts.arrivals.on('reply-handled', ({ gatewayId }) =>
      outcomes.set(gatewayId, (outcomes.get(gatewayId) ?? 0) + 1),
    );
    for (const body of ['', 'yes', 'no', 'what?', 'what??', 'thanks', '😀', 'HELP', 'x'.repeat(1600), '\u0000\u0001'])
      clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body });
    clinic.parts.gateway.inbound({ from: 'BANK', body: 'buy now' });
    clinic.parts.gateway.inbound({ from: '+61480000001', body: 'to myself' });
    await clinic.when.secondsPass(10);
    expect([...outcomes.values()]).toEqual(Array.from({ length: 12 }, () => 1));
    expect(await clinic.parts.store.pendingInbox({ limit: 100 })).toEqual([]);
    expect(await clinic.parts.store.inboxMessage({ gatewayId: 'memory-in-11' })).toMatchObject({ outcome: 'ignored' });
    expect(await clinic.parts.store.inboxMessage({ gatewayId: 'memory-in-12' })).toMatchObject({ outcome: 'ignored' });
  });

  it('P1: what "both" does for two children happens together or not at all', async () => {
    const store = createMemoryConversationStore();
    let commits = 0;
    const counting = {
      ...store,
      commit: (commit: Parameters<typeof store.commit>[0]) => {
        if (commit.inboxChanges !== undefined && commit.inboxChanges.length > 0) commits += 1;
        return store.commit(commit);
      },
    };
    const clinic = await scenario({ store: counting });
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone: '+61491570222' });
    await clinic.given.appointment({ patient: 'Mia', at: '10:20', phone: '+61491570222' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Sam', 'we are here');
    commits = 0;
    await clinic.when.patientTexts('Sam', 'both');
    expect(await clinic.then.statusOf('Sam')).toBe('arrived');
    expect(await clinic.then.statusOf('Mia')).toBe('arrived');
    expect(commits).toBe(1);
  });

  it('P1: a message that the program fails on goes to a person, and the others are served', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:20' });
    await clinic.when.timeIs('10:00');
    const { store } = clinic.parts;
    const broken = {
      ...store,
      thread: (query: Parameters<typeof store.thread>[0]) =>
        query.phone === clinic.parts.phoneOf('Amelia') ? Promise.reject(new TypeError('a bug')) : store.thread(query),
    };
    const { pms, gateway, video, clock } = clinic.parts;
    await store.releaseLease({ holder: 'nobody' });
    clock.advance(60_000);
    const other = createArrivals({
      clinic: { id: 'main-street', name: 'Main', phone: '1', timeZone: 'Australia/Melbourne', country: 'AU' },
      appointments: pms,
      messages: gateway,
      video,
      store: broken,
      clock,
      settings: { pmsProfile: 'starts-on-fulfilled' },
    });
    const poison = gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    gateway.inbound({ from: clinic.parts.phoneOf('Ben'), body: 'here' });
    await other.runOnce();
    expect(await store.inboxMessage({ gatewayId: poison.gatewayId })).toMatchObject({ outcome: 'task' });
    expect(await clinic.then.openTasks()).toContain('reply-not-understood');
    expect(await clinic.then.statusOf('Ben')).toBe('arrived');
  });
});

describe('P4: a reply acts only on the appointment it answers; when that is not certain, nothing is changed', () => {
  it('P4: asks back which child is meant, and changes nothing until that is said', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone: '+61491570222' });
    await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone: '+61491570222' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Sam', 'here');
    expect(clinic.then.textsTo('Sam').at(-1)).toBe('WhichAppointment');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['booked', 'booked']);
    await clinic.when.patientTexts('Sam', 'Mia');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['booked', 'arrived']);
  });

  it('P4: a second unclear answer is a task and still changes nothing', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Sam', at: '10:10', phone: '+61491570222' });
    await clinic.given.appointment({ patient: 'Mia', at: '11:40', phone: '+61491570222' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Sam', 'here');
    await clinic.when.patientTexts('Sam', 'here!!');
    expect(await clinic.then.openTasks()).toContain('which-appointment');
    expect([await clinic.then.statusOf('Sam'), await clinic.then.statusOf('Mia')]).toEqual(['booked', 'booked']);
  });

  it('P4: an arrival that is half an hour old when it comes in is a task and not an arrival', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.numberTexts(clinic.parts.phoneOf('Amelia'), 'here', 31 * 60);
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.openTasks()).toEqual(['reply-too-old']);
  });

  it('P4: while reception has paused a patient, a reply is a task and changes nothing', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.parts.arrivals.pause({ target: { type: 'patient', id: 'patient-amelia' }, by: 'kim' });
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(await clinic.then.openTasks()).toEqual(['reply-while-paused']);
  });
});
