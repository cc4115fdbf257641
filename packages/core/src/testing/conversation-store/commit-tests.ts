import { testAtomicity } from './atomicity-tests.ts';
import { testOnce } from './once-tests.ts';
import type { StoreTestGroup } from './store-fixture.ts';
import { testVersions } from './version-tests.ts';

/** The tests of `commit`: all or nothing, versions, and what is done at most once. */
export function testCommit(group: StoreTestGroup): void {
  group.describe('commit', () => {
    testVersions(group);
    testAtomicity(group);
    testOnce(group);
  });
}
