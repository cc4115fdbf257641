import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '@clinicarrivals/core';
import { createSimulatedGateway, createSimulatedPms, simulatedAccount } from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import { runProgram } from '../server/src/testing/run-program.ts';
import type { Program } from '../server/src/testing/run-program.ts';

const file = join(import.meta.dirname, 'waiting-room.ts');
const phone = '+61491570006';
const clock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};

let folder: string;
let pms: SimulatedPms;
let gateway: SimulatedGateway;
let program: Program;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-minimal-'));
  pms = createSimulatedPms({ clock });
  gateway = createSimulatedGateway({ clock, ...simulatedAccount });
  pms.controls.addPatient({ id: 'patient-1', given: 'Amelia', family: 'Wong', phone });
  pms.controls.addPractitioner({ id: 'practitioner-1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  const people = { patientId: 'patient-1', practitionerId: 'practitioner-1' };
  pms.controls.book({ id: 'visit-1', ...people, startAt: Date.now() });
  const environment = {
    FHIR_BASE_URL: await pms.listen(),
    TWILIO_BASE_URL: await gateway.listen(),
    TWILIO_ACCOUNT_SID: simulatedAccount.accountSid,
    TWILIO_AUTH_TOKEN: simulatedAccount.authToken,
    TWILIO_FROM: simulatedAccount.numbers[0],
  };
  program = runProgram({ file, cwd: folder, environment });
});
afterEach(async () => {
  program.signal('SIGKILL');
  await program.exited;
  await Promise.all([pms.close(), gateway.close()]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

describe('the minimal example', () => {
  it('has fewer than 40 lines', () => {
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').length).toBeLessThan(40);
  });

  const arrive = async (): Promise<void> => {
    gateway.controls.inbound({ from: phone, body: 'arrived' });
    await program.until(/sent ArrivedThanks visit-1/);
  };

  it('marks the patient who texts "arrived", and thanks them once', async () => {
    await arrive();
    expect(pms.controls.appointment('visit-1')?.status).toBe('arrived');
    expect(gateway.log.entries().filter(({ direction }) => direction === 'out')).toHaveLength(1);
  });

  it.runIf(process.platform !== 'win32')(
    'stops when asked to [linux, darwin only: Windows has no signals]',
    async () => {
      await arrive();
      program.signal('SIGTERM');
      expect(await program.exited).toBe(0);
    },
  );
});
