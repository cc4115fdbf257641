import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedClinic } from '@clinicarrivals/simulator';

const clock = createMovableClock('2026-04-02T07:30:00+11:00');
const clinic = createSimulatedClinic({ seed: 7, clock, startDay: '2026-04-02', timeZone: 'Australia/Melbourne' });
const { pmsUrl } = await clinic.listen();

for (let next = clinic.nextAt(); next !== null; next = clinic.nextAt()) {
  clock.moveTo(next);
  clinic.runDue();
  // Here your software does what is due, over HTTP, at the addresses that `listen` gave.
}
const seen = await fetch(`${pmsUrl}/Appointment?status=fulfilled&_summary=count`);
console.log(await seen.json());
await clinic.close();
