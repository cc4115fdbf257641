import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationStore } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createAppointmentFeed } from '../src/index.ts';
import type { AnswerOptions, AppointmentFeed } from '../src/index.ts';
import { endpointSecret, startEhrEndpoint } from './ehr-endpoint.ts';
import type { EhrEndpoint } from './ehr-endpoint.ts';
import { bookingOf, changeOf, createClinicFile, createTestFeed } from './feed-clinic.ts';
import type { ClinicFile } from './feed-clinic.ts';

const link = 'https://video.example/room/practitioner-token';
const minute = 60_000;

let file: ClinicFile;
let store: ConversationStore;
let endpoint: EhrEndpoint;
let clock: MovableClock;
let feed: AppointmentFeed;
let hints: string[];
let lines: string[];
let startAt: number;

beforeEach(async () => {
  file = createClinicFile();
  store = await file.open();
  endpoint = await startEhrEndpoint();
  // Signatures are checked by somebody else's clock.
  clock = createMovableClock(Date.now());
  startAt = clock.now() + 120 * minute;
  ({ feed, hints, lines } = createTestFeed({ store, clock, url: endpoint.url }));
  await feed.accept(bookingOf({ id: 'a', startAt }));
});
afterEach(async () => {
  await endpoint.close();
  await file.close();
});

/** The answers as the EHR has taken them, in their order. */
const takenTypes = (): string[] => [...endpoint.taken.values()].map(({ type }) => type);
const answersAbout = (appointmentId: string) => store.answersOfAppointment({ appointmentId });

