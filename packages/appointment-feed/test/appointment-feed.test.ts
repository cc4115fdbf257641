import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageError } from '@clinicarrivals/core';
import type { ConversationStore } from '@clinicarrivals/core';
import { aConversation, createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createAppointmentFeed, createFeedHints } from '../src/index.ts';
import type { AppointmentFeed, FeedRefusal } from '../src/index.ts';
import { bookingOf, changeOf, createClinicFile, createTestFeed } from './feed-clinic.ts';
import type { ClinicFile } from './feed-clinic.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const begin = Date.UTC(2026, 5, 15, 9);
const startAt = begin + 120 * minute;
const range = { from: begin, to: begin + day };

let file: ClinicFile;
let store: ConversationStore;
let clock: MovableClock;
let feed: AppointmentFeed;
let hints: string[];
let lines: string[];

beforeEach(async () => {
  file = createClinicFile();
  store = await file.open();
  clock = createMovableClock(begin);
  ({ feed, hints, lines } = createTestFeed({ store, clock }));
});
afterEach(() => file.close());

const refusal: FeedRefusal = {
  appointmentId: 'a',
  messageId: 'm-1',
  madeAt: null,
  field: 'appointment_datetime',
  message: 'has no zone; send appointment_timezone too',
  leavesDoubt: true,
};

/** A live conversation about the appointment, as the engine keeps one. */
async function converse(appointmentId = 'a', at = startAt): Promise<void> {
  await store.commit({ conversations: [aConversation({ appointmentId, startAt: at })] });
}

