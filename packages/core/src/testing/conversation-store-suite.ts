import { testCommit } from './conversation-store/commit-tests.ts';
import { testConversations } from './conversation-store/conversation-tests.ts';
import { testFedAppointments } from './conversation-store/fed-appointment-tests.ts';
import { testInbox } from './conversation-store/inbox-tests.ts';
import { testMaintenance } from './conversation-store/maintenance-tests.ts';
import { testOthers } from './conversation-store/other-tests.ts';
import { testOutbox } from './conversation-store/outbox-tests.ts';
import { testPatient } from './conversation-store/patient-tests.ts';
import { testSharing } from './conversation-store/sharing-tests.ts';
import type { ConversationStoreSuiteOptions, StoreTest, StoreTestGroup } from './conversation-store/store-fixture.ts';
import type { TestRunner } from './test-runner.ts';

/**
 * Registers the contract of ConversationStore with a test runner: a `describe` for each method, a fresh store for each test.
 *
 * @example
 * ```ts
 * testConversationStore({ describe, it, expect }, { create: async () => ({ store: createMemoryConversationStore() }) });
 * ```
 */
export function testConversationStore(runner: TestRunner, options: ConversationStoreSuiteOptions): void {
  const test: StoreTest = (title, body) =>
    runner.it(title, async () => {
      const fixture = await options.create();
      try {
        await body(fixture);
      } finally {
        await fixture.store.close();
        await fixture.close?.();
      }
    });
  const group: StoreTestGroup = { describe: runner.describe, expect: runner.expect, test };
  testCommit(group);
  testConversations(group);
  testOutbox(group);
  testInbox(group);
  testOthers(group);
  testFedAppointments(group);
  testMaintenance(group);
  testPatient(group);
  testSharing(group, options.switches);
}
