import { describe, expect, it } from 'vitest';
import { createMemoryConversationStore } from '../memory/memory-conversation-store.ts';
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

  it('is answered also while the days to come cannot be read', async () => {
    const { clinic, arrivals, answer, pass, kinds } = await firstStart({ laterDays: new Error('[memory] 500') });
    clinic.parts.gateway.inbound({ from: clinic.parts.phoneOf('Amelia'), body: 'here' });
    answer();
    await pass(8);
    expect(kinds()).toEqual(['ArrivedThanks']);
    await arrivals.stop();
  });
});