describe('accept', () => {
  it('resolves when the event is durable, and then hints at the appointment', async () => {
    expect(await feed.accept(bookingOf({ id: 'a', startAt }))).toEqual({ type: 'stored' });
    await store.close();
    expect(await (await file.open()).snapshot({ appointmentId: 'a' })).toMatchObject({ version: 1 });
    await expect.poll(() => hints).toEqual(['a']);
  });

  it('hints at nothing when an event tells nothing new, or only the past', async () => {
    const event = { ...bookingOf({ id: 'a', startAt }), madeAt: begin, messageId: 'm-1' };
    await feed.accept(event);
    await expect.poll(() => hints).toEqual(['a']);
    expect(await feed.accept(event)).toEqual({ type: 'unchanged' });
    expect(await feed.accept({ ...event, messageId: 'm-2' })).toEqual({ type: 'unchanged' });
    expect(await feed.accept({ ...event, madeAt: begin - 1, messageId: 'm-3' })).toEqual({ type: 'outdated' });
    expect(await feed.accept(bookingOf({ id: 'old', startAt: begin - 9 * day }))).toEqual({ type: 'past' });
    await new Promise(setImmediate);
    expect(hints).toEqual(['a']);
  });

  it('knows the same message again after a restart', async () => {
    const event = { ...bookingOf({ id: 'a', startAt }), messageId: 'm-1' };
    await feed.accept(event);
    await feed.accept(changeOf({ id: 'a', status: 'cancelled' }, { messageId: 'm-2' }));
    const { feed: restarted } = createTestFeed({ store: await file.open(), clock });
    expect(await restarted.accept(event)).toEqual({ type: 'unchanged' });
    expect(await restarted.read({ id: 'a' })).toMatchObject({ status: 'cancelled' });
  });

  it('keeps the order of what comes in one turn about one appointment', async () => {
    const rooms = Array.from({ length: 20 }, (_, index) => changeOf({ id: 'a', location: `Room ${index}` }));
    const outcomes = await Promise.all([bookingOf({ id: 'a', startAt }), ...rooms].map((event) => feed.accept(event)));
    expect(outcomes.every(({ type }) => type === 'stored')).toBe(true);
    expect(await feed.read({ id: 'a' })).toMatchObject({ location: 'Room 19', version: '21' });
  });

  it('merges what two processes take about one appointment at the same time (P8)', async () => {
    const other = createTestFeed({ store: await file.open(), clock }).feed;
    await feed.accept(bookingOf({ id: 'a', startAt }));
    for (let round = 0; round < 5; round += 1) {
      await Promise.all([
        feed.accept(changeOf({ id: 'a', location: `Room ${round}` })),
        other.accept(changeOf({ id: 'a', typeCode: `type-${round}` })),
      ]);
      expect(await feed.read({ id: 'a' })).toMatchObject({ location: `Room ${round}`, typeCode: `type-${round}` });
    }
  });

  it('goes by what another process has written, though it remembers something else', async () => {
    const other = createTestFeed({ store: await file.open(), clock }).feed;
    await feed.accept(bookingOf({ id: 'a', startAt, location: 'Room 1' }));
    await other.accept(changeOf({ id: 'a', location: 'Room 2' }));
    expect(await feed.accept(changeOf({ id: 'a', location: 'Room 1' }))).toEqual({ type: 'stored' });
    expect(await feed.read({ id: 'a' })).toMatchObject({ location: 'Room 1' });
  });

  it('refuses what makes no appointment with field and fix, and says so to nobody but the journal', async () => {
    expect(await feed.accept(changeOf({ id: 'a', startAt }))).toEqual({
      type: 'refused',
      field: 'patient',
      message: 'is missing, and the appointment is not known yet; send it whole',
    });
    expect(await feed.read({ id: 'a' })).toBe(null);
    expect(await store.journal({ limit: 9 })).toMatchObject([{ event: 'event-refused', appointmentId: null }]);
    expect(await store.openTasks()).toEqual([]);
  });

  it('throws what can be tried again when it cannot be stored', async () => {
    const full = { ...store, commit: () => Promise.reject(new StorageError({ message: 'full', isRetryable: true })) };
    const failing = createTestFeed({ store: full, clock }).feed;
    await expect(failing.accept(bookingOf({ id: 'a', startAt }))).rejects.toMatchObject({ code: 'storage' });
  });

  it('gives up on an appointment that never holds still, and has the event sent again', async () => {
    const restless: ConversationStore = { ...store, commit: () => Promise.resolve('conflict') };
    const failing = createTestFeed({ store: restless, clock }).feed;
    const tooOften = { code: 'storage', isRetryable: true, message: expect.stringContaining('send it again') };
    await expect(failing.accept(bookingOf({ id: 'a', startAt }))).rejects.toMatchObject(tooOften);
    await expect(failing.refuse(refusal)).rejects.toMatchObject({ code: 'storage', isRetryable: true });
  });

  it('remembers a few thousand appointments and takes the others as well', async () => {
    const ids = Array.from({ length: 2_100 }, (_, index) => `a-${index}`);
    await Promise.all(ids.map((id) => feed.accept(bookingOf({ id, startAt }))));
    expect(await feed.accept(changeOf({ id: 'a-0', status: 'cancelled' }))).toEqual({ type: 'stored' });
    expect(await feed.read({ id: 'a-0' })).toMatchObject({ status: 'cancelled' });
  });

  it('goes on when a hint is not taken, and gathers the next ones', async () => {
    const taken: (readonly string[])[] = [];
    const noticed = ({ appointmentIds }: { readonly appointmentIds: readonly string[] }) => {
      taken.push(appointmentIds);
      return Promise.reject(new Error('the engine stands still'));
    };
    const { feed: other, lines: logged } = createTestFeed({ store, clock, more: { noticed } });
    await Promise.all(['a', 'b', 'c'].map((id) => other.accept(bookingOf({ id, startAt }))));
    await expect.poll(() => taken.flat().toSorted()).toEqual(['a', 'b', 'c']);
    await other.accept(bookingOf({ id: 'd', startAt }));
    await expect.poll(() => taken.flat()).toContain('d');
    expect(logged.every((line) => line.includes('a hint was not taken'))).toBe(true);
  });
});

