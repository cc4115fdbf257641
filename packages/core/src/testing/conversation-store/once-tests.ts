import { aTask, aText, anInboxRecord, testMoment } from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const handled = { outcome: 'acted', intent: 'arrived', appointmentId: 'appointment-1', reason: 'said so' } as const;
const inboxChange = { gatewayId: 'message-1', ...handled, handledAt: testMoment };

/** The tests of what is done at most once. */
export function testOnce(group: StoreTestGroup): void {
  testEffectsOnce(group);
  testInboxOnce(group);
  testTasksOnce(group);
}

function testEffectsOnce({ test, expect }: StoreTestGroup): void {
  test('leaves an effect as it is when its id is inserted again (P2)', async ({ store }) => {
    await store.commit({ effects: [aText()] });
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set: { status: 'claimed', attempts: 1 } }] });
    expect(await store.commit({ effects: [aText({ dueAt: 1 })] })).toBe('committed');
    expect(await store.effect({ id: 'text-1' })).toEqual(aText({ status: 'claimed', attempts: 1 }));
  });

  test('conflicts when an effect that comes claimed is there already (P2)', async ({ store }) => {
    const claimed = aText({ status: 'claimed', claimedBy: 'a', attempts: 1 });
    expect(await store.commit({ effects: [claimed] })).toBe('committed');
    expect(await store.commit({ effects: [{ ...claimed, claimedBy: 'b' }] })).toBe('conflict');
    expect(await store.effect({ id: 'text-1' })).toEqual(claimed);
  });

  test('gives an effect to one of two claims', async ({ store }) => {
    await store.commit({ effects: [aText()] });
    const claim = (claimedBy: string) =>
      store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set: { status: 'claimed', claimedBy } }] });
    expect([...(await Promise.all([claim('a'), claim('b')]))].sort()).toEqual(['committed', 'conflict']);
  });

  test('sets every field of an effect that a change names, and no other', async ({ store }) => {
    await store.commit({ effects: [aText({ reason: 'held: quiet hours' })] });
    const set = {
      status: 'done',
      dueAt: testMoment + 1,
      attempts: 2,
      claimedBy: 'worker-1',
      claimedAt: testMoment + 2,
      body: 'Hello',
      gatewayId: 'SM1',
      delivery: 'accepted',
      finishedAt: testMoment + 3,
    } as const;
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'waiting', set }] });
    expect(await store.effect({ id: 'text-1' })).toEqual({ ...aText({ reason: 'held: quiet hours' }), ...set });
    await store.commit({ effectChanges: [{ id: 'text-1', from: 'done', set: { delivery: 'delivered', body: null } }] });
    expect(await store.effect({ id: 'text-1' })).toMatchObject({ delivery: 'delivered', body: null, status: 'done' });
  });

  test('inserts and claims an effect in one commit', async ({ store }) => {
    const effectChanges = [{ id: 'text-1', from: 'waiting', set: { status: 'claimed' } }] as const;
    expect(await store.commit({ effects: [aText()], effectChanges })).toBe('committed');
    expect(await store.effect({ id: 'text-1' })).toMatchObject({ status: 'claimed' });
  });
}

function testInboxOnce({ test, expect }: StoreTestGroup): void {
  test('leaves a message as it is when it comes in again (P1)', async ({ store }) => {
    await store.commit({ inbox: [anInboxRecord()], inboxChanges: [inboxChange] });
    expect(await store.commit({ inbox: [anInboxRecord({ body: 'again' })] })).toBe('committed');
    expect(await store.inboxMessage({ gatewayId: 'message-1' })).toEqual(
      anInboxRecord({ ...handled, handledAt: testMoment }),
    );
  });

  test('conflicts when a message that comes with its outcome is there already (P1)', async ({ store }) => {
    const done = anInboxRecord({ ...handled, handledAt: testMoment });
    expect(await store.commit({ inbox: [done] })).toBe('committed');
    expect(await store.commit({ inbox: [{ ...done, outcome: 'ignored' }], tasks: [aTask()] })).toBe('conflict');
    expect(await store.inboxMessage({ gatewayId: 'message-1' })).toEqual(done);
    expect(await store.openTasks()).toEqual([]);
  });

  test('gives a message exactly one outcome (P1)', async ({ store }) => {
    await store.commit({ inbox: [anInboxRecord()] });
    const results = await Promise.all([
      store.commit({ inboxChanges: [inboxChange] }),
      store.commit({ inboxChanges: [{ ...inboxChange, outcome: 'ignored' }] }),
    ]);
    expect([...results].sort()).toEqual(['committed', 'conflict']);
  });
}

function testTasksOnce({ test, expect }: StoreTestGroup): void {
  test('leaves a task as it is when it is raised again', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    expect(await store.commit({ tasks: [aTask({ isUrgent: true })] })).toBe('committed');
    expect(await store.task({ id: 'task-1' })).toEqual(aTask());
  });

  test('resolves a task once', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    const resolve = (by: string) => store.commit({ taskChanges: [{ type: 'resolve', id: 'task-1', at: 5, by }] });
    expect([...(await Promise.all([resolve('staff:A'), resolve('staff:B')]))].sort()).toEqual([
      'committed',
      'conflict',
    ]);
    expect(await store.task({ id: 'task-1' })).toMatchObject({ resolvedAt: 5 });
  });

  test('notes when a task was escalated', async ({ store }) => {
    await store.commit({ tasks: [aTask()] });
    await store.commit({ taskChanges: [{ type: 'escalate', id: 'task-1', at: 7 }] });
    expect(await store.task({ id: 'task-1' })).toEqual(aTask({ escalatedAt: 7 }));
  });

  test('writes nothing and succeeds when it is empty', async ({ store }) => {
    expect(await store.commit({})).toBe('committed');
    expect(await store.nextDueAt()).toBe(null);
  });
}
