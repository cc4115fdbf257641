import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import { scenarioClinic } from '../testing/scenario-clinic.ts';
import { createArrivals } from './create-arrivals.ts';
import { joinGateways } from './join-gateways.ts';

describe('what people at the clinic do', () => {
  it('is journaled with who made it', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('09:00');
    const { arrivals, store } = clinic.parts;
    const phone = clinic.parts.phoneOf('Amelia');
    const appointmentId = clinic.parts.idOf('Amelia');
    await arrivals.send({ appointmentId, template: 'ArrivedThanks', by: 'kim' });
    await arrivals.consent.set({ phone, consent: 'opted-out', by: 'lee' });
    await clinic.when.secondsPass(10);
    const [room] = arrivals.practitioners.list();
    if (room !== undefined)
      await arrivals.practitioners.set({ practitioner: { ...room, room: 'Come to room 7.' }, by: 'kim' });
    await arrivals.settings.set({ settings: { dailyTexts: 30 }, by: 'kim' });
    await arrivals.templates.set({ name: 'ArrivedThanks', language: 'en', source: 'Thanks, please wait.', by: 'lee' });
    expect(arrivals.settings.get().dailyTexts).toBe(30);
    expect(arrivals.practitioners.list()[0]?.room).toBe('Come to room 7.');
    expect(arrivals.templates.source({ name: 'ArrivedThanks', language: 'en' })).toBe('Thanks, please wait.');
    const lines = (await store.journalOfAppointment({ appointmentId })).map(({ by, reason }) => `${by}: ${reason}`);
    expect(lines).toContain('staff:kim: sent ArrivedThanks');
    expect(await arrivals.consent.get({ phone })).toBe('opted-out');
    const exported = await arrivals.exportPatient({ patientId: 'patient-amelia', phones: [phone] });
    expect(JSON.stringify(exported)).toContain('staff:lee');
  });

  it('a text sent by staff goes out again each time that somebody asks, never to a conversation without number', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    const { arrivals } = clinic.parts;
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ArrivedThanks', by: 'kim' } as const;
    await arrivals.send(query);
    await clinic.when.secondsPass(1);
    await arrivals.send(query);
    await clinic.when.secondsPass(1);
    expect(clinic.then.textsTo('Amelia').filter((kind) => kind === 'ArrivedThanks')).toHaveLength(2);
    await expect(arrivals.send({ ...query, appointmentId: 'nobody' })).rejects.toThrow('appointmentId');
  });

  it('what is paused is held and shown, and leaves after resuming', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const { arrivals } = clinic.parts;
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(await arrivals.explain(query)).toMatchObject({ answer: 'scheduled' });
    await arrivals.pause({ target: { type: 'practitioner', id: 'sharma' }, by: 'kim' });
    await clinic.when.timeIs('07:15');
    expect(await arrivals.explain(query)).toMatchObject({ answer: 'held', reason: 'Held: paused.' });
    await arrivals.resume({ target: { type: 'practitioner', id: 'sharma' }, by: 'kim' });
    await clinic.when.minutesPass(1);
    expect(await arrivals.explain(query)).toMatchObject({ answer: 'sent' });
  });

  it('explain() answers for what has no reason to be sent, was not served, or is unknown', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.given.appointment({ patient: 'Ben', at: '10:10', mayBeTexted: false });
    const { arrivals } = clinic.parts;
    const ask = async (appointmentId: string) => (await arrivals.explain({ appointmentId, template: 'NoShow' })).answer;
    expect(await ask(clinic.parts.idOf('Amelia'))).toBe('not-decided');
    expect(await ask(clinic.parts.idOf('Ben'))).toBe('not-served');
    expect(await ask('nothing')).toBe('unknown-appointment');
  });

  it('explain() says that a text was due before the first scan', async () => {
    const clinic = await scenario({ at: '09:50', isOpenAlready: false });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const query = { appointmentId: clinic.parts.idOf('Amelia'), template: 'ConsiderTeleHealth' } as const;
    expect(clinic.then.textsTo('Amelia')).toEqual([]);
    const answer = { answer: 'not-decided', reason: 'Not sent: baseline.' };
    expect(await clinic.parts.arrivals.explain(query)).toMatchObject(answer);
  });

  it('a task that nobody takes is escalated', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.minutesPass(11);
    expect((await clinic.then.tasks())[0]?.escalatedAt).toBeGreaterThan(0);
  });

  it('a patient who is held stays so until the task is ticked', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('10:00');
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.pmsSets('Amelia', { status: 'cancelled' });
    expect(await clinic.then.stateOf('Amelia')).toBe('held');
    const [task] = await clinic.then.tasks();
    await clinic.parts.arrivals.tasks.resolve({ id: task?.id ?? '', by: 'kim' });
    expect(await clinic.then.stateOf('Amelia')).toBe('closed');
    expect(await clinic.parts.arrivals.tasks.resolve({ id: 'no such task', by: 'kim' })).toBe(false);
  });

  it('what is stored about a patient can be given out and erased', async () => {
    const clinic = await scenario();
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'no');
    const { arrivals } = clinic.parts;
    const phone = clinic.parts.phoneOf('Amelia');
    expect((await arrivals.thread({ phone })).map(({ direction, what }) => `${direction} ${what}`)).toEqual([
      'out ConsiderTeleHealth',
      'in no',
      'out ScreeningNoToVideo',
    ]);
    const query = { patientId: 'patient-amelia', phones: [phone] };
    expect(JSON.stringify(await arrivals.exportPatient(query))).toContain('Amelia');
    expect(await arrivals.erasePatient(query)).toBeGreaterThan(0);
    expect(await arrivals.thread({ phone })).toEqual([]);
  });
});