describe('refuse', () => {
  it('leaves the appointment in doubt until it is told again, so that nobody is told of a time that may be wrong', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt, status: 'booked' }));
    await feed.refuse(refusal);
    const doubt = { failure: 'unusable', message: expect.stringContaining('appointment_datetime') };
    await expect(feed.read({ id: 'a' })).rejects.toMatchObject(doubt);
    expect(await feed.list({ ...range, token: null })).toMatchObject({ appointments: [], unusable: [{ id: 'a' }] });
    expect(await feed.accept(bookingOf({ id: 'a', startAt, status: 'booked' }))).toEqual({ type: 'stored' });
    expect(await feed.read({ id: 'a' })).toMatchObject({ startAt });
  });

  it('is not settled by what the EHR made before it, and raises no doubt about what the EHR has said since', async () => {
    const booked = bookingOf({ id: 'a', startAt, status: 'booked' });
    await feed.accept({ ...booked, madeAt: begin - 30 * minute });
    await converse();
    await feed.refuse({ ...refusal, madeAt: begin - 10 * minute });
    expect(await feed.accept({ ...booked, madeAt: begin - 20 * minute })).toEqual({ type: 'outdated' });
    await expect(feed.read({ id: 'a' })).rejects.toMatchObject({ failure: 'unusable' });
    expect(await feed.accept({ ...booked, madeAt: begin - 10 * minute })).toEqual({ type: 'stored' });
    await feed.accept({ ...booked, madeAt: begin - 5 * minute });
    await store.commit({
      taskChanges: (await store.openTasks()).map(({ id }) => ({ type: 'resolve', id, at: begin, by: 'staff:A' })),
    });
    await feed.refuse({ ...refusal, madeAt: begin - 10 * minute });
    expect(await feed.read({ id: 'a' })).toMatchObject({ startAt });
    expect(await store.openTasks()).toEqual([]);
  });

  it('leaves in doubt too what is not known yet: a move that comes before the booking is not forgotten', async () => {
    const booked = { ...bookingOf({ id: 'a', startAt, status: 'booked' }), madeAt: begin - 20 * minute };
    const moved = { id: 'a', startAt: startAt + 60 * minute } as const;
    expect(await feed.accept(changeOf(moved, { madeAt: begin - 10 * minute }))).toMatchObject({ type: 'refused' });
    await feed.accept(booked);
    await expect(feed.read({ id: 'a' })).rejects.toMatchObject({ failure: 'unusable' });
    expect(await feed.list({ ...range, token: null })).toMatchObject({ appointments: [], unusable: [{ id: 'a' }] });
    const whole = bookingOf({ ...moved, status: 'booked' });
    expect(await feed.accept({ ...whole, madeAt: begin - 10 * minute })).toEqual({ type: 'stored' });
    expect(await feed.read({ id: 'a' })).toMatchObject({ startAt: moved.startAt });
  });

  it('leaves no doubt when the message was not for us', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    await feed.refuse({ ...refusal, leavesDoubt: false });
    expect(await feed.read({ id: 'a' })).toMatchObject({ startAt });
    expect(await store.journalOfAppointment({ appointmentId: 'a' })).toHaveLength(1);
  });

  it('raises one task about an appointment that is near, and another once that is done', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    await converse();
    await feed.refuse(refusal);
    await feed.refuse({ ...refusal, messageId: 'm-2' });
    const tasks = await store.openTasks();
    expect(tasks).toMatchObject([{ kind: 'event-refused', appointmentId: 'a' }]);
    await store.commit({ taskChanges: [{ type: 'resolve', id: tasks[0]!.id, at: begin, by: 'staff:A' }] });
    await feed.refuse({ ...refusal, messageId: 'm-3' });
    expect(await store.openTasks()).toHaveLength(1);
  });

  it('raises no task about what is far ahead, over, or nobody waits for', async () => {
    for (const [id, at] of [
      ['far', begin + 30 * day],
      ['over', begin - day],
    ] as const) {
      await feed.accept(bookingOf({ id, startAt: at }));
      await converse(id, at);
      await feed.refuse({ ...refusal, appointmentId: id });
    }
    await feed.accept(bookingOf({ id: 'unwatched', startAt }));
    await feed.refuse({ ...refusal, appointmentId: 'unwatched' });
    await feed.refuse({ ...refusal, appointmentId: null });
    expect(await store.openTasks()).toEqual([]);
    expect(await store.journal({ limit: 9 })).toHaveLength(4);
  });

  it('is raised by accept as well when a known appointment is told what cannot be', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    await converse();
    expect(await feed.accept(changeOf({ id: 'a', endAt: startAt - 1 }))).toMatchObject({ type: 'refused' });
    expect(await store.openTasks()).toMatchObject([{ kind: 'event-refused' }]);
    await expect(feed.read({ id: 'a' })).rejects.toMatchObject({ failure: 'unusable' });
  });

  it('writes nothing that a message says of a patient', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    await feed.refuse({ ...refusal, field: 'Amelia Wong +61491570156' });
    await feed.refuse({ ...refusal, appointmentId: 'Amelia Wong' });
    const written = JSON.stringify([
      await store.journal({ limit: 9 }),
      lines,
      await store.snapshot({ appointmentId: 'a' }),
    ]);
    expect(written.includes('Amelia')).toBe(false);
  });

  it('does not fill the journal when an EHR sends the same wrong message again and again', async () => {
    for (let count = 0; count < 200; count += 1) await feed.refuse({ ...refusal, appointmentId: null });
    expect(await store.journal({ limit: 999 })).toHaveLength(60);
    clock.advance(minute);
    await feed.refuse({ ...refusal, appointmentId: null });
    expect(await store.journal({ limit: 999 })).toHaveLength(61);
  });
});

