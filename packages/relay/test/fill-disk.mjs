// Fills a relay's file until the system refuses to write more, and prints what became of it. Started by disk.test.ts.
import { createSqliteRelayStore } from '../src/sqlite.ts';

const store = createSqliteRelayStore({ file: process.argv[2] });
await store.open();
const room = { webhooks: 1_000_000, bytes: 1_000_000_000 };
const put = (turn) => {
  const content = new Uint8Array(20_000).fill(turn % 250);
  return store.put({ account: 'a', receivedAt: Date.now(), isSealed: true, content, room });
};
let kept = 0;
let failed = 0;
for (let turn = 0; turn < 200; turn += 1) {
  for (const { status } of await Promise.allSettled([put(turn), put(turn), put(turn)])) {
    if (status === 'fulfilled') kept += 1;
    else failed += 1;
  }
}
process.stdout.write(JSON.stringify({ kept, failed }));