describe('an answer to the EHR', () => {
  it('carries ids, what and when, and nothing else of the patient, under a signature that others can check', async () => {
    const said = clock.now();
    expect(await feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
    expect(endpoint.countForged()).toBe(0);
    const [answer] = endpoint.received;
    expect(answer?.body).toEqual({
      type: 'appointment.arrived',
      timestamp: new Date(said).toISOString(),
      data: { appointmentId: 'a', patientId: 'patient of a', start: new Date(startAt).toISOString() },
    });
    expect(answer?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^answer_[\w-]{32}$/),
      'webhook-timestamp': String(Math.floor(said / 1000)),
    });
  });

  it('says of each change what the EHR needs for it', async () => {
    await feed.confirm({ id: 'a' });
    await feed.setTelehealth({ id: 'a', modality: 'video', link });
    await feed.setTelehealth({ id: 'a', modality: 'phone', link: null });
    await feed.clearTelehealth({ id: 'a' });
    await feed.cancel({ id: 'a' });
    await feed.undoCancel({ id: 'a' });
    const data = { appointmentId: 'a', patientId: 'patient of a', start: new Date(startAt).toISOString() };
    const timestamp = new Date(clock.now()).toISOString();
    expect([...endpoint.taken.values()]).toEqual([
      { type: 'appointment.confirmed', timestamp, data },
      {
        type: 'appointment.telehealth-set',
        timestamp,
        data: { ...data, modality: 'video', practitionerLink: link },
      },
      { type: 'appointment.telehealth-set', timestamp, data: { ...data, modality: 'phone' } },
      { type: 'appointment.telehealth-cleared', timestamp, data },
      {
        type: 'appointment.cancelled',
        timestamp,
        data: { ...data, reason: 'cancelled via automated reminder system' },
      },
      { type: 'appointment.cancellation-undone', timestamp, data },
    ]);
  });

  it('is signed by both secrets while one takes the place of another', async () => {
    const next = `whsec_${Buffer.from('another secret of 32 bytes, okay').toString('base64')}`;
    const both = createTestFeed({
      store,
      clock,
      more: { answers: { url: endpoint.url, secret: [next, endpointSecret] } },
    });
    await both.feed.markArrived({ id: 'a' });
    expect(endpoint.countForged()).toBe(0);
    expect(String(endpoint.received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);
  });

  it('does not count as done before the EHR has it (P5)', async () => {
    endpoint.fail({ status: 503 });
    await expect(feed.markArrived({ id: 'a' })).rejects.toMatchObject({
      failure: 'unavailable',
      isRetryable: true,
      message: expect.stringContaining('HTTP 503; it stays queued'),
    });
    expect(await feed.read({ id: 'a' })).toMatchObject({ status: 'booked' });
    expect(await answersAbout('a')).toMatchObject([{ status: 'waiting', attempts: 1 }]);
  });

  it('is the same answer when it is asked for again, so that the EHR changes something once', async () => {
    endpoint.fail({ status: 200, isCutOff: true });
    await expect(feed.markArrived({ id: 'a' })).rejects.toMatchObject({ failure: 'unavailable' });
    endpoint.fail(null);
    clock.advance(2_000);
    expect(await feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
    expect(endpoint.received).toHaveLength(2);
    expect(endpoint.taken.size).toBe(1);
  });

  it('is another answer when the same is said again later', async () => {
    await feed.markArrived({ id: 'a' });
    await feed.accept(changeOf({ id: 'a', status: 'booked' }));
    await feed.markArrived({ id: 'a' });
    expect(endpoint.taken.size).toBe(2);
  });

  for (const write of ['confirm', 'cancel'] as const) {
    it(`that is a ${write} for a time does not hold for the time that the appointment is moved to meanwhile`, async () => {
      const moved = startAt + 60 * minute;
      // The EHR takes it, and tells of the move before it answers.
      const deliver = async () => {
        await feed.accept(changeOf({ id: 'a', startAt: moved, status: 'booked' }));
        return { type: 'accepted' } as const;
      };
      const moving = createTestFeed({ store, clock, more: { answers: { deliver } } });
      await expect(moving.feed[write]({ id: 'a' })).rejects.toMatchObject({ failure: 'refused' });
      expect(await feed.read({ id: 'a' })).toMatchObject({ startAt: moved, status: 'booked', isConfirmed: false });
    });
  }

  it('waits as long as the EHR asks, however often it is asked for', async () => {
    endpoint.fail({ status: 429, headers: { 'retry-after': '30' } });
    const asked = feed.markArrived({ id: 'a' });
    await expect(asked).rejects.toMatchObject({ failure: 'unavailable', retryAfterMs: 30_000 });
    endpoint.fail(null);
    clock.advance(29_000);
    await expect(feed.markArrived({ id: 'a' })).rejects.toMatchObject({ retryAfterMs: 1_000 });
    expect(endpoint.received).toHaveLength(1);
    clock.advance(1_000);
    expect(await feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
  });

  it('is tried again after pauses that grow to a minute', async () => {
    endpoint.fail({ status: 500 });
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      await feed.markArrived({ id: 'a' }).catch(() => undefined);
      const [answer] = await answersAbout('a');
      pauses.push((answer?.dueAt ?? 0) - clock.now());
      clock.moveTo(answer?.dueAt ?? 0);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
  });

  const failures: readonly (readonly [string, number, object])[] = [
    ['a wrong secret', 401, { failure: 'unauthorised', message: expect.stringContaining('give the EHR the secret') }],
    ['a wrong address', 404, { failure: 'unusable', message: expect.stringContaining('check the address') }],
    ['a redirect, which is not followed', 302, { failure: 'unusable' }],
    ['a timeout of the EHR', 408, { failure: 'unavailable' }],
  ];
  for (const [what, status, error] of failures) {
    it(`stays queued at ${what}`, async () => {
      endpoint.fail({ status, headers: { location: 'http://127.0.0.2:9/elsewhere' } });
      await expect(feed.confirm({ id: 'a' })).rejects.toMatchObject({ isRetryable: true, ...error });
      expect(await store.waitingAnswers({ limit: 9 })).toHaveLength(1);
    });
  }

  it('gives an EHR that does not answer half a second, and goes on', async () => {
    endpoint.fail({ status: 200, isSilent: true });
    await expect(feed.markArrived({ id: 'a' })).rejects.toMatchObject({
      failure: 'unavailable',
      message: expect.stringContaining('no answer in time'),
    });
  });

  it('does not read what the EHR writes, though it never ends', async () => {
    const endless = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n');
        const timer = setInterval(() => socket.write(`1000\r\n${'x'.repeat(0x1000)}\r\n`), 1);
        socket.on('close', () => clearInterval(timer));
      });
    });
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
    const { port } = endless.address() as AddressInfo;
    const other = createTestFeed({ store, clock, url: `http://127.0.0.1:${port}/` });
    expect(await other.feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
    await new Promise((resolve) => endless.close(resolve));
  });

  for (const status of [409, 422]) {
    it(`that the EHR refuses with ${status} is refused, changes nothing and is not sent again`, async () => {
      endpoint.fail({ status });
      await expect(feed.confirm({ id: 'a' })).rejects.toMatchObject({ failure: 'refused', isRetryable: false });
      expect(await feed.read({ id: 'a' })).toMatchObject({ isConfirmed: false });
      clock.advance(10 * minute);
      await feed.tryAnswers();
      expect(endpoint.received).toHaveLength(1);
    });
  }

  it('that takes a cancellation back says when the EHR has given the time away', async () => {
    await feed.cancel({ id: 'a' });
    endpoint.fail({ status: 409 });
    await expect(feed.undoCancel({ id: 'a' })).rejects.toMatchObject({ failure: 'slot-taken', isRetryable: false });
  });

  it('names no patient, number or link in errors and log lines', async () => {
    endpoint.fail({ status: 500 });
    const error: unknown = await feed.setTelehealth({ id: 'a', modality: 'video', link }).catch((e: unknown) => e);
    const told = `${String(error)} ${JSON.stringify(error)} ${lines.join(' ')}`;
    for (const secret of [link, 'Test Patient', '491570156', endpointSecret, endpoint.url])
      expect(told.includes(secret)).toBe(false);
    expect(lines).toHaveLength(1);
  });

  it('is brought by whatever way the EHR has, and by none that throws', async () => {
    const outcomes = [{ type: 'accepted' }, { type: 'refused', isTimeTaken: false }] as const;
    const sent: string[] = [];
    const deliver = ({ body }: { readonly body: { readonly type: string } }) => {
      const outcome = outcomes[sent.push(body.type) - 1];
      return outcome === undefined ? Promise.reject(new Error('+61491570156')) : Promise.resolve(outcome);
    };
    const own = createTestFeed({ store, clock, more: { answers: { deliver } } });
    expect(await own.feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
    await expect(own.feed.confirm({ id: 'a' })).rejects.toMatchObject({ failure: 'refused' });
    const error: unknown = await own.feed.cancel({ id: 'a' }).catch((e: unknown) => e);
    expect(error).toMatchObject({ failure: 'unavailable' });
    expect(String(error)).not.toContain('491570156');
    expect(sent).toEqual(['appointment.arrived', 'appointment.confirmed', 'appointment.cancelled']);
  });
});