describe('list', () => {
  const next = async (token: string | null) => feed.list({ ...range, token });
  const tokenOf = async (token: string | null): Promise<string> => {
    const listing = await next(token);
    if (listing.type === 'unchanged' || listing.token === null) throw new Error('no token');
    return listing.token;
  };

  it('gives only what has changed since, and what has left', async () => {
    for (const id of ['a', 'b', 'c']) await feed.accept(bookingOf({ id, startAt, status: 'booked' }));
    await feed.accept(bookingOf({ id: 'elsewhere', startAt: startAt + 3 * day }));
    const token = await tokenOf(null);
    await feed.accept(changeOf({ id: 'a', location: 'Room 9' }));
    await feed.accept(changeOf({ id: 'b', startAt: startAt + 2 * day }));
    await feed.accept(changeOf({ id: 'elsewhere', location: 'Room 9' }));
    await feed.refuse({ ...refusal, appointmentId: 'c' });
    const listing = await next(token);
    expect(listing).toMatchObject({
      type: 'changed',
      changed: [{ id: 'a', location: 'Room 9' }],
      gone: ['b'],
      unusable: [{ id: 'c' }],
    });
    expect(listing.type === 'changed' && (await next(listing.token)).type).toBe('unchanged');
  });

  it('is unchanged while only other days change, again and again', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    const token = await tokenOf(null);
    for (let round = 0; round < 3; round += 1) {
      await feed.accept(bookingOf({ id: `b-${round}`, startAt: startAt + 2 * day }));
      expect((await next(token)).type).toBe('unchanged');
    }
  });

  it('is read whole after a restart, an erasure, and a flood of changes', async () => {
    await feed.accept(bookingOf({ id: 'a', startAt }));
    const token = await tokenOf(null);
    expect((await createTestFeed({ store, clock }).feed.list({ ...range, token })).type).toBe('listed');
    await store.erasePatient({ patientId: 'patient of a', phones: [] });
    expect(await next(token)).toMatchObject({ type: 'listed', appointments: [] });
    const later = await tokenOf(null);
    const ids = Array.from({ length: 1_001 }, (_, index) => `b-${index}`);
    await Promise.all(ids.map((id) => feed.accept(bookingOf({ id, startAt: startAt + 2 * day }))));
    expect((await next(later)).type).toBe('listed');
  });

  it('forgets ranges that nobody has asked about for long', async () => {
    const token = await tokenOf(null);
    for (let offset = 1; offset <= 100; offset += 1) await feed.list({ from: offset, to: offset + 1, token: null });
    expect((await next(token)).type).toBe('listed');
  });

  it('leaves out what is only known to be over', async () => {
    await feed.accept(changeOf({ id: 'a', status: 'cancelled' }));
    expect(await feed.list({ from: 0, to: begin + 999 * day, token: null })).toMatchObject({ appointments: [] });
    expect(await feed.read({ id: 'a' })).toBe(null);
  });

  it('fails as an appointment store does when the clinic’s store cannot be read', async () => {
    const closed = createTestFeed({ store: await file.open('other.db'), clock });
    const broken = { ...store, snapshotMark: () => Promise.reject(new StorageError({ message: 'locked' })) };
    const { feed: failing } = createTestFeed({ store: broken, clock });
    await expect(failing.list({ ...range, token: null })).rejects.toMatchObject({
      code: 'appointment-store',
      failure: 'unavailable',
      message: '[feed] list failed: locked',
    });
    expect(await closed.feed.read({ id: 'a' })).toBe(null);
    const mistaken = { ...store, snapshotMark: () => Promise.reject(new TypeError('a mistake of ours')) };
    await expect(createTestFeed({ store: mistaken, clock }).feed.list({ ...range, token: null })).rejects.toThrow(
      TypeError,
    );
  });
});

