import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEventServer } from './event-server.ts';
import type { EventServer } from './event-server.ts';

/** As the app's own tests and its EHR Integration Guide have it. */
const event = {
  event_type: 'BOOKED',
  event_datetime_utc: '2026-05-04T19:41:19Z',
  patient_id: '1000',
  patient_first_name: 'Jane',
  patient_last_name: 'Doe',
  patient_phone: '+61491570006',
  provider_id: 'anna-fox',
  provider_first_name: 'Anna',
  provider_last_name: 'Fox',
  provider_callback_phone: '(800) 111-2222',
  appointment_location: 'Owl Health Clinic',
  appointment_id: '20000',
  appointment_timezone: '-0700',
  appointment_datetime: '2026-05-05T12:00:00',
};

let server: EventServer;
beforeAll(async () => {
  server = await startEventServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.sink.events.length = 0;
  server.sink.refusals.length = 0;
});

const booked = {
  id: '20000',
  takesPlace: true,
  startAt: Date.parse('2026-05-05T19:00:00Z'),
  location: 'Owl Health Clinic',
  patient: { id: '1000', name: 'Jane Doe', firstName: 'Jane', mobile: '+61491570006', notTextedReason: null },
  practitioner: { id: 'anna-fox', name: 'Anna Fox', lastName: 'Fox' },
};
const madeAt = Date.parse('2026-05-04T19:41:19Z');

describe("an event of the shape that Twilio's app takes", () => {
  it('is taken as JSON, and the answer says how its time was read', async () => {
    const answer = await server.post(event, { id: 'msg_booked' });
    expect(answer).toMatchObject({ status: 202, body: { outcome: 'stored', start: '2026-05-05T19:00:00.000Z' } });
    expect(server.sink.events).toEqual([{ messageId: 'msg_booked', madeAt, appointment: booked }]);
  });

  it.each([
    [
      'as JSON in Parameters, with To and From',
      new URLSearchParams({ To: '+1', From: '+2', Parameters: JSON.stringify(event) }),
    ],
    ['field by field', new URLSearchParams(event)],
  ])("is taken as the form of Twilio's API: %s", async (_, form) => {
    const answer = await server.post(form.toString(), {
      contentType: 'application/x-www-form-urlencoded; charset=UTF-8',
    });
    expect(answer.status).toBe(202);
    expect(server.sink.events).toMatchObject([{ madeAt, appointment: booked }]);
  });

  it.each([
    ['BOOKED', { takesPlace: true }],
    ['RESCHEDULED', { takesPlace: true, isConfirmed: false }],
    ['MODIFIED', {}],
    ['CONFIRMED', { isConfirmed: true }],
    ['CANCELED', { status: 'cancelled' }],
    ['NOSHOWED', { status: 'noshow' }],
    ['CANCELLED', { status: 'cancelled' }],
    ['NOSHOW', { status: 'noshow' }],
  ])('says by %s only what it means, so that who has arrived stays arrived', async (event_type, says) => {
    expect(
      (await server.post({ event_type, appointment_id: '7', patient_id: '1', patient_first_name: 'Mai' })).status,
    ).toBe(202);
    const { startAt, patient, ...rest } = server.sink.events[0]?.appointment ?? {};
    expect(rest).toEqual({ id: '7', ...says });
    expect(startAt).toBeUndefined();
    expect(patient?.id).toBe('1');
  });

  it('asks for a reminder by REMIND, of an appointment that is known', async () => {
    expect(await server.post({ event_type: 'REMIND', appointment_id: '7' }, { id: 'msg_remind' })).toMatchObject({
      status: 202,
      body: { outcome: 'reminded' },
    });
    expect(server.sink.reminders).toEqual([{ appointmentId: '7', key: 'msg_remind' }]);
    expect(await server.post({ event_type: 'REMIND', appointment_id: 'unknown' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'appointment_id' }] },
    });
  });

  it('leaves the number alone that it does not speak of, and takes it away when it is empty', async () => {
    const { patient_phone: _, ...silent } = { ...event, event_type: 'MODIFIED' };
    await server.post(silent);
    await server.post({ ...silent, patient_phone: '' });
    const [first, second] = server.sink.events.map(({ appointment }) => appointment.patient);
    expect(first).toEqual({ id: '1000', name: 'Jane Doe', firstName: 'Jane' });
    expect(second).toMatchObject({ mobile: null, notTextedReason: 'no mobile number' });
  });

  it.each(['03 9650 1234', '+61 3 9650 1234', 'ask reception', '000'])(
    'is kept with a number that cannot be texted, and reception sees why: %s',
    async (patient_phone) => {
      expect((await server.post({ ...event, patient_phone })).status).toBe(202);
      expect(server.sink.events[0]?.appointment.patient).toMatchObject({
        mobile: null,
        notTextedReason: 'the EHR sends no number that can be texted',
      });
    },
  );
});

