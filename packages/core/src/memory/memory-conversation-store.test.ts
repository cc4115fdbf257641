import { describe, expect, it } from 'vitest';
import { testConversationStore } from '../testing/conversation-store-suite.ts';
import { aThread, testPhone } from '../testing/conversation-store/records.ts';
import { createMemoryConversationStore } from './memory-conversation-store.ts';

describe('the memory store', () => {
  testConversationStore(
    { describe, it, expect },
    {
      create: async () => ({ store: createMemoryConversationStore() }),
      switches: { reopen: false, second: false, copy: false },
    },
  );

  it('hands out frozen records', async () => {
    const store = createMemoryConversationStore();
    await store.open();
    await store.commit({ threads: [aThread()] });
    const thread = await store.thread({ phone: testPhone });
    expect(Object.isFrozen(thread)).toBe(true);
    expect(Object.isFrozen(thread?.sent)).toBe(true);
  });
});
