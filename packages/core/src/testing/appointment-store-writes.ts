import type { AppointmentStoreFixture, AppointmentStoreSuiteOptions } from './appointment-store-fixture.ts';
import type { TestRunner } from './test-runner.ts';

type Test = (title: string, body: (fixture: AppointmentStoreFixture) => Promise<void>) => void;

const startAt = Date.parse('2026-04-01T22:00:00Z');
const link = 'https://video.example/room/1';

/** The writing half of `testAppointmentStore`. */
export function testAppointmentStoreWrites(
  runner: TestRunner,
  options: AppointmentStoreSuiteOptions,
  test: Test,
): void {
  const switches = {
    markArrived: true,
    telehealth: true,
    confirm: true,
    cancel: true,
    undoCancel: true,
    ...options.switches,
  };
  runner.describe('markArrived', () =>
    switches.markArrived ? testMarkArrived(runner, test) : testReadOnly(runner, test, 'markArrived'),
  );
  runner.describe('setTelehealth', () =>
    switches.telehealth ? testSetTelehealth(runner, test) : testReadOnly(runner, test, 'setTelehealth'),
  );
  runner.describe('clearTelehealth', () =>
    switches.telehealth ? testClearTelehealth(runner, test) : testReadOnly(runner, test, 'clearTelehealth'),
  );
  runner.describe('confirm', () =>
    switches.confirm ? testConfirm(runner, test) : testReadOnly(runner, test, 'confirm'),
  );
  runner.describe('cancel', () => (switches.cancel ? testCancel(runner, test) : testReadOnly(runner, test, 'cancel')));
  runner.describe('undoCancel', () =>
    switches.undoCancel ? testUndoCancel(runner, test) : testReadOnly(runner, test, 'undoCancel'),
  );
}

function testMarkArrived({ expect }: TestRunner, test: Test): void {
  test('sets the status, and every reading shows it', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    const before = await store.read({ id });
    const after = await store.markArrived({ id });
    expect(['arrived', 'checked-in'].includes(after.status)).toBe(true);
    expect({ ...after, status: '', version: '', changedAt: 0, readAt: 0 }).toEqual({
      ...before,
      status: '',
      version: '',
      changedAt: 0,
      readAt: 0,
    });
    expect((await store.read({ id }))?.status).toBe(after.status);
  });
  test('of somebody who has arrived already changes nothing', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.markArrived({ id });
    const writes = await pms.countWrites();
    await store.markArrived({ id });
    await pms.setStatus(id, 'fulfilled');
    expect((await store.markArrived({ id })).status).toBe('fulfilled');
    expect(await pms.countWrites()).toBe(writes);
  });
  test('does not bring a cancelled appointment back', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'cancelled' });
    await expect(store.markArrived({ id })).rejects.toMatchObject({ failure: 'refused' });
    expect((await store.read({ id }))?.status).toBe('cancelled');
  });
  test('throws for what there is not, and while the system is down', async ({ store, pms }) => {
    await expect(store.markArrived({ id: 'never-booked' })).rejects.toMatchObject({ failure: 'not-found' });
    const id = await pms.book({ startAt });
    await pms.fail('unavailable');
    await expect(store.markArrived({ id })).rejects.toMatchObject({ failure: 'unavailable', isRetryable: true });
  });
}

function testSetTelehealth({ expect }: TestRunner, test: Test): void {
  test('records video with its link', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    expect(await store.setTelehealth({ id, modality: 'video', link })).toMatchObject({
      modality: 'video',
      videoLink: link,
    });
    expect(await store.read({ id })).toMatchObject({ modality: 'video', videoLink: link, status: 'booked' });
  });
  test('records the telephone without a link', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.setTelehealth({ id, modality: 'phone', link: null });
    expect(await store.read({ id })).toMatchObject({ modality: 'phone', videoLink: null });
    await store.setTelehealth({ id, modality: 'video', link: null });
    expect(await store.read({ id })).toMatchObject({ modality: 'video', videoLink: null });
  });
  test('replaces a link by another, and keeps it when none is given', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.setTelehealth({ id, modality: 'video', link });
    await store.setTelehealth({ id, modality: 'video', link: `${link}2` });
    expect(await store.setTelehealth({ id, modality: 'video', link: null })).toMatchObject({ videoLink: `${link}2` });
  });
  test('of what is so already changes nothing', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.setTelehealth({ id, modality: 'video', link });
    const writes = await pms.countWrites();
    await store.setTelehealth({ id, modality: 'video', link });
    await store.setTelehealth({ id, modality: 'video', link: null });
    expect(await pms.countWrites()).toBe(writes);
  });
}

