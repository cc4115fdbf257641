import { describe, expect, it } from 'vitest';
import { createMemoryConversationStore } from '../memory/memory-conversation-store.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { Task } from '../task.ts';
import { anotherEngine, runningClinic } from '../testing/running-clinic.ts';

/**
 * A clinic that starts for the first time, on a PMS that lets its listings wait until it is told to answer, and may fail those of the
 * days to come.
 */
async function firstStart({ laterDays = null }: { readonly laterDays?: Error | null } = {}) {
  const running = await runningClinic();
  await running.arrivals.stop();
  const { pms } = running.clinic.parts;
  const list = pms.list.bind(pms);
  let answer = (): void => undefined;
  const isAnswering = new Promise<void>((resolve) => {
    answer = resolve;
  });
  pms.list = async (query) => {
    await isAnswering;
    if (laterDays !== null && query.from > running.clinic.parts.clock.now()) throw laterDays;
    return list(query);
  };
  const arrivals = anotherEngine(running.clinic, { store: createMemoryConversationStore() });
  await arrivals.start();
  return { ...running, arrivals, answer };
}

describe('whoever texts before the PMS has been read for the first time', () => {
  it('is not told that the number is unknown, and is answered once the appointments are known', async () => {
    const { clinic, arrivals, answer, pass, kinds } = await firstStart();
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    await pass(8);
    expect(kinds()).toEqual([]);
    answer();
    await pass(3);
    expect(kinds()).toEqual(['ArrivedThanks']);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await arrivals.stop();
  });

  it('is answered once the appointments are known also when the text was pushed', async () => {
    const { clinic, arrivals, answer, pass, kinds, message } = await firstStart();
    await arrivals.receive(message('here'));
    await pass(8);
    expect(kinds()).toEqual([]);
    answer();
    await pass(3);
    expect(kinds()).toEqual(['ArrivedThanks']);
    expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
    await arrivals.stop();
  });

  it('is answered at once in an emergency, and heard when it is STOP; a yes waits', async () => {
    const { clinic, arrivals, answer, pass, message } = await firstStart();
    const tasks: Task[] = [];
    arrivals.on('task-raised', ({ task }) => tasks.push(task));
    await arrivals.receive(message('yes'));
    await arrivals.receive(message('I have chest pain'));
    await arrivals.receive(message('STOP', '+61491570099'));
    await pass(3);
    const thread = async (phone: PhoneNumber): Promise<readonly string[]> =>
      (await arrivals.thread({ phone })).map(({ body, what, state }) => `${body?.slice(0, 3)} ${what} ${state}`);
    expect([...(await thread(clinic.parts.phoneOf('Amelia')))].sort()).toEqual([
      'I h urgent task',
      expect.stringMatching(/Emergency/u),
      'yes null pending',
    ]);
    expect(await thread('+61491570099')).toEqual(['STO stop consent']);
    expect(tasks.map(({ kind }) => kind)).toEqual(['urgent']);
    answer();
    await arrivals.stop();
  });

  it('is answered also while the days to come cannot be read', async () => {
    const { clinic, arrivals, answer, pass, kinds } = await firstStart({ laterDays: new Error('[memory] 500') });
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    answer();
    await pass(8);
    expect(kinds()).toEqual(['ArrivedThanks']);
    await arrivals.stop();
  });
});
