import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { connect as connectTls } from 'node:tls';
import Client, { HL7_2_5_1 } from 'node-hl7-client';
import { Message, Server } from 'simple-hl7';
import { afterEach, describe, expect, it } from 'vitest';
import { createSiuListener } from '../src/hl7.ts';
import type { SiuListenerOptions } from '../src/hl7.ts';
import { connectSender, segmentsOf } from './mllp-sender.ts';
import { createRecordingSink } from './recording-sink.ts';
import { framed, siu } from './siu-messages.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Partial<SiuListenerOptions> = {}) {
  const sink = createRecordingSink();
  const dropped: unknown[] = [];
  const logger: NonNullable<SiuListenerOptions['logger']> = {
    log: (_, __, fields) => void dropped.push(fields?.['reason']),
  };
  const listener = createSiuListener({
    sink,
    port: 0,
    timeZone: 'Australia/Melbourne',
    country: 'AU',
    logger,
    ...options,
  });
  const port = await listener.start();
  ends.push(() => listener.stop());
  return { port, sink, dropped, stop: () => listener.stop() };
}

async function dial(port: number) {
  const sender = await connectSender(port);
  ends.push(() => sender.socket.destroy());
  return sender;
}

const codes = (answers: readonly string[]): readonly unknown[] =>
  answers.map((answer) => segmentsOf(answer)['MSA']?.slice(1, 3));
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('frames', () => {
  it('may come in one packet, several of them, and are answered in order', async () => {
    const { port, sink } = await start();
    const sender = await dial(port);
    sender.send(Buffer.concat(['A', 'B', 'C'].map((controlId) => framed(siu({ controlId })))));
    expect(codes(await sender.answers(3))).toEqual([
      ['AA', 'A'],
      ['AA', 'B'],
      ['AA', 'C'],
    ]);
    sender.send(framed(siu({ controlId: 'D' })));
    expect(codes(await sender.answers(4)).at(-1)).toEqual(['AA', 'D']);
    expect(sink.events).toHaveLength(4);
  });

  it('may be cut anywhere, also within a letter', async () => {
    const { port, sink } = await start();
    const sender = await dial(port);
    const bytes = framed(siu({ segments: { PID: 'PID|||1000||王^小明' } }));
    for (let at = 0; at < bytes.length; at += 7) {
      sender.send(bytes.subarray(at, at + 7));
      await pause(1);
    }
    expect(codes(await sender.answers(1))).toEqual([['AA', 'MSG00001']]);
    expect(sink.events[0]?.appointment.patient?.name).toBe('王小明');
  });

  it('may stand among bytes that are none, and a half one is let go when another begins', async () => {
    const { port, sink } = await start();
    const sender = await dial(port);
    sender.send('GET / HTTP/1.1\r\n\r\n\x1c\r');
    sender.send(framed(siu()).subarray(0, 80));
    sender.send(framed(siu({ controlId: 'WHOLE' })));
    sender.send(Buffer.from([0x0d, 0x0a]));
    sender.send(framed(siu({ controlId: 'NEXT' })).subarray(0, -1));
    expect(codes(await sender.answers(2))).toEqual([
      ['AA', 'WHOLE'],
      ['AA', 'NEXT'],
    ]);
    expect(sink.events).toHaveLength(2);
  });

  it('may be the last of a sender who has ended their side', async () => {
    const { port } = await start();
    const sender = await dial(port);
    sender.socket.end(framed(siu()));
    expect(codes(await sender.answers(1))).toEqual([['AA', 'MSG00001']]);
    await sender.closed;
  });

  it.each([
    ['1 MB without an end', '\v'],
    ['1 MB without a beginning', ''],
  ])('of more than a message may have end the connection: %s', async (_, first) => {
    const { port, sink, dropped } = await start();
    const sender = await dial(port);
    sender.send(first);
    for (let sent = 0; sent < 1_000_000 && !sender.socket.destroyed; sent += 50_000) {
      sender.send('x'.repeat(50_000));
      await pause(1);
    }
    await sender.closed;
    expect(dropped).toEqual(['message too long']);
    expect([sink.events, sink.refusals]).toEqual([[], []]);
    expect(codes(await (await dial(port)).answers(0))).toEqual([]);
  });

  it('that come drop by drop end the connection, and an idle one stays', async () => {
    const { port, dropped } = await start({ messageTimeoutMs: 200 });
    const [slow, idle] = [await dial(port), await dial(port)];
    const bytes = framed(siu());
    const drip = setInterval(() => slow.send(bytes.subarray(0, 1)), 20);
    slow.send(bytes.subarray(0, 20));
    // Only the first of the drops begins a frame anew: what begins has its time from the first byte on.
    clearInterval(drip);
    const letters = setInterval(() => slow.send('x'), 20);
    await slow.closed;
    clearInterval(letters);
    expect(dropped).toEqual(['message came too slowly']);
    await pause(300);
    idle.send(bytes);
    expect(codes(await idle.answers(1))).toEqual([['AA', 'MSG00001']]);
  });

  it('come from so many connections and no more', async () => {
    const { port, dropped } = await start({ maxConnections: 2 });
    const [first, second] = [await dial(port), await dial(port)];
    const third = await dial(port);
    await third.closed;
    expect(dropped).toEqual(['too many connections']);
    for (const sender of [first, second]) {
      sender.send(framed(siu()));
      expect(codes(await sender.answers(1))).toEqual([['AA', 'MSG00001']]);
    }
  });
});

