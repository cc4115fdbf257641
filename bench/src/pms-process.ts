import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedPms } from '@clinicarrivals/simulator';

// The PMS of the measurements, in a process of its own, so that what it costs is not counted. It ends with its parent.
const [, , count = '300', tags = 'etag'] = process.argv;
// Some 2.1 kB for each appointment with its patient, as servers send whose records carry a narrative.
const narrative = {
  status: 'generated' as const,
  div: `<div xmlns="http://www.w3.org/1999/xhtml">${'Address, contacts and record lines. '.repeat(28)}</div>`,
};

const clock = createMovableClock('2026-04-01T20:00:00+11:00');
const pms = createSimulatedPms({ clock, pageSize: 5_000, supports: { etag: tags === 'etag' } });
pms.controls.addPractitioner({ id: 'd1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
for (const id of ['l1', 'l2']) pms.controls.addLocation({ id, name: `Collins Street, room ${id}` });
const nine = Date.parse('2026-04-02T09:00:00+11:00');
for (let number = 0; number < Number(count); number += 1) {
  clock.advance(1_000);
  const phone = `+6149${String(1_000_000 + number)}`;
  const patientId = pms.controls.addPatient({ given: 'Amelia', family: `Example${String(number)}`, phone });
  const patient = pms.controls.patient(patientId);
  if (patient !== null) pms.controls.put({ ...patient, text: narrative });
  pms.controls.book({ patientId, practitionerId: 'd1', locationId: 'l1', startAt: nine + number * 10_000 });
}

let location = 'l1';
process.on('message', () => {
  location = location === 'l1' ? 'l2' : 'l1';
  for (const { id = '' } of pms.controls.appointments().slice(0, 10)) {
    clock.advance(1_000);
    pms.controls.changeLocation(id, location);
  }
  process.send?.('changed');
});
process.on('disconnect', () => process.exit());
process.send?.(await pms.listen());