function testClearTelehealth({ expect }: TestRunner, test: Test): void {
  test('takes modality and link away', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.setTelehealth({ id, modality: 'video', link });
    const after = await store.clearTelehealth({ id });
    expect(['in-person', 'unknown'].includes(after.modality)).toBe(true);
    expect(after.videoLink).toBe(null);
    expect(await store.read({ id })).toMatchObject({ modality: after.modality, videoLink: null });
  });
  test('of an appointment in person changes nothing', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    await store.clearTelehealth({ id });
    expect(await pms.countWrites()).toBe(0);
  });
}

function testConfirm({ expect }: TestRunner, test: Test): void {
  test('records that the patient accepts, once', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    expect(await store.confirm({ id })).toMatchObject({ isConfirmed: true, status: 'booked' });
    const writes = await pms.countWrites();
    expect((await store.confirm({ id })).isConfirmed).toBe(true);
    expect(await pms.countWrites()).toBe(writes);
    expect((await store.read({ id }))?.isConfirmed).toBe(true);
  });
}

function testCancel({ expect }: TestRunner, test: Test): void {
  test('sets the status, once', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    expect((await store.cancel({ id })).status).toBe('cancelled');
    const writes = await pms.countWrites();
    expect((await store.cancel({ id })).status).toBe('cancelled');
    expect(await pms.countWrites()).toBe(writes);
    expect((await store.read({ id }))?.status).toBe('cancelled');
  });
  test('does not touch a visit that is over', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'fulfilled' });
    await expect(store.cancel({ id })).rejects.toMatchObject({ failure: 'refused' });
    expect((await store.read({ id }))?.status).toBe('fulfilled');
  });
}

function testUndoCancel({ expect }: TestRunner, test: Test): void {
  test('gives the time back, once, and every reading shows it', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'cancelled' });
    expect((await store.undoCancel({ id })).status).toBe('booked');
    const writes = await pms.countWrites();
    expect((await store.undoCancel({ id })).status).toBe('booked');
    expect(await pms.countWrites()).toBe(writes);
    expect((await store.read({ id }))?.status).toBe('booked');
  });
  test('of what was cancelled through the store brings it back as it was', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    const before = await store.read({ id });
    await store.cancel({ id });
    const after = await store.undoCancel({ id });
    const apart = { version: '', changedAt: 0, readAt: 0 };
    expect({ ...after, ...apart }).toEqual({ ...before, ...apart });
  });
  test('does not take the time from somebody who has it now', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'cancelled' });
    await pms.book({ startAt: startAt + 5 * 60_000 });
    await expect(store.undoCancel({ id })).rejects.toMatchObject({ failure: 'slot-taken', isRetryable: false });
    expect((await store.read({ id }))?.status).toBe('cancelled');
    expect(await pms.countWrites()).toBe(0);
  });
  test('is not held up by who is before, after, or cancelled too', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'cancelled' });
    await pms.book({ startAt: startAt - 15 * 60_000 });
    await pms.book({ startAt: startAt + 15 * 60_000 });
    await pms.book({ startAt, status: 'cancelled' });
    expect((await store.undoCancel({ id })).status).toBe('booked');
  });
  test('does not touch what has ended otherwise', async ({ store, pms }) => {
    const id = await pms.book({ startAt, status: 'noshow' });
    await expect(store.undoCancel({ id })).rejects.toMatchObject({ failure: 'refused' });
    expect((await store.read({ id }))?.status).toBe('noshow');
  });
}

type Write = 'markArrived' | 'setTelehealth' | 'clearTelehealth' | 'confirm' | 'cancel' | 'undoCancel';

function testReadOnly({ expect }: TestRunner, test: Test, write: Write): void {
  test('is refused as read-only, and the PMS is not touched', async ({ store, pms }) => {
    const id = await pms.book({ startAt });
    const call =
      write === 'setTelehealth' ? store.setTelehealth({ id, modality: 'video', link }) : store[write]({ id });
    await expect(call).rejects.toMatchObject({ failure: 'read-only', isRetryable: false });
    expect(await pms.countWrites()).toBe(0);
  });
}
