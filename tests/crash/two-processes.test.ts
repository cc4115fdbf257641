import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVisitClinic, patientPhone } from './visit-clinic.ts';
import type { VisitClinic } from './visit-clinic.ts';
import { readVisit } from './visit-record.ts';

const at = (time: string): number => Date.parse(`2026-03-02T${time}:00+11:00`);

describe('two processes on one SQLite file (P8)', () => {
  let clinic: VisitClinic;
  beforeEach(async () => {
    clinic = await createVisitClinic();
  });
  afterEach(() => clinic.close());

  it('one leads by the lease; the other stores what is pushed to it, and takes over when the leader is killed', async () => {
    const leader = await clinic.start();
    await leader.turn();
    const standby = clinic.succeed();
    clinic.clock.moveTo(at('07:12'));
    await leader.turn();
    await standby.turn();
    expect(standby.arrivals.health().isLeader).toBe(false);
    expect(clinic.texts()).toHaveLength(1);

    const push = (gatewayId: string, body: string): Promise<void> =>
      standby.arrivals.receive({
        gatewayId,
        from: patientPhone,
        to: '+61480000001',
        body,
        receivedAt: clinic.clock.now(),
        carrierKeyword: null,
      });
    clinic.clock.moveTo(at('07:20'));
    await leader.turn();
    await push('SM1', 'no');
    await standby.turn();
    expect(clinic.texts()).toHaveLength(1);
    await leader.turn();
    expect(clinic.texts()).toHaveLength(2);

    await leader.kill();
    clinic.clock.advance(10_000);
    await push('SM2', 'I have a question');
    await standby.turn();
    expect(standby.arrivals.health().isLeader).toBe(false);
    clinic.clock.advance(21_000);
    await standby.turn();
    expect(standby.arrivals.health().isLeader).toBe(true);
    expect(new Set(clinic.texts()).size).toBe(3);
    await standby.end();
    expect(await readVisit(clinic)).toMatchObject({
      outcomes: ['acted', 'asked-back'],
      unrecorded: [],
      unfinished: [],
      tasks: [],
    });
  });
});