describe('shadow mode', () => {
  it('decides and records, and sends and writes nothing', async () => {
    const clinic = await scenario({ isOpenAlready: false });
    const { pms, gateway, video, store, clock } = clinic.parts;
    const shadow = createArrivals({
      clinic: scenarioClinic,
      appointments: pms,
      messages: gateway,
      video,
      store,
      clock,
      mode: 'shadow',
    });
    await shadow.runOnce();
    const made = await scenario();
    await made.given.appointment({ patient: 'Amelia', at: '10:10' });
    const appointment = await made.parts.pms.read({ id: made.parts.idOf('Amelia') });
    if (appointment !== null) pms.put(appointment);
    clock.advance(70 * 60_000 + 60_000);
    await shadow.runOnce();
    gateway.inbound({ from: made.parts.phoneOf('Amelia'), body: 'here' });
    clock.advance(10_000);
    await shadow.runOnce();
    expect(gateway.sent).toEqual([]);
    expect(pms.writes).toEqual([]);
    const id = made.parts.idOf('Amelia');
    const why = await shadow.explain({ appointmentId: id, template: 'ConsiderTeleHealth' });
    expect(why).toMatchObject({ answer: 'dropped', reason: 'Not sent: shadow mode: nothing is sent or written.' });
    expect((await shadow.today()).lines[0]?.state).toBe('arrived');
  });
});

describe('joinGateways', () => {
  it('sends by one way and receives by the other, and knows the numbers of both as ours', async () => {
    const there = (await scenario()).parts.gateway;
    const here = (await scenario()).parts.gateway;
    const joined = joinGateways({ send: there, receive: { ...here, numbers: ['+61480000002'] } });
    const text = { id: 'x', to: '+61491570006', body: 'hi', validUntil: Date.parse('2026-03-03') } as const;
    const { gatewayId } = await joined.send(text);
    here.inbound({ from: '+61491570006', body: 'yes' });
    there.inbound({ from: '+61491570006', body: 'unheard' });
    there.setDelivery(gatewayId, { status: 'delivered' });
    expect(there.sent).toHaveLength(1);
    expect((await joined.receive({ cursor: null, since: 0 })).messages.map(({ body }) => body)).toEqual(['yes']);
    expect(await joined.lookUp({ ...text, since: 0 })).toMatchObject({ gatewayId });
    expect(await joined.receipts({ gatewayIds: [gatewayId] })).toMatchObject([{ status: 'delivered' }]);
    expect(await joined.listSent?.({ since: 0 })).toHaveLength(1);
    expect(joined.numbers).toEqual(['+61480000001', '+61480000002']);
    const silent = { ...there };
    delete silent.listSent;
    expect(joinGateways({ send: silent, receive: here })).not.toHaveProperty('listSent');
  });
});
