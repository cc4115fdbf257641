import { afterEach, describe, expect, it } from 'vitest';
import { createSiuListener } from '../src/hl7.ts';
import type { SiuListenerOptions } from '../src/hl7.ts';
import { connectSender, segmentsOf } from './mllp-sender.ts';
import { createRecordingSink } from './recording-sink.ts';
import type { RecordingSink } from './recording-sink.ts';
import { framed, siu } from './siu-messages.ts';
import type { SiuParts } from './siu-messages.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(
  options: Partial<SiuListenerOptions> = {},
): Promise<{ readonly port: number; readonly sink: RecordingSink; stop(): Promise<void> }> {
  const sink = createRecordingSink();
  const listener = createSiuListener({ sink, port: 0, timeZone: 'Australia/Melbourne', country: 'AU', ...options });
  const port = await listener.start();
  ends.push(() => listener.stop());
  return { port, sink, stop: () => listener.stop() };
}

async function dial(port: number) {
  const sender = await connectSender(port);
  ends.push(() => sender.socket.destroy());
  return sender;
}

/** Sends one message and gives the segments of its acknowledgement. */
async function ask(port: number, message: string | Uint8Array) {
  const sender = await dial(port);
  sender.send(framed(message));
  const [answer = ''] = await sender.answers(1);
  return segmentsOf(answer);
}

const appointment = {
  id: '20000',
  takesPlace: true,
  startAt: Date.parse('2026-05-05T00:30:00Z'),
  endAt: Date.parse('2026-05-05T00:45:00Z'),
  typeCode: 'CHECKUP',
  location: 'Clinic A, Owl House',
  patient: {
    id: '1000',
    name: 'Jane Doe',
    firstName: 'Jane',
    mobile: '+61491570006',
    notTextedReason: null,
    language: 'en',
  },
  practitioner: { id: 'FOX', name: 'Dr Anna Fox', lastName: 'Fox' },
};

