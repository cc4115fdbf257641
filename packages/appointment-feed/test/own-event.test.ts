import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fieldNames } from '../src/json/own-event.ts';
import { startEventServer } from './event-server.ts';
import type { EventServer } from './event-server.ts';

let server: EventServer;
beforeAll(async () => {
  server = await startEventServer();
});
afterAll(() => server.close());
beforeEach(() => {
  server.sink.events.length = 0;
  server.sink.refusals.length = 0;
});

const data = {
  id: 'visit-1',
  status: 'booked',
  start: '2026-05-05T10:30:00',
  end: '2026-05-05T10:45:00',
  timeZone: 'Australia/Melbourne',
  typeCode: 'CHECKUP',
  modality: 'video',
  isConfirmed: false,
  location: 'Ward 7, Level 2',
  encounter: 'none',
  patient: {
    id: 'p1',
    firstName: 'Hoa',
    lastName: 'Nguyễn',
    mobile: '0491 570 006',
    language: 'vi',
    mayBeTexted: true,
  },
  practitioner: { id: 'd1', title: 'Dr', firstName: 'Priya', lastName: 'Sharma' },
};
const event = { id: 'evt-1', type: 'appointment.changed', timestamp: '2026-05-04T09:00:00+10:00', data };

describe('an event of our own shape', () => {
  it('says how the appointment is now', async () => {
    expect(await server.post(event)).toMatchObject({
      status: 202,
      body: { outcome: 'stored', start: '2026-05-05T00:30:00.000Z' },
    });
    expect(server.sink.events).toEqual([
      {
        messageId: 'evt-1',
        madeAt: Date.parse('2026-05-03T23:00:00Z'),
        appointment: {
          id: 'visit-1',
          status: 'booked',
          startAt: Date.parse('2026-05-05T00:30:00Z'),
          endAt: Date.parse('2026-05-05T00:45:00Z'),
          typeCode: 'CHECKUP',
          modality: 'video',
          isConfirmed: false,
          location: 'Ward 7, Level 2',
          encounter: 'none',
          patient: {
            id: 'p1',
            name: 'Hoa Nguyễn',
            firstName: 'Hoa',
            mobile: '+61491570006',
            notTextedReason: null,
            mayBeTexted: true,
            language: 'vi',
          },
          practitioner: { id: 'd1', name: 'Dr Priya Sharma', lastName: 'Sharma' },
        },
      },
    ]);
  });

  it('leaves what it does not say, and takes away what is null', async () => {
    await server.post({ type: 'appointment.changed', data: { id: 'visit-1' } }, { id: 'msg_few' });
    const gone = {
      id: 'visit-1',
      location: null,
      typeCode: null,
      patient: { id: 'p1', name: '王小明', mobile: null, language: null },
    };
    await server.post({ type: 'appointment.changed', data: gone });
    expect(server.sink.events[0]).toEqual({ messageId: 'msg_few', madeAt: null, appointment: { id: 'visit-1' } });
    expect(server.sink.events[1]?.appointment).toEqual({
      id: 'visit-1',
      location: null,
      typeCode: null,
      patient: {
        id: 'p1',
        name: '王小明',
        firstName: '王小明',
        mobile: null,
        notTextedReason: 'no mobile number',
        language: null,
      },
    });
  });

  it('says that somebody may not be texted, and reception why', async () => {
    const patient = { ...data.patient, mayBeTexted: false };
    await server.post({ ...event, data: { ...data, patient } });
    expect(server.sink.events[0]?.appointment.patient).toMatchObject({
      mayBeTexted: false,
      notTextedReason: 'the EHR says that the patient may not be texted',
    });
  });

  it('asks for a reminder', async () => {
    expect(await server.post({ type: 'appointment.remind', data: { id: 'visit-1' } })).toMatchObject({
      status: 202,
      body: { outcome: 'reminded' },
    });
  });

  it('may come in a batch, and every event has its outcome, in order', async () => {
    const changed = (id: string, start: string) => ({ type: 'appointment.changed', data: { id, start } });
    const batch = [
      changed('a', '2026-05-05T10:30:00+10:00'),
      changed('b', 'soon'),
      { type: 'appointment.remind', data: { id: 'a' } },
      { event_type: 'CANCELED', appointment_id: 'c' },
    ];
    const answer = await server.post(batch, { id: 'msg_batch' });
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({
      title: 'Some of the events cannot be used',
      outcomes: [
        { outcome: 'stored', start: '2026-05-05T00:30:00.000Z' },
        { outcome: 'refused', errors: [{ field: 'data.start' }] },
        { outcome: 'reminded' },
        { outcome: 'stored' },
      ],
    });
    expect(server.sink.events.map(({ messageId, appointment }) => [messageId, appointment.id])).toEqual([
      ['msg_batch/0', 'a'],
      ['msg_batch/3', 'c'],
    ]);
    expect(await server.post([])).toMatchObject({ status: 202, body: { outcomes: [] } });
    const full = Array.from({ length: 500 }, (_, index) => changed(String(index), '2026-05-05T10:30:00Z'));
    expect((await server.post(full)).status).toBe(202);
    expect(await server.post([...full, full[0]])).toMatchObject({
      status: 422,
      body: { detail: 'at most 500 events may come at once; send the others after these' },
    });
  });

  it.each([
    [{ ...event, type: 'appointment.moved' }, 'type', 'must be one of'],
    [{ data }, 'type', 'is missing; send one of'],
    [{ type: 'appointment.changed' }, 'data', 'is missing'],
    [{ ...event, data: [] }, 'data', 'must be an object'],
    [{ ...event, timestamp: '2026-05-04T09:00:00' }, 'timestamp', 'write the offset behind the time'],
    [{ ...event, timestamp: '2099-05-04T09:00:00Z' }, 'timestamp', 'in the future'],
    [{ ...event, data: { ...data, id: '' } }, 'data.id', 'is missing'],
    [{ ...event, data: { ...data, id: 1.5 } }, 'data.id', 'must be a text'],
    [{ ...event, data: { ...data, status: 'BOOKED' } }, 'data.status', 'must be one of: proposed'],
    [{ ...event, data: { ...data, timeZone: 'EST' } }, 'data.timeZone', 'is no zone'],
    [{ ...event, data: { ...data, timeZone: undefined } }, 'data.timeZone', 'is missing'],
    [{ ...event, data: { ...data, end: '2026-05-05T10:00:00' } }, 'data.end', 'lies before the start'],
    [{ ...event, data: { ...data, isConfirmed: 'yes' } }, 'data.isConfirmed', 'must be true or false'],
    [{ ...event, data: { ...data, starts: 1 } }, 'data.starts', 'is not known; the fields here are: id, status'],
    [{ ...event, data: { ...data, 'Amelia Wong': 1 } }, 'data.?', 'is not known'],
    [{ ...event, data: { ...data, patient: { id: 'p1' } } }, 'data.patient.name', 'is missing'],
    [{ ...event, data: { ...data, patient: 'Amelia Wong' } }, 'data.patient', 'must be an object'],
    [
      { ...event, data: { ...data, patient: { ...data.patient, language: 'Vietnamese!' } } },
      'data.patient.language',
      'language tag',
    ],
    [{ ...event, data: { ...data, practitioner: { name: 'Dr Sharma' } } }, 'data.practitioner.id', 'is missing'],
    [{ ...event, data: { ...data, practitioner: { id: 'd1' } } }, 'data.practitioner.name', 'is missing'],
  ])('is answered with the field and the fix: %#', async (wrong, field, message) => {
    const answer = await server.post(wrong);
    expect(answer).toMatchObject({ status: 422, type: 'application/problem+json' });
    expect(answer.body).toMatchObject({ errors: [{ field, message: expect.stringContaining(message) as string }] });
    expect(server.sink.events).toEqual([]);
    expect(server.sink.refusals).toMatchObject([{ field }]);
    expect(JSON.stringify([answer.body, server.sink.refusals])).not.toMatch(/Amelia|Hoa|0491/);
  });
});

describe('the published schema of events', () => {
  it('has the fields that are read, and no others', () => {
    // Our own file, whose shape the expectations below go through.
    const schema = JSON.parse(readFileSync(new URL('../event.schema.json', import.meta.url), 'utf8')) as ObjectSchema;
    const dataSchema = schema.properties['data'];
    const { patient, practitioner } = dataSchema?.properties ?? {};
    for (const [name, object] of Object.entries({ event: schema, data: dataSchema, patient, practitioner })) {
      expect([name, Object.keys(object?.properties ?? {})]).toEqual([
        name,
        fieldNames[name as keyof typeof fieldNames],
      ]);
      expect([name, object?.additionalProperties]).toEqual([name, false]);
    }
  });
});

interface ObjectSchema {
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, ObjectSchema>>;
}