describe('remind', () => {
  it('asks for a reminder of an appointment that is known, and says when it is not', async () => {
    const asked: string[] = [];
    const remind = async ({ appointmentId }: { readonly appointmentId: string }) => asked.push(appointmentId) > 0;
    const { feed: reminding } = createTestFeed({ store, clock, more: { remind } });
    await reminding.accept(bookingOf({ id: 'a', startAt }));
    expect(await reminding.remind({ appointmentId: 'a' })).toBe(true);
    expect(await reminding.remind({ appointmentId: 'b' })).toBe(false);
    expect(await feed.remind({ appointmentId: 'a' })).toBe(false);
    expect(asked).toEqual(['a']);
  });
});

describe('the hints of a clinic with a FHIR server', () => {
  it('pass on which appointment it is, and believe nothing else', async () => {
    const hinted: string[] = [];
    const noticed = ({ appointmentIds }: { readonly appointmentIds: readonly string[] }) => {
      hinted.push(...appointmentIds);
    };
    const sink = createFeedHints({ noticed, store, clock });
    expect(await sink.accept(bookingOf({ id: 'a', startAt }))).toEqual({ type: 'stored' });
    await sink.refuse(refusal);
    expect(hinted).toEqual(['a']);
    expect(await store.snapshot({ appointmentId: 'a' })).toBe(null);
    expect(await store.journal({ limit: 9 })).toHaveLength(1);
    expect(await sink.remind({ appointmentId: 'a' })).toBe(false);
    const reminding = createFeedHints({ noticed, store, remind: async () => true });
    expect(await reminding.remind({ appointmentId: 'a' })).toBe(true);
  });

  it('are acknowledged only when they are taken', async () => {
    const sink = createFeedHints({ noticed: () => Promise.reject(new StorageError({ message: 'full' })), store });
    await expect(sink.accept(bookingOf({ id: 'a', startAt }))).rejects.toMatchObject({ code: 'storage' });
  });
});

describe('the settings of the feed', () => {
  it('are refused by name', () => {
    for (const appointmentMinutes of [0, Number.NaN, 2_000]) {
      const make = () =>
        createAppointmentFeed({ store, clinic: { id: 'c' }, noticed: () => undefined, appointmentMinutes });
      expect(make).toThrow(expect.objectContaining({ code: 'configuration', field: 'feed.appointmentMinutes' }));
    }
  });

  it('give appointments whose end is never told the length that is set', async () => {
    const { feed: short } = createTestFeed({ store, clock, more: { appointmentMinutes: 10 } });
    await short.accept(bookingOf({ id: 'a', startAt }));
    expect(await short.read({ id: 'a' })).toMatchObject({ endAt: startAt + 10 * minute });
  });
});
