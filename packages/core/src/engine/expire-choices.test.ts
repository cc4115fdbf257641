import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

const family = '+61491570010';

async function askedWhich(): Promise<Scenario> {
  const clinic = await scenario({ at: '09:50' });
  for (const [patient, at] of [
    ['Sam', '10:10'],
    ['Mia', '10:20'],
  ] as const) {
    await clinic.given.appointment({ patient, at, phone: family });
  }
  await clinic.when.numberTexts(family, 'arrived');
  expect(clinic.then.textsTo('Sam')).toContain('WhichAppointment');
  return clinic;
}

describe('"which appointment?"', () => {
  it('becomes a task when it stays unanswered for half an hour, once', async () => {
    const clinic = await askedWhich();
    await clinic.when.minutesPass(29);
    expect(await clinic.then.openTasks()).not.toContain('which-appointment');
    await clinic.when.minutesPass(2);
    await clinic.when.minutesPass(40);
    expect((await clinic.then.openTasks()).filter((kind) => kind === 'which-appointment')).toHaveLength(1);
  });

  it('needs nobody when it was answered', async () => {
    const clinic = await askedWhich();
    await clinic.when.numberTexts(family, '2');
    expect(await clinic.then.stateOf('Mia')).toBe('arrived');
    await clinic.when.minutesPass(40);
    expect(await clinic.then.openTasks()).not.toContain('which-appointment');
  });
});