describe('an acknowledgement', () => {
  it('comes only once the message is durable, and messages of one connection wait for each other', async () => {
    const { port, sink } = await start();
    let settle = (): void => undefined;
    sink.wait(new Promise((resolve) => (settle = resolve)));
    const [sender, other] = [await dial(port), await dial(port)];
    let isAnswered = false;
    sender.send(Buffer.concat([framed(siu({ controlId: 'A' })), framed(siu({ controlId: 'B' }))]));
    const answers = sender.answers(2).finally(() => (isAnswered = true));
    await pause(100);
    expect(isAnswered).toBe(false);
    settle();
    expect(codes(await answers)).toEqual([
      ['AA', 'A'],
      ['AA', 'B'],
    ]);
    other.send(framed(siu()));
    expect(codes(await other.answers(1))).toEqual([['AA', 'MSG00001']]);
  });

  it('does not come where nothing could be stored: the connection ends, so that the message is sent again', async () => {
    const { port, sink, dropped } = await start();
    sink.answer(null);
    const sender = await dial(port);
    sender.send(Buffer.concat([framed(siu({ controlId: 'A' })), framed(siu({ controlId: 'B' }))]));
    await sender.closed;
    expect(await sender.answers(0)).toEqual([]);
    expect(dropped).toEqual(['not stored, StorageError', 'message not stored']);
    sink.answer({ type: 'stored' });
    const again = await dial(port);
    again.send(framed(siu({ controlId: 'A' })));
    expect(codes(await again.answers(1))).toEqual([['AA', 'A']]);
  });

  it('comes for a message that is sent again because the connection was cut before it', async () => {
    const { port, sink } = await start();
    let settle = (): void => undefined;
    sink.wait(new Promise((resolve) => (settle = resolve)));
    const sender = await dial(port);
    sender.send(framed(siu()));
    await pause(50);
    sender.socket.destroy();
    settle();
    const again = await dial(port);
    again.send(framed(siu()));
    expect(codes(await again.answers(1))).toEqual([['AA', 'MSG00001']]);
    // The same message has the same id, by which the feed knows it.
    expect(new Set(sink.events.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('tells messages apart whose control ids are the same: senders begin anew', async () => {
    const { port, sink } = await start();
    const sender = await dial(port);
    sender.send(framed(siu()));
    sender.send(framed(siu({ trigger: 'S15' })));
    await sender.answers(2);
    expect(new Set(sink.events.map(({ messageId }) => messageId)).size).toBe(2);
  });

  it('of a message that is under way comes before the listener ends, and none after', async () => {
    const { port, sink, stop } = await start();
    let settle = (): void => undefined;
    sink.wait(new Promise((resolve) => (settle = resolve)));
    const [sender, idle] = [await dial(port), await dial(port)];
    sender.send(Buffer.concat([framed(siu({ controlId: 'A' })), framed(siu({ controlId: 'B' }))]));
    await pause(50);
    const stopped = stop();
    settle();
    expect(codes(await sender.answers(1))).toEqual([['AA', 'A']]);
    await Promise.all([stopped, sender.closed, idle.closed]);
    expect(sink.events).toHaveLength(1);
    await stop();
  });
});

describe("other people's clients", () => {
  it('simple-hl7 sends and understands what is answered', async () => {
    const { port, sink } = await start();
    const client = Server.createTcpClient({ host: '127.0.0.1', port, keepalive: true });
    ends.push(() => client.close());
    const send = (trigger: string, controlId: string, start: string) => {
      const message = new Message(
        'PLANNER',
        'OWL',
        'ARRIVALS',
        'OWL',
        '20260504194119',
        '',
        ['SIU', trigger],
        controlId,
        'P',
        '2.3',
      );
      message.addSegment('SCH', '', '20000', '', '', '', '', '', '', '', '', ['', '', '', start]);
      message.addSegment('PID', '1', '', '1000', '', ['Doe, née \\T\\ co', 'Zoë']);
      message.addSegment('AIP', '1', '', ['FOX', 'Fox', 'Anna']);
      return new Promise<Message>((resolve, reject) =>
        client.send(message, (error, answer) => (error === null ? resolve(answer) : reject(error))),
      );
    };
    const booked = await send('S12', 'ONE', '202605051030');
    expect([booked.getSegment('MSA')?.getField(1), booked.getSegment('MSA')?.getField(2)]).toEqual(['AA', 'ONE']);
    const moved = await send('S13', 'TWO', 'tomorrow');
    expect([moved.getSegment('MSA')?.getField(1), moved.getSegment('MSA')?.getField(2)]).toEqual(['AE', 'TWO']);
    expect(sink.events).toMatchObject([
      {
        appointment: { id: '20000', startAt: Date.parse('2026-05-05T00:30Z'), patient: { name: 'Zoë Doe, née & co' } },
      },
    ]);
  });

  it('node-hl7-client sends and understands what is answered', async () => {
    const { port, sink } = await start();
    const answers: string[] = [];
    const client = new Client({ host: '127.0.0.1', version: '2.5.1' });
    const connection = client.createConnection({ port, version: '2.5.1' }, async (response) => {
      answers.push(response.getMessage().get('MSA.1').toString());
    });
    ends.push(() => connection.close());
    for (const [trigger, start] of [
      ['S12', '20260505103000+1000'],
      ['S13', '20260505113000+1000'],
      ['S13', 'soon'],
    ] as const) {
      const message = new HL7_2_5_1()
        .buildMSH({
          msh_3: 'PLANNER',
          msh_4: 'OWL',
          msh_9_1: 'SIU',
          msh_9_2: trigger,
          msh_9_3: 'SIU_S12',
          msh_10: `MSG-${answers.length}`,
          msh_11_1: 'P',
        })
        .toMessage();
      message.addSegment('SCH').set('2', '20000');
      message.addSegment('TQ1').set('7', start);
      message.addSegment('PID').set('3', '1000').set('5', 'Nguyễn^Hoa');
      message.addSegment('AIP').set('3', 'FOX^Fox^Anna');
      const expected = answers.length + 1;
      await connection.sendMessage(message);
      for (let attempt = 0; attempt < 100 && answers.length < expected; attempt += 1) await pause(20);
    }
    expect(answers).toEqual(['AA', 'AA', 'AE']);
    expect(sink.events.map(({ appointment }) => [appointment.startAt, appointment.patient?.name])).toEqual([
      [Date.parse('2026-05-05T00:30Z'), 'Hoa Nguyễn'],
      [Date.parse('2026-05-05T01:30Z'), 'Hoa Nguyễn'],
    ]);
  });
});

describe('a listener that other machines reach', () => {
  it.runIf(process.platform !== 'win32')(
    'takes messages over TLS from who shows a certificate, and from nobody else [linux, darwin only: openssl]',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-mllp-'));
      ends.push(() => rmSync(folder, { recursive: true, force: true }));
      const file = (name: string): string => join(folder, name);
      const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-subj', '/CN=localhost'];
      execFileSync('openssl', [...make, '-keyout', file('key.pem'), '-out', file('cert.pem')], { stdio: 'ignore' });
      const [key, cert] = [readFileSync(file('key.pem'), 'utf8'), readFileSync(file('cert.pem'), 'utf8')];
      const { port, sink } = await start({ host: '0.0.0.0', tls: { key, cert, ca: cert } });
      const send = (shown: object) =>
        new Promise<string>((resolve) => {
          const socket = connectTls({ port, host: '127.0.0.1', ca: cert, servername: 'localhost', ...shown }, () =>
            socket.write(framed(siu())),
          );
          let answer = '';
          socket.on('data', (data: Buffer) => {
            answer += data.toString();
            socket.end();
          });
          socket.on('error', () => resolve('refused'));
          socket.on('close', () => resolve(answer));
        });
      expect(await send({ key, cert })).toContain('MSA|AA|MSG00001');
      expect(await send({})).not.toContain('MSA');
      expect(sink.events).toHaveLength(1);
    },
  );

  it.each<[Partial<SiuListenerOptions>, RegExp]>([
    [{ host: '0.0.0.0' }, /hl7\.addresses: must name the senders/],
    [{ addresses: ['clinic.example'] }, /hl7\.addresses: must be IP addresses/],
    [{ addresses: ['10.0.0.0/33'] }, /hl7\.addresses/],
    [{ port: 70_000 }, /hl7\.port/],
    [{ timeZone: 'EST' }, /hl7\.timeZone/],
    [{ country: 'Australia' }, /hl7\.country/],
    [{ encoding: 'utf-16le' }, /hl7\.encoding/],
    [{ maxConnections: 0 }, /hl7\.maxConnections/],
  ])(
    'is refused with the field and the fix where anybody could send, or an option is wrong: %j',
    (options, message) => {
      const sink = createRecordingSink();
      expect(() => createSiuListener({ sink, port: 0, timeZone: 'UTC', country: 'AU', ...options })).toThrow(message);
    },
  );

  it('says at its start that its port is taken', async () => {
    const { port } = await start();
    const other = createSiuListener({ sink: createRecordingSink(), port, timeZone: 'UTC', country: 'AU' });
    await expect(other.start()).rejects.toThrow(/hl7\.port: cannot listen on 127\.0\.0\.1:\d+ \(EADDRINUSE\)/);
    await other.stop();
  });
});
