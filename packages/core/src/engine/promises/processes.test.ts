import { describe, expect, it } from 'vitest';
import { createMemoryConversationStore } from '../../memory/memory-conversation-store.ts';
import type { LogLevel } from '../../ports/logger.ts';
import { anotherEngine } from '../../testing/running-clinic.ts';
import { scenario } from '../../testing/scenario.ts';
import type { Scenario } from '../../testing/scenario.ts';

describe('P8: any number of processes may run for one clinic; the result is the same as with one', () => {
  it('P8: one leads, the other stores what is pushed to it and does nothing else', async () => {
    const clinic = await scenario();
    const standby = anotherEngine(clinic);
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await standby.runOnce();
    await standby.receive({
      gatewayId: 'SM1',
      from: clinic.parts.phoneOf('Amelia'),
      to: '+61480000001',
      body: 'here',
      receivedAt: clinic.parts.clock.now(),
      carrierKeyword: null,
    });
    await standby.runOnce();
    expect(await clinic.then.statusOf('Amelia')).toBe('booked');
    expect(standby.health().isLeader).toBe(false);
    await clinic.when.secondsPass(5);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
  });

  it('P8: when the leader is silent for longer than its lease, the other takes over and repeats nothing', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    const standby = anotherEngine(clinic);
    await standby.runOnce();
    expect(standby.health().isLeader).toBe(false);
    clinic.parts.clock.advance(31_000);
    await standby.runOnce();
    expect(standby.health().isLeader).toBe(true);
    expect(clinic.parts.gateway.sent).toHaveLength(1);
  });

  it('P8: two that both believe to lead send each text once and act on each message once', async () => {
    const store = createMemoryConversationStore();
    const shared = { ...store, acquireLease: () => Promise.resolve(true) };
    const clinic = await scenario({ store: shared });
    const rival = anotherEngine(clinic, { store: shared });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const together = async (time: string, body?: string): Promise<void> => {
      const { clock, arrivals, gateway } = clinic.parts;
      clock.moveTo(Date.parse(`2026-03-02T${time}:00+11:00`));
      if (body !== undefined) gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body });
      await Promise.all([arrivals.runOnce(), rival.runOnce()]);
      clock.advance(10_000);
      await Promise.all([rival.runOnce(), arrivals.runOnce()]);
    };
    await together('07:10');
    await together('07:20', 'no');
    await together('10:00', 'here');
    const kinds = clinic.parts.gateway.sent.map(({ id }) => id.split('|')[2]);
    expect(kinds).toEqual(['ConsiderTeleHealth', 'ScreeningNoToVideo', 'ArrivedThanks']);
    expect(clinic.parts.pms.writes.map(({ act }) => act)).toEqual(['mark-arrived']);
  });
});

describe('P8: reminders of a family', () => {
  it('P8: leave once, as one text, when two processes both believe to lead', async () => {
    const store = createMemoryConversationStore();
    const shared = { ...store, acquireLease: () => Promise.resolve(true) };
    const reminders = [{ id: 'nine', when: { daysBefore: 0, at: '09:00' } }];
    const settings = { waitingRoom: false, reminders, pmsProfile: 'starts-on-fulfilled' } as const;
    const clinic = await scenario({ store: shared, settings });
    const rival = anotherEngine(clinic, { store: shared, settings });
    const phone = '+61491570156';
    await clinic.given.appointment({ patient: 'Sam', at: '15:00', phone });
    await clinic.given.appointment({ patient: 'Mia', at: '15:10', phone });
    const { arrivals, clock, gateway } = clinic.parts;
    clock.moveTo(Date.parse('2026-03-02T09:00:00+11:00'));
    await Promise.all([arrivals.runOnce(), rival.runOnce()]);
    clock.advance(10_000);
    await Promise.all([rival.runOnce(), arrivals.runOnce()]);
    expect(gateway.sent.map(({ id }) => id.split('|')[2])).toEqual(['FamilyReminder']);
  });
});

