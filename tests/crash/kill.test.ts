import { describe, expect, it } from 'vitest';
import { createVisitClinic, patientPhone } from './visit-clinic.ts';
import type { VisitClinic } from './visit-clinic.ts';

interface Step {
  /** The time of day in the clinic's zone. */
  readonly at: string;
  readonly does?: (clinic: VisitClinic) => void;
}

const texts = (body: string) => (clinic: VisitClinic) => {
  clinic.gateway.controls.inbound({ from: patientPhone, body });
};
const doctorIsReady = (clinic: VisitClinic): void => clinic.pms.controls.setStatus('a1', 'fulfilled');

const inPerson: readonly Step[] = [
  { at: '06:30' },
  { at: '07:12' },
  { at: '07:20', does: texts('no') },
  { at: '10:00', does: texts('here') },
  { at: '10:15', does: doctorIsReady },
];
const byTelephone: readonly Step[] = [
  { at: '06:30' },
  { at: '07:12' },
  { at: '07:20', does: texts('yes') },
  { at: '10:01' },
  { at: '10:02', does: texts('ready') },
  { at: '10:15', does: doctorIsReady },
];

/** Runs a visit whose first process dies at a crash point; the next one takes over. Returns how many points the first one passed. */
async function live(clinic: VisitClinic, steps: readonly Step[], dieAt: number): Promise<number> {
  let process = await clinic.start(dieAt);
  let passed = 0;
  let hasDied = false;
  const turn = async (): Promise<void> => {
    const answer = await process.turn();
    if (answer !== 'died') {
      expect(answer.error).toBeUndefined();
      passed = answer.steps;
      return;
    }
    // The lease of the dead process runs out first.
    clinic.clock.advance(31_000);
    hasDied = true;
    process = clinic.succeed();
    await process.turn();
  };
  for (const { at, does } of steps) {
    clinic.clock.moveTo(Math.max(clinic.clock.now(), Date.parse(`2026-03-02T${at}:00+11:00`)));
    does?.(clinic);
    await turn();
    clinic.clock.advance(10_000);
    await turn();
  }
  // What is in doubt is looked up for ten minutes.
  for (let minutes = 0; minutes < 12; minutes += 4) {
    clinic.clock.advance(4 * 60_000);
    await turn();
  }
  await process.end();
  expect(hasDied, 'the process died at its crash point').toBe(dieAt > 0);
  return passed;
}

async function judge(clinic: VisitClinic, replies: number): Promise<void> {
  const { outcomes } = await clinic.read();
  const sent = clinic.texts();
  expect(new Set(sent).size, 'no text twice').toBe(sent.length);
  expect(outcomes, 'every reply has one outcome').toHaveLength(replies);
  expect(outcomes).not.toContain(null);
  const arrivals = clinic.pms.log.entries().filter(({ by, to }) => by === 'engine' && to === 'arrived');
  expect(arrivals.length, 'arrived in the PMS, once').toBe(1);
}

describe('a process that is killed (P1, P2, P6)', () => {
  it.each([
    ['in person', inPerson, 4],
    ['by telephone', byTelephone, 4],
  ] as const)(
    'between any two steps of a visit %s loses nothing and sends nothing twice',
    async (_, steps, expectedTexts) => {
      const whole = await createVisitClinic();
      const points = await live(whole, steps, 0);
      expect(whole.texts()).toHaveLength(expectedTexts);
      await judge(whole, 2);
      await whole.close();
      let next = 1;
      const dieAtNext = async (): Promise<void> => {
        for (let dieAt = next++; dieAt <= points; dieAt = next++) {
          const clinic = await createVisitClinic();
          await live(clinic, steps, dieAt);
          await judge(clinic, 2);
          const { tasks } = await clinic.read();
          const missing = expectedTexts - clinic.texts().length;
          expect(missing === 0 || tasks.length > 0, `a text that is missing is a task (crash point ${dieAt})`).toBe(
            true,
          );
          await clinic.close();
        }
      };
      await Promise.all([dieAtNext(), dieAtNext()]);
    },
    120_000,
  );
});
