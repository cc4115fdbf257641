import { describe, expect, it } from 'vitest';
import type { Mishap } from './crash-points.ts';
import type { FaultName } from './faults.ts';
import { findBroken } from './visit-record.ts';
import { live, visits } from './visits.ts';
import type { LivedVisit } from './visits.ts';

type VisitName = keyof typeof visits;

interface PlantedFault {
  readonly fault: FaultName;
  readonly visit: VisitName;
  readonly mishap: Mishap;
  /** What has to be found broken. */
  readonly broken: string;
}

const dies = (label: string, nth: number): Mishap => ({ type: 'dies', at: { label, nth } });
const stalls = (label: string, nth: number): Mishap => ({ type: 'stalls', at: { label, nth } });
const handOver = 'before the gateway takes a text';
const acceptance = 'after the gateway takes a text';

const plantedFaults: readonly PlantedFault[] = [
  {
    fault: 'a text is acknowledged before it is stored',
    visit: 'whose texts are pushed and whose call-in is lost',
    mishap: dies('before the commit of a message', 1),
    broken: 'a text that came in did not end as it should',
  },
  {
    fault: 'the gateway is read on before its messages are stored',
    visit: 'in person',
    mishap: dies('before the commit of a message', 1),
    broken: 'a text that came in did not end as it should',
  },
  {
    fault: 'a message is dealt with before what follows from it is stored',
    visit: 'in person',
    mishap: dies('before the commit of a decision and an effect', 2),
    broken: 'a text is missing, and is no task',
  },
  {
    fault: 'a decision is stored before its effects',
    visit: 'in person',
    mishap: dies('before the commit of an effect', 1),
    broken: 'a text is missing, and is no task',
  },
  {
    fault: 'a text leaves before its claim is stored',
    visit: 'in person',
    mishap: dies(acceptance, 2),
    broken: 'a text left twice',
  },
  {
    fault: 'a text is noted as sent before it leaves',
    visit: 'in person',
    mishap: dies(handOver, 2),
    broken: 'a text is missing, and is no task',
  },
  {
    fault: 'a text that is in doubt is sent again',
    visit: 'by telephone',
    mishap: dies(acceptance, 2),
    broken: 'a text left twice',
  },
  {
    fault: 'a text that is in doubt is looked up nowhere',
    visit: 'by telephone',
    mishap: dies(acceptance, 3),
    broken: 'a text that left is a task',
  },
  {
    fault: 'an arrival is noted and not written',
    visit: 'in person',
    mishap: dies(handOver, 3),
    broken: 'the PMS was not written to as it should be',
  },
  {
    fault: 'a copy is handed over before its claim is stored',
    visit: 'whose question is handed ahead',
    mishap: dies('after the gateway takes a copy', 1),
    broken: 'a text left twice',
  },
  {
    fault: 'a copy is taken for withdrawn and is not',
    visit: 'whose question is handed ahead',
    mishap: dies(acceptance, 1),
    broken: 'a text left twice',
  },
  {
    fault: 'a conflict is taken for success',
    visit: 'in person',
    mishap: stalls('before the commit of a claim', 2),
    broken: 'a text left twice',
  },
];

describe('what is found broken after a crash', { timeout: 60_000 }, () => {
  const wholes = new Map<VisitName, Promise<LivedVisit>>();
  const wholeOf = (visit: VisitName): Promise<LivedVisit> => {
    const whole = wholes.get(visit) ?? live(visits[visit]);
    wholes.set(visit, whole);
    return whole;
  };

  it.each(plantedFaults)('tells it when $fault', async ({ fault, visit, mishap, broken }) => {
    const whole = await wholeOf(visit);
    const { record, mishaps } = await live(visits[visit], { mishaps: [mishap], fault });
    expect(mishaps).toBe(1);
    expect(findBroken(record, whole.record)).toContain(broken);
  });
});