describe('a message of scheduling', () => {
  it('is taken in the order of arrival when it was made in the hour that the clocks of its sender show twice', async () => {
    const { port, sink } = await start();
    const MSH = 'MSH|^~\\&|PLANNER|OWL|A|OWL|20260405023000||SIU^S15|MSG00001|P|2.5';
    expect((await ask(port, siu({ segments: { MSH } })))['MSA']?.[1]).toBe('AA');
    expect(sink.events).toMatchObject([{ madeAt: null, appointment: { status: 'cancelled' } }]);
  });

  it('has nobody texted who is rung for the patient in an emergency, or answers for them', async () => {
    const { port, sink } = await start();
    const PID = 'PID|1||1000||Doe^Jane||||||||0491570156^EMR^CP~0491570157^ASN^CP';
    expect((await ask(port, siu({ segments: { PID } })))['MSA']?.[1]).toBe('AA');
    expect(sink.events).toMatchObject([{ appointment: { patient: { mobile: null } } }]);
  });

  it('is read and acknowledged', async () => {
    const { port, sink } = await start();
    const { MSH, MSA, ERR } = await ask(port, siu());
    expect(MSH?.slice(2, 6)).toEqual(['ARRIVALS', 'OWL', 'PLANNER', 'OWL']);
    expect(MSH?.slice(8, 12)).toEqual(['ACK^S12^ACK', expect.stringMatching(/^\w{20}$/), 'P', '2.3.1']);
    expect([MSA, ERR]).toEqual([['MSA', 'AA', 'MSG00001'], undefined]);
    expect(sink.events).toEqual([
      {
        messageId: expect.stringMatching(/^MSG00001#[0-9a-f]{32}$/) as string,
        madeAt: Date.parse('2026-05-04T19:41:19Z'),
        appointment,
      },
    ]);
  });

  it.each([
    ['S12', '', { takesPlace: true }],
    ['S12', 'Pending', { status: 'pending' }],
    ['S12', 'Waitlist', { status: 'waitlist' }],
    ['S13', 'Booked', { takesPlace: true, isConfirmed: false }],
    ['S13', 'Confirmed', { takesPlace: true, isConfirmed: true }],
    ['S14', '', {}],
    ['S14', 'CONFIRMED', { takesPlace: true, isConfirmed: true }],
    ['S14', 'No-show', { status: 'noshow' }],
    ['S14', 'Started', { encounter: 'in-progress' }],
    ['S14', 'Complete', { encounter: 'finished' }],
    ['S14', 'Checked-In', { status: 'checked-in' }],
    ['S14', 'Cancelled', { status: 'cancelled' }],
    ['S14', 'constructor', {}],
    ['S15', 'Booked', { status: 'cancelled' }],
    ['S16', '', { status: 'cancelled' }],
    ['S17', '', { status: 'entered-in-error' }],
    ['S18', '', {}],
    ['S19', '', {}],
    ['S20', '', {}],
    ['S21', '', {}],
    ['S22', '', {}],
    ['S26', 'Booked', { status: 'noshow' }],
  ])('%s with the filler status %j says what it means and no more', async (trigger, filler, says) => {
    const { port, sink } = await start();
    const SCH = `SCH||20000${'|'.repeat(23)}${filler}`;
    expect((await ask(port, siu({ trigger, segments: { SCH } })))['MSA']?.[1]).toBe('AA');
    const { location: _, patient: __, practitioner: ___, ...told } = sink.events[0]?.appointment ?? {};
    expect(told).toEqual({ id: '20000', ...says });
  });

  it.each(['S23', 'S24'])('%s about a slot without a patient is acknowledged, and noted', async (trigger) => {
    const { port, sink } = await start();
    expect((await ask(port, siu({ trigger, segments: { PID: '', AIP: '' } })))['MSA']?.[1]).toBe('AA');
    expect(sink.events).toEqual([]);
    expect(sink.refusals).toMatchObject([{ appointmentId: null, leavesDoubt: false }]);
  });

  it.each<[string, Readonly<Record<string, string>>, object]>([
    [
      'TQ1 of version 2.5',
      { SCH: 'SCH||20000', TQ1: 'TQ1|1||||||202605051030|202605051100' },
      { startAt: appointment.startAt, endAt: Date.parse('2026-05-05T01:00Z') },
    ],
    [
      'a duration',
      { SCH: 'SCH||20000|||||||1|H|^^^20260505103000' },
      { startAt: appointment.startAt, endAt: Date.parse('2026-05-05T01:30Z') },
    ],
    [
      'a duration in the timing',
      { SCH: 'SCH||20000|||||||||^^M20^202605051030' },
      { endAt: Date.parse('2026-05-05T00:50Z') },
    ],
    [
      'an end that is the start',
      { SCH: 'SCH||20000|||||||20||^^^202605051030^202605051030' },
      { endAt: Date.parse('2026-05-05T00:50Z') },
    ],
    [
      'an offset',
      { SCH: 'SCH||20000|||||||||^^^20260505103000.123-0500' },
      { startAt: Date.parse('2026-05-05T15:30Z') },
    ],
    [
      'the service',
      { SCH: 'SCH||20000', AIS: 'AIS|1||CHECKUP|20260505103000|||30|MIN' },
      { startAt: appointment.startAt, endAt: Date.parse('2026-05-05T01:00Z') },
    ],
    ['the id of who asked for it', { SCH: 'SCH|P-1|' }, { id: 'P-1' }],
    [
      'a place with a description',
      { AIL: 'AIL|1||A^3^^OWL^^^^^Owl House, Level 2' },
      { location: 'Owl House, Level 2' },
    ],
    ['the place of the visit', { AIL: '' }, { location: 'Clinic B, Owl House' }],
    ['a place that is taken away', { AIL: 'AIL|1||""' }, { location: null }],
    ['the doctor of the visit', { AIP: '' }, { practitioner: { id: 'ATT', name: 'Dr Otto Old', lastName: 'Old' } }],
    ['a type that is taken away', { SCH: 'SCH||20000||||||""' }, { typeCode: null }],
  ])('may say it by %s', async (_, segments, expected) => {
    const { port, sink } = await start();
    expect((await ask(port, siu({ segments })))['MSA']?.[1]).toBe('AA');
    expect(sink.events[0]?.appointment).toMatchObject(expected);
  });

  it.each([
    ['PID|||1000||Müller\\S\\O\\T\\B\\F\\^Zoë\\X0A\\\\.br\\\\E\\', 'Zoë \\ Müller^O&B|', {}],
    ['PID|||1000||王^小明~Wang^Xiaoming', '王小明', {}],
    ['PID|||1000||Maiden^Mai^^^^^M~Trần&Van^Mai^^^^^L', 'Mai Trần', {}],
    ["PID|||1000||O'Brien, Jr.^Ana\\Q\\", "Ana O'Brien, Jr.", {}],
    [
      'PID|||1000||Doe^Jane^^^^||||||||^PRN^PH^^61^3^96501234~^PRS^CP^^61^0491^570006',
      'Jane Doe',
      { mobile: '+61491570006' },
    ],
    [
      'PID|||1000||Doe^Jane||||||||^NET^Internet^jane@example.org~0396501234^PRN^FX',
      'Jane Doe',
      { mobile: null, notTextedReason: 'no mobile number' },
    ],
    [
      'PID|||1000||Doe^Jane||||||||0396501234',
      'Jane Doe',
      { mobile: null, notTextedReason: 'the EHR sends no number that can be texted' },
    ],
    [`PID|||1000||Doe^Jane${'|'.repeat(25)}Y`, 'Jane Doe', { isDeceased: true }],
    ['PID||1000|||Doe', 'Doe', { firstName: 'Doe' }],
  ])('names the patient in any script, with any sign: %s', async (PID, name, others) => {
    const { port, sink } = await start();
    expect((await ask(port, siu({ segments: { PID } })))['MSA']?.[1]).toBe('AA');
    expect(sink.events[0]?.appointment.patient).toMatchObject({ id: '1000', name, ...others });
  });

  it('with other delimiters is read, and acknowledged in them', async () => {
    const { port, sink } = await start();
    const other = siu().replaceAll('|', '#').replaceAll('^', '@').replaceAll('~', '!');
    const sender = await dial(port);
    sender.send(framed(other));
    const [answer] = await sender.answers(1);
    expect(sink.events[0]?.appointment).toEqual(appointment);
    expect(answer).toMatch(
      /^MSH#@!\\&#ARRIVALS#OWL#PLANNER#OWL#\d{14}\+0000##ACK@S12@ACK#\w{20}#P#2\.3\.1\rMSA#AA#MSG00001\r$/,
    );
  });

  it('leaves the number alone that a change does not speak of', async () => {
    const { port, sink } = await start();
    await ask(port, siu({ trigger: 'S14', segments: { PID: 'PID|||1000||Doe^Jane' } }));
    expect(sink.events[0]?.appointment.patient).toEqual({ id: '1000', name: 'Jane Doe', firstName: 'Jane' });
  });
});

describe('the encoding of a message', () => {
  const named = (characterSet: string, name: string): SiuParts => ({
    segments: {
      MSH: `MSH|^~\\&|PLANNER|OWL|ARRIVALS|OWL|20260504194119+0000||SIU^S12|1|P|2.5||||||${characterSet}`,
      PID: `PID|||1000||Doe^${name}`,
    },
  });
  it.each([
    ['UNICODE UTF-8', Buffer.from(siu(named('UNICODE UTF-8', 'Zoë 小明'))), 'Zoë 小明'],
    ['', Buffer.from(siu(named('', 'Zoë 小明'))), 'Zoë 小明'],
    ['', Buffer.from(siu(named('', 'Zoë')), 'latin1'), 'Zoë'],
    ['ASCII', Buffer.from(siu(named('ASCII', 'Zoë')), 'latin1'), 'Zoë'],
    ['8859/1', Buffer.from(siu(named('8859/1~ASCII', 'Zoë')), 'latin1'), 'Zoë'],
    ['8859/7', inBytes(siu(named('8859/7', '?')), [0xc5, 0xeb, 0xdd, 0xed, 0xe7]), 'Ελένη'],
    ['GB 18030-2000', inBytes(siu(named('GB 18030-2000', '?')), [0xd0, 0xa1, 0xc3, 0xf7]), '小明'],
    ['BIG-5', inBytes(siu(named('BIG-5', '?')), [0xa4, 0x70, 0xa9, 0xfa]), '小明'],
  ])('is the one that MSH-18 names, or what its bytes are: %j', async (_, bytes, firstName) => {
    const { port, sink } = await start();
    expect((await ask(port, bytes))['MSA']?.[1]).toBe('AA');
    expect(sink.events[0]?.appointment.patient?.firstName).toBe(firstName);
  });

  it.each([
    ['UNICODE UTF-8', Buffer.from(siu(named('UNICODE UTF-8', 'Zoë')), 'latin1')],
    ['UNICODE UTF-16', Buffer.from(siu(named('UNICODE UTF-16', 'Zoe')))],
    ['CNS 11643-1992', Buffer.from(siu(named('CNS 11643-1992', 'Zoe')))],
  ])('is refused where names would be garbled: %s', async (_, bytes) => {
    const { port, sink } = await start();
    const { MSA, ERR } = await ask(port, bytes);
    expect([MSA?.[1], ERR?.[2], ERR?.[3]]).toEqual(['AE', 'MSH^1^18', '103^Table value not found^HL70357']);
    expect(sink.events).toEqual([]);
    expect(sink.refusals).toMatchObject([{ field: 'MSH-18' }]);
  });

  /** A message with bytes in the place of a question mark. */
  function inBytes(message: string, bytes: readonly number[]): Buffer {
    const [before = '', after = ''] = message.split('?');
    return Buffer.concat([Buffer.from(before, 'latin1'), Buffer.from(bytes), Buffer.from(after, 'latin1')]);
  }
});

describe('a message that cannot be used', () => {
  const header = (type: string, { id = 'P', version = '2.5', facility = 'OWL' } = {}): Record<string, string> => ({
    MSH: `MSH|^~\\&|PLANNER|${facility}|ARRIVALS|OWL|20260504194119+0000||${type}|MSG00001|${id}|${version}`,
  });
  it.each<[string, Readonly<Record<string, string>>, string, string, number, boolean]>([
    ['another type', header('ADT^A04'), 'AR', 'MSH^1^9^1^1', 200, false],
    ['another event', header('SIU^S25'), 'AR', 'MSH^1^9^1^2', 201, false],
    ['an event of an object', header('SIU^constructor'), 'AR', 'MSH^1^9^1^2', 201, false],
    ['another version', header('SIU^S12', { version: '3.0' }), 'AR', 'MSH^1^12', 203, false],
    ['a training', header('SIU^S12', { id: 'T' }), 'AR', 'MSH^1^11', 202, false],
    ['another facility', header('SIU^S12', { facility: 'ELSEWHERE' }), 'AR', 'MSH^1^4', 103, false],
    ['no SCH', { ...header('SIU^S12'), SCH: '' }, 'AE', 'SCH^1', 100, true],
    ['no id', { ...header('SIU^S12'), SCH: 'SCH||""' }, 'AE', 'SCH^1^2', 101, true],
    ['a long id', { ...header('SIU^S12'), SCH: `SCH||${'9'.repeat(201)}` }, 'AE', 'SCH^1^2', 102, true],
    [
      'a time that is none',
      { ...header('SIU^S13'), SCH: 'SCH||20000|||||||||^^^2026-05-05' },
      'AE',
      'SCH^1^11^1^4',
      102,
      true,
    ],
    [
      'a date without a time',
      { ...header('SIU^S13'), SCH: 'SCH||20000', TQ1: 'TQ1|1||||||20260505' },
      'AE',
      'TQ1^1^7',
      102,
      true,
    ],
    [
      'a time that the clocks skip',
      { ...header('SIU^S13'), SCH: 'SCH||20000|||||||||^^^20261004023000' },
      'AE',
      'SCH^1^11^1^4',
      102,
      true,
    ],
    ['a long name', { ...header('SIU^S12'), PID: `PID|||1000||${'x'.repeat(250_000)}` }, 'AE', 'PID^1^5', 102, true],
    ['a long place', { ...header('SIU^S12'), AIL: `AIL|||${'x'.repeat(201)}` }, 'AE', 'AIL^1^3', 102, true],
    [
      'an end before its start',
      { ...header('SIU^S13'), SCH: 'SCH||20000|||||||||^^^202605051030^202605051000' },
      'AE',
      'SCH^1^11',
      102,
      true,
    ],
    ['no PID', { ...header('SIU^S12'), PID: '' }, 'AE', 'PID^1', 100, true],
    ['no id of the patient', { ...header('SIU^S12'), PID: 'PID|||||Doe^Jane' }, 'AE', 'PID^1^3', 101, true],
    ['no name of the patient', { ...header('SIU^S12'), PID: 'PID|||1000||' }, 'AE', 'PID^1^5', 101, true],
    [
      'two patients',
      { ...header('SIU^S12'), PID: 'PID|||1000||Doe^Jane\rPID|||1001||Roe^Jim' },
      'AE',
      'PID^1',
      100,
      true,
    ],
    [
      'a time of making in the future',
      { MSH: 'MSH|^~\\&|PLANNER|OWL|A|OWL|20990101||SIU^S12|MSG00001|P|2.5'.replace('20990101', '209901010000') },
      'AE',
      'MSH^1^7',
      102,
      true,
    ],
  ])('is answered with the segment and field: %s', async (_, segments, code, place, number, leavesDoubt) => {
    const { port, sink } = await start({ sendingFacilities: ['OWL'] });
    const answer = await ask(port, siu({ segments }));
    expect(answer['MSA']?.slice(1, 3)).toEqual([code, 'MSG00001']);
    expect([answer['ERR']?.[2], answer['ERR']?.[3]?.split('^')[0], answer['ERR']?.[4]]).toEqual([
      place,
      String(number),
      'E',
    ]);
    expect(answer['ERR']?.[8]).toMatch(/^(is|must|stands|lies|does) /);
    expect(sink.events).toEqual([]);
    expect(sink.refusals).toMatchObject([{ leavesDoubt }]);
    expect(JSON.stringify([answer, sink.refusals])).not.toMatch(/Doe|Jane|0491/);
  });

  it('of an older version is answered as that version has it', async () => {
    const { port } = await start();
    const { MSA, ERR } = await ask(port, siu({ segments: { SCH: 'SCH||20000|||||||||^^^soon' } }));
    expect(MSA?.slice(1)).toEqual([
      'AE',
      'MSG00001',
      'SCH-11-4 must be a time stamp to the minute, YYYYMMDDHHMM[SS][+/-ZZZZ]',
    ]);
    expect(ERR).toEqual(['ERR', 'SCH^1^11^102&Data type error&HL70357']);
  });

  it('is answered too where the feed cannot use it', async () => {
    const { port, sink } = await start();
    sink.answer({ type: 'refused', field: 'startAt', message: 'is missing' });
    const { MSA } = await ask(port, siu());
    expect(MSA?.slice(1)).toEqual(['AE', 'MSG00001', 'SCH-11-4 is missing']);
  });

  it('is answered even where it is none', async () => {
    const { port, sink } = await start();
    for (const bytes of ['garbage', '', 'MSH', 'MSH||||', Buffer.from([0xff, 0x00, 0xfe])]) {
      const { MSA, ERR } = await ask(port, bytes);
      expect([MSA?.[1], ERR?.[2]]).toEqual(['AR', 'MSH^1']);
    }
    expect(sink.refusals).toHaveLength(5);
  });

  it('of nobody known is not answered at all', async () => {
    const { port, sink } = await start({ addresses: ['10.1.0.0/16', '192.168.7.9', '::1'] });
    const sender = await dial(port);
    sender.send(framed(siu()));
    await sender.closed;
    expect(sink.events).toEqual([]);
    const open = await start({ addresses: ['127.0.0.0/8'] });
    expect((await ask(open.port, siu()))['MSA']?.[1]).toBe('AA');
  });
});
