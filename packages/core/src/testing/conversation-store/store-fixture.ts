import type { ConversationStore } from '../../ports/conversation-store/conversation-store.ts';
import type { TestRunner } from '../test-runner.ts';

/** A store on fresh, empty data that is open, and the other ways to its data; each test asks for a fresh one. */
export interface ConversationStoreFixture {
  readonly store: ConversationStore;
  /** Closes the store and opens another on the same data, as a restart does. */
  readonly reopen?: () => Promise<ConversationStore>;
  /** Opens another store on the same data while the first is in use, as a second process does. */
  readonly second?: () => Promise<ConversationStore>;
  /** Where `backup` may write, and how to open what it wrote. */
  readonly copy?: { readonly path: string; readonly open: () => Promise<ConversationStore> };
  /** Called when the test is over, also when it failed; the store itself has been closed then. */
  readonly close?: () => Promise<void>;
}

/** What not every store can do: outlive the process, be used by two processes, be backed up. */
export type StoreAbility = 'reopen' | 'second' | 'copy';

/** How `testConversationStore` gets its stores, and what this store cannot do. All switches are on unless set to false. */
export interface ConversationStoreSuiteOptions {
  /** Makes a fresh store for each test. */
  readonly create: () => Promise<ConversationStoreFixture>;
  /** Name each ability that is switched off in the README of the adapter, with the reason. */
  readonly switches?: Readonly<Partial<Record<StoreAbility, boolean>>>;
}

/** A test with a fresh store. */
export type StoreTest = (title: string, body: (fixture: ConversationStoreFixture) => Promise<void>) => void;

/** What one group of the suite gets. */
export interface StoreTestGroup extends Pick<TestRunner, 'describe' | 'expect'> {
  /** Registers a test that gets a fresh store. */
  readonly test: StoreTest;
}