describe('mistakes of earlier systems', () => {
  it('a comma in the place breaks the event', async () => {
    const appointment_location = 'Level 2, "Owl" House, {Main=Street}, O’Brien’s; ward <7>';
    const form = new URLSearchParams({ Parameters: JSON.stringify({ ...event, appointment_location }) });
    await server.post({ ...event, appointment_location });
    await server.post(form.toString(), { contentType: 'application/x-www-form-urlencoded' });
    expect(server.sink.events.map(({ appointment }) => appointment.location)).toEqual(
      Array(2).fill(appointment_location),
    );
  });

  it.each([
    ['小明', '王', '王小明'],
    ['محمد', 'الأحمد', 'محمد الأحمد'],
    ['Thị Hoa', 'Nguyễn', 'Thị Hoa Nguyễn'],
    ['ਹਰਪ੍ਰੀਤ', 'ਸਿੰਘ', 'ਹਰਪ੍ਰੀਤ ਸਿੰਘ'],
    ['Ελένη', "D'Ángelo-Ñuñez", "Ελένη D'Ángelo-Ñuñez"],
  ])('non-Latin names refused: %s %s', async (patient_first_name, patient_last_name, name) => {
    expect((await server.post({ ...event, patient_first_name, patient_last_name })).status).toBe(202);
    expect(server.sink.events[0]?.appointment.patient).toMatchObject({ name, firstName: patient_first_name });
  });

  it('times in UTC: a time with a zone is that moment, and one without is what the clock at the clinic shows', async () => {
    const zone = { appointment_timezone: 'Australia/Melbourne' };
    await server.post({ ...event, ...zone, appointment_datetime: '2026-05-05T10:30:00' });
    await server.post({ ...event, ...zone, appointment_datetime: '2026-05-05T00:30:00.000Z' });
    await server.post({ ...event, appointment_timezone: undefined, appointment_datetime: '2026-05-05T10:30:00+10:00' });
    expect(new Set(server.sink.events.map(({ appointment }) => appointment.startAt))).toEqual(
      new Set([Date.parse('2026-05-05T00:30:00Z')]),
    );
  });
});

describe('what cannot be used', () => {
  it.each([
    [{ event_type: 'SEATED' }, 'event_type', 'is not known; send one of: BOOKED, MODIFIED', false],
    [{ event_type: '__proto__' }, 'event_type', 'is not known', false],
    [{ event_type: 'CANCEL' }, 'event_type', 'send CANCELED', false],
    [{ event_type: 'CONFIRM' }, 'event_type', 'send CONFIRMED', false],
    [{ event_type: 'OPTED-OUT' }, 'event_type', 'patients opt out by texting STOP', true],
    [{ appointment_id: '' }, 'appointment_id', 'is missing', true],
    [{ appointment_id: { $ne: 1 } }, 'appointment_id', 'must be a text', true],
    [{ appointment_id: 'x'.repeat(201) }, 'appointment_id', 'at most 200', true],
    [{ appointment_timezone: '' }, 'appointment_timezone', 'is missing; give the zone of the time', true],
    [{ appointment_timezone: 'PDT' }, 'appointment_timezone', 'is no zone', true],
    [{ appointment_datetime: 'next Tuesday' }, 'appointment_datetime', 'must be a date and time of ISO 8601', true],
    [{ appointment_datetime: '2026-05-05' }, 'appointment_datetime', 'must be a date and time', true],
    [
      { appointment_datetime: '2026-10-04T02:30:00', appointment_timezone: 'Australia/Sydney' },
      'appointment_datetime',
      'does not exist: the clocks are set forward',
      true,
    ],
    [
      { appointment_datetime: '2026-04-05T02:30:00', appointment_timezone: 'Australia/Sydney' },
      'appointment_datetime',
      'happens twice: the clocks are set back',
      true,
    ],
    [{ event_datetime_utc: '2099-01-01T00:00:00Z' }, 'event_datetime_utc', 'in the future', true],
    [{ event_datetime_utc: 'now' }, 'event_datetime_utc', 'must be a date and time', true],
    [{ patient_id: null }, 'patient_id', 'is missing', true],
    [{ patient_first_name: '', patient_last_name: ' ' }, 'patient_first_name', 'is missing', true],
  ])(
    'is answered with the field and the fix, and shown to reception: %j',
    async (wrong, field, message, leavesDoubt) => {
      const answer = await server.post({ ...event, ...wrong }, { id: 'msg_wrong' });
      expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
      expect(answer.body).toMatchObject({
        title: 'The event cannot be used',
        status: 422,
        errors: [{ field, message: expect.stringContaining(message) as string }],
      });
      expect(server.sink.events).toEqual([]);
      expect(server.sink.refusals).toMatchObject([{ messageId: 'msg_wrong', field, leavesDoubt }]);
      expect(JSON.stringify([answer.body, server.sink.refusals])).not.toMatch(/Jane|Doe|0491|next Tuesday/);
    },
  );

  it('is answered with all fields that are wrong at once', async () => {
    const answer = await server.post({ ...event, appointment_timezone: '', patient_id: '', patient_phone: true });
    expect(answer.body).toMatchObject({
      errors: [{ field: 'appointment_timezone' }, { field: 'patient_phone' }, { field: 'patient_id' }],
    });
    expect(server.sink.refusals).toMatchObject([{ appointmentId: '20000', field: 'appointment_timezone' }]);
  });
});