describe('answers that wait', () => {
  it('are taken in their order: one waits for the one before it', async () => {
    endpoint.fail(({ body }) => (body.type === 'appointment.telehealth-set' ? { status: 503 } : null));
    await expect(feed.setTelehealth({ id: 'a', modality: 'video', link })).rejects.toMatchObject({
      failure: 'unavailable',
    });
    await expect(feed.clearTelehealth({ id: 'a' })).rejects.toMatchObject({ failure: 'unavailable' });
    expect(endpoint.taken.size).toBe(0);
    endpoint.fail(null);
    clock.advance(minute);
    await feed.tryAnswers();
    expect(takenTypes()).toEqual(['appointment.telehealth-set', 'appointment.telehealth-cleared']);
    expect(await feed.read({ id: 'a' })).toMatchObject({ modality: 'unknown', videoLink: null });
  });

  it('hold up no other appointment', async () => {
    await feed.accept(bookingOf({ id: 'b', startAt }));
    endpoint.fail(({ body }) => (body.data.appointmentId === 'a' ? { status: 200, isSilent: true } : null));
    const slow = feed.markArrived({ id: 'a' });
    expect(await feed.markArrived({ id: 'b' })).toMatchObject({ status: 'arrived' });
    await expect(slow).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('do not hold up events about their appointment', async () => {
    endpoint.fail({ status: 200, isSilent: true });
    const slow = feed.markArrived({ id: 'a' });
    expect(await feed.accept(changeOf({ id: 'a', location: 'Room 9' }))).toEqual({ type: 'stored' });
    await expect(slow).rejects.toMatchObject({ failure: 'unavailable' });
  });

  it('are tried again whenever appointments are listed, and who watches is told when they are taken', async () => {
    endpoint.fail({ status: 503 });
    await feed.markArrived({ id: 'a' }).catch(() => undefined);
    endpoint.fail(null);
    clock.advance(2_000);
    hints.length = 0;
    await feed.list({ from: 0, to: startAt + minute, token: null });
    await feed.tryAnswers();
    expect(takenTypes()).toEqual(['appointment.arrived']);
    await expect.poll(() => hints).toEqual(['a']);
  });

  it('are taken by the next process when one died between the EHR and the store', async () => {
    const sent: string[] = [];
    const deliver = ({ id }: { readonly id: string }): Promise<never> => {
      sent.push(id);
      return new Promise(() => undefined);
    };
    const dying = createTestFeed({ store, clock, more: { answers: { deliver } } }).feed;
    void dying.markArrived({ id: 'a' }).catch(() => undefined);
    await expect.poll(() => sent).toHaveLength(1);
    await store.close();
    const next = await file.open();
    clock.advance(2 * minute);
    const { feed: restarted } = createTestFeed({ store: next, clock, url: endpoint.url });
    await restarted.tryAnswers();
    expect([...endpoint.taken.keys()]).toEqual(sent);
    expect(await restarted.read({ id: 'a' })).toMatchObject({ status: 'arrived' });
  });

  it('are sent by one of two processes that try at the same time', async () => {
    endpoint.fail({ status: 503 });
    await feed.markArrived({ id: 'a' }).catch(() => undefined);
    endpoint.fail(null);
    clock.advance(2_000);
    const other = createTestFeed({ store: await file.open(), clock, url: endpoint.url }).feed;
    await Promise.all([feed.tryAnswers(), other.tryAnswers(), feed.tryAnswers()]);
    expect(endpoint.received).toHaveLength(2);
    expect(await other.read({ id: 'a' })).toMatchObject({ status: 'arrived' });
  });

  const overtaken = [
    ['was moved', { startAt: 1 }, 'withdrawn'],
    ['was given to another patient', { patient: { id: 'other', name: 'Other', firstName: 'Other' } }, 'withdrawn'],
    ['ended in another way', { status: 'noshow' }, 'withdrawn'],
  ] as const;
  for (const [what, change, status] of overtaken) {
    it(`are not sent any more when the appointment ${what} meanwhile`, async () => {
      await expect(failOnce(() => feed.cancel({ id: 'a' }))).rejects.toMatchObject({ failure: 'unavailable' });
      const told = 'startAt' in change ? { startAt: startAt + minute } : change;
      await feed.accept(changeOf({ id: 'a', ...told }));
      clock.advance(minute);
      await feed.tryAnswers();
      expect(await answersAbout('a')).toMatchObject([{ status }]);
      expect(endpoint.taken.size).toBe(0);
    });
  }

  it('are not sent any more half a day after the appointment', async () => {
    await expect(failOnce(() => feed.markArrived({ id: 'a' }))).rejects.toMatchObject({ failure: 'unavailable' });
    clock.jumpTo(startAt + 13 * 60 * minute);
    await feed.tryAnswers();
    expect(await answersAbout('a')).toMatchObject([{ status: 'withdrawn' }]);
  });

  it('are not kept back by a clock that was put back by a day', async () => {
    await expect(failOnce(() => feed.markArrived({ id: 'a' }))).rejects.toMatchObject({ failure: 'unavailable' });
    await store.commit({
      answerChanges: [
        { id: (await answersAbout('a'))[0]!.id, attempts: 1, set: { dueAt: clock.now() + 1_440 * minute } },
      ],
    });
    expect(await feed.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
  });

  it('are lost on nobody when the endpoint is taken away: they go on waiting', async () => {
    await expect(failOnce(() => feed.markArrived({ id: 'a' }))).rejects.toMatchObject({ failure: 'unavailable' });
    clock.advance(minute);
    const { feed: without } = createTestFeed({ store, clock });
    await without.tryAnswers();
    await expect(without.markArrived({ id: 'a' })).rejects.toMatchObject({ failure: 'read-only' });
    expect(await answersAbout('a')).toMatchObject([{ status: 'waiting' }]);
  });

  async function failOnce<Value>(work: () => Promise<Value>): Promise<Value> {
    endpoint.fail({ status: 503 });
    try {
      return await work();
    } finally {
      endpoint.fail(null);
    }
  }
});

describe('a clinic that was restored from a backup', () => {
  it('repeats no answer that the EHR has taken since: it gives the same one, which the EHR knows (P9)', async () => {
    await store.backup?.({ path: file.path('backup.db'), now: clock.now() });
    await feed.markArrived({ id: 'a' });
    const restored = createTestFeed({ store: await file.open('backup.db'), clock, url: endpoint.url }).feed;
    expect(await restored.read({ id: 'a' })).toMatchObject({ status: 'booked' });
    expect(await restored.markArrived({ id: 'a' })).toMatchObject({ status: 'arrived' });
    expect(endpoint.received).toHaveLength(2);
    expect(endpoint.taken.size).toBe(1);
  });
});

describe('the published schema of answers', () => {
  it('allows every answer that is sent, and names no field that none has', async () => {
    await feed.confirm({ id: 'a' });
    await feed.setTelehealth({ id: 'a', modality: 'video', link });
    await feed.clearTelehealth({ id: 'a' });
    await feed.markArrived({ id: 'a' });
    await feed.cancel({ id: 'a' });
    await feed.undoCancel({ id: 'a' });
    const text = await readFile(new URL('../answer.schema.json', import.meta.url), 'utf8');
    // The file is in the package; what the test reads of it, it checks.
    const { required, properties } = JSON.parse(text) as AnswerSchema;
    const sent = [...endpoint.taken.values()];
    expect([...properties.type.enum].sort()).toEqual(takenTypes().sort());
    expect(Object.keys(properties)).toEqual(required);
    for (const body of sent) {
      expect(Object.keys(body).sort()).toEqual([...required].sort());
      expect(Object.keys(body.data)).toEqual(expect.arrayContaining([...properties.data.required]));
    }
    const fields = new Set(sent.flatMap(({ data }) => Object.keys(data)));
    expect([...fields].sort()).toEqual(Object.keys(properties.data.properties).sort());
    expect(sent.some(({ data }) => data.reason === properties.data.properties['reason']?.const)).toBe(true);
  });

  interface AnswerSchema {
    readonly required: readonly string[];
    readonly properties: {
      readonly type: { readonly enum: readonly string[] };
      readonly data: {
        readonly required: readonly string[];
        readonly properties: Readonly<Record<string, { readonly const?: string }>>;
      };
    };
  }
});

describe('the settings of answers', () => {
  const good = { url: 'https://ehr.example/answers', secret: endpointSecret };
  const wrong: readonly (readonly [string, AnswerOptions, string])[] = [
    ['no address', { ...good, url: 'ehr.example' }, 'answers.url'],
    ['an address in the clear', { ...good, url: 'http://ehr.example/answers' }, 'answers.url'],
    ['an address with a password', { ...good, url: 'https://user:word@ehr.example/' }, 'answers.url'],
    ['a secret of another shape', { ...good, secret: 'hunter2' }, 'answers.secret'],
    ['no secret', { ...good, secret: [] }, 'answers.secret'],
    ['a timeout of an hour', { ...good, timeoutMs: 3_600_000 }, 'answers.timeoutMs'],
  ];
  for (const [what, answers, field] of wrong) {
    it(`are refused with ${what}, by name and without the secret`, () => {
      const make = () => createAppointmentFeed({ store, clinic: { id: 'c' }, noticed: () => undefined, answers });
      expect(make).toThrow(expect.objectContaining({ code: 'configuration', field }));
      expect(make).not.toThrow(/hunter2|user:|ehr\.example\/$/);
    });
  }

  it('say which answers the EHR takes; the others become tasks', async () => {
    const partial = createTestFeed({
      store,
      clock,
      more: { answers: { url: endpoint.url, secret: endpointSecret, abilities: { canCancel: false } } },
    }).feed;
    expect(partial.abilities).toMatchObject({ canCancel: false, canConfirm: true });
    await expect(partial.cancel({ id: 'a' })).rejects.toMatchObject({ failure: 'read-only' });
  });
});