describe('P9: a restore from a backup sends nothing again', () => {
  /** A store whose data is a copy of another's, taken at a moment. */
  async function restored(clinic: Scenario, backupAt: number) {
    const fresh = createMemoryConversationStore();
    const { store } = clinic.parts;
    const day = '2026-03-02';
    const conversations = await store.conversationsOfDay({ day });
    const effects = await Promise.all(
      conversations.map(({ appointmentId }) => store.effectsOfAppointment({ appointmentId })),
    );
    for (const record of conversations)
      for (let version = 0; version < record.version; version += 1)
        await fresh.commit({ conversations: [{ ...record, version }] });
    await fresh.commit({
      effects: effects.flat(),
      documents: [...(await store.documents({ kind: 'cursor' })), ...(await store.documents({ kind: 'practitioner' }))],
    });
    let takenAt: number | null = backupAt;
    return {
      ...fresh,
      restoredFrom: async () => takenAt,
      settleRestore: async () => {
        takenAt = null;
      },
    };
  }

  it('P9: texts that left after the backup are found at the gateway and taken as sent', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { clock, gateway } = clinic.parts;
    const store = await restored(clinic, clock.now());
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'no');
    expect(gateway.sent).toHaveLength(2);
    clock.advance(60_000);
    const after = anotherEngine(clinic, { store });
    for (let minute = 0; minute < 10; minute += 1) {
      await after.runOnce();
      clock.advance(60_000);
    }
    expect(gateway.sent).toHaveLength(2);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ScreeningNoToVideo' } as const;
    expect(await after.explain(query)).toMatchObject({ answer: 'sent' });
    // What is new is not taken for what left before: the same words again are a text of their own.
    const again = anotherEngine(clinic, { store });
    await after.stop();
    await again.runOnce();
    await again.send({ ...query, by: 'kim' });
    await again.runOnce();
    expect(gateway.sent).toHaveLength(3);
  });

  it('P9: where the gateway cannot list what it sent, what was due in the gap is a task', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { clock, gateway } = clinic.parts;
    const store = await restored(clinic, clock.now());
    await clinic.when.timeIs('07:15');
    clock.advance(60_000);
    const messages = { ...gateway };
    delete messages.listSent;
    const after = anotherEngine(clinic, { store, messages });
    await after.runOnce();
    expect(gateway.sent).toHaveLength(1);
    expect((await after.tasks.open()).map(({ kind }) => kind)).toEqual(['restored']);
  });

  it('P9: a text that waited in the outbox when the backup was made is a task too, and does not leave', async () => {
    const clinic = await scenario();
    const { arrivals, clock, gateway } = clinic.parts;
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await arrivals.pause({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.timeIs('07:15');
    const store = await restored(clinic, clock.now());
    await arrivals.resume({ target: { type: 'clinic' }, by: 'kim' });
    await clinic.when.minutesPass(1);
    expect(gateway.sent).toHaveLength(1);
    clock.advance(60_000);
    const messages = { ...gateway };
    delete messages.listSent;
    const after = anotherEngine(clinic, { store, messages });
    await after.runOnce();
    clock.advance(600_000);
    await after.runOnce();
    expect(gateway.sent).toHaveLength(1);
    expect((await after.tasks.open()).map(({ kind }) => kind)).toEqual(['restored']);
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    const reason = 'Not sent: was due between the backup and its restore.';
    expect(await after.explain(query)).toMatchObject({ answer: 'dropped', reason });
  });

  it('P9: an invite with another link than the one that left is not sent again, and a person finds out', async () => {
    const clinic = await scenario({ at: '09:00' });
    const { clock, gateway } = clinic.parts;
    const store = await restored(clinic, clock.now());
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10', modality: 'video' });
    await clinic.when.timeIs('10:01');
    const kinds = (): readonly (string | undefined)[] => gateway.sent.map(({ id }) => id.split('|')[2]);
    expect(kinds()).toEqual(['VideoWelcome', 'VideoInvite']);
    clock.advance(60_000);
    const after = anotherEngine(clinic, { store });
    for (let round = 0; round < 3; round += 1) {
      await after.runOnce();
      clock.advance(10_000);
    }
    expect(kinds()).toEqual(['VideoWelcome', 'VideoInvite']);
    expect((await after.tasks.open()).map(({ kind }) => kind)).toEqual(['restored']);
  });

  it('P9: while the gateway cannot be asked what left, nothing is sent', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { clock, gateway } = clinic.parts;
    const store = await restored(clinic, clock.now());
    await clinic.when.timeIs('07:15');
    clock.advance(60_000);
    let isDown = true;
    const messages = {
      ...gateway,
      listSent: async (query: { readonly since: number }) => {
        if (isDown) throw new Error('down');
        return (await gateway.listSent?.(query)) ?? [];
      },
    };
    const after = anotherEngine(clinic, { store, messages });
    await after.runOnce();
    expect(gateway.sent).toHaveLength(1);
    isDown = false;
    clock.advance(10_000);
    await after.runOnce();
    await after.runOnce();
    expect(gateway.sent).toHaveLength(1);
  });
});

describe('P10: no name, number, message text or link in logs, errors or events', () => {
  it('P10: holds for a day on which everything fails once', async () => {
    const lines: string[] = [];
    const logger = {
      log: (level: LogLevel, message: string, fields?: object) =>
        void lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`),
    };
    const clinic = await scenario({ isOpenAlready: false });
    const { pms, gateway, clock } = clinic.parts;
    const arrivals = anotherEngine(clinic, { logger });
    for (const name of [
      'health-changed',
      'text-sent',
      'text-dropped',
      'reply-handled',
      'conversation-changed',
    ] as const)
      arrivals.on(name, (event) => void lines.push(JSON.stringify(event)));
    const patient = {
      id: 'p1',
      name: 'Amelia Secret',
      firstName: 'Amelia',
      mobile: '+61491570156',
      mayBeTexted: true,
      notTextedReason: null,
      language: null,
    } as const;
    await arrivals.runOnce();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const made = await pms.read({ id: clinic.parts.idOf('Amelia') });
    if (made !== null) pms.put({ ...made, patient });
    const turn = async (time: string): Promise<void> => {
      clock.moveTo(Date.parse(`2026-03-02T${time}:00+11:00`));
      await arrivals.runOnce();
      clock.advance(10_000);
      await arrivals.runOnce();
    };
    clock.advance(60_000);
    gateway.failNext(Object.assign(new Error('to +61491570156: Hi Amelia'), { failure: 'x' }) as never);
    await turn('07:10');
    Object.assign(pms, { markArrived: () => Promise.reject(new TypeError('Amelia Secret is no function')) });
    gateway.inbound({ from: '+61491570156', body: 'here, secret words' });
    await turn('10:00');
    pms.fail('unavailable');
    await turn('10:05');
    Object.assign(pms, { list: () => Promise.reject(new SyntaxError('Unexpected token "Amelia Secret"')) });
    await turn('10:06');
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.join('\n')).not.toMatch(/Amelia|Secret|secret|\+?61491570156|https?:/);
  });
});
