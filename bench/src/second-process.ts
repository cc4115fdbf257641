import { setTimeout as sleep } from 'node:timers/promises';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { benchClinic, ownNumber } from './bench-clinic.ts';

// A process that stands by: it stores a pushed message every two milliseconds until its input ends, then says how many.
const [, , file = ''] = process.argv;
const store = createSqliteStore({ file, clinicId: benchClinic.id });
await store.open();
let isEnded = false;
process.stdin.on('end', () => (isEnded = true)).resume();
process.stdout.write('ready\n');

let stored = 0;
while (!isEnded) {
  await store.commit({
    inbox: [
      {
        gatewayId: `standby-${stored}`,
        phone: null,
        from: 'STANDBY',
        to: ownNumber,
        body: 'hello',
        receivedAt: Date.now(),
        storedAt: Date.now(),
        carrierKeyword: null,
        outcome: null,
        intent: null,
        appointmentId: null,
        reason: null,
        handledAt: null,
      },
    ],
  });
  stored += 1;
  await sleep(2);
}
await store.close();
process.stdout.write(String(stored));
