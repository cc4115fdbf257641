import { expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';

const nextWeek = '2026-03-10';
const dayAfter = '2026-03-11';

it('what is put right between two listings of days far ahead is told nobody', async () => {
  const settings = { waitingRoom: false, watchDays: 60, settleSeconds: 120, pollFarSeconds: 3600 };
  const clinic = await scenario({ at: '09:00', settings });
  await clinic.given.appointment({ patient: 'Mia', at: '15:00', day: nextWeek });
  await clinic.when.minutesPass(61);
  const { parts } = clinic;
  const hint = { appointmentIds: [parts.idOf('Mia')] };
  await clinic.when.pmsMoves('Mia', '11:00', dayAfter);
  await parts.arrivals.noticed(hint);
  await clinic.when.secondsPass(10);
  await clinic.when.pmsMoves('Mia', '15:00', nextWeek);
  await clinic.when.minutesPass(10);
  expect(clinic.then.textsTo('Mia')).toEqual([]);
  await clinic.when.pmsMoves('Mia', '16:00', nextWeek);
  await parts.arrivals.noticed(hint);
  await clinic.when.minutesPass(10);
  expect(clinic.then.textsTo('Mia')).toEqual(['Rescheduled']);
});
