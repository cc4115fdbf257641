import type { InboundMessage } from '@clinicarrivals/core';
import type { Mishap } from './crash-points.ts';
import type { FaultName } from './faults.ts';
import { appointmentId, createVisitClinic, patientPhone } from './visit-clinic.ts';
import type { VisitClinic, VisitProcess } from './visit-clinic.ts';
import { readVisit } from './visit-record.ts';
import type { VisitRecord } from './visit-record.ts';

interface Step {
  /** The time of day in the clinic's zone. */
  readonly at: string;
  readonly does?: (clinic: VisitClinic) => void;
  /** The words of a text that is pushed to the process. */
  readonly pushes?: string;
}

/** A visit, and how its processes run. */
export interface Visit {
  /** By themselves, as in real use, or once at each time that they are told. */
  readonly isRunning: boolean;
  /** Whether a copy of the question is handed to the gateway ahead; false unless given. */
  readonly isAhead?: boolean;
  readonly steps: readonly Step[];
}

const texts = (body: string) => (clinic: VisitClinic) => {
  clinic.gateway.controls.inbound({ from: patientPhone, body });
};
const doctorIsReady = (clinic: VisitClinic): void => clinic.pms.controls.setStatus(appointmentId, 'fulfilled');
const loseTexts = (clinic: VisitClinic): void => clinic.gateway.controls.setHandset(patientPhone, 'unknown');

/** The visits that are lived through. */
export const visits = {
  'in person': {
    isRunning: false,
    steps: [
      { at: '06:30' },
      { at: '07:12' },
      { at: '07:20', does: texts('no') },
      { at: '10:00', does: texts('here') },
      { at: '10:15', does: doctorIsReady },
    ],
  },
  'by telephone': {
    isRunning: false,
    steps: [
      { at: '06:30' },
      { at: '07:12' },
      { at: '07:20', does: texts('yes') },
      { at: '10:01' },
      { at: '10:02', does: texts('ready') },
      { at: '10:15', does: doctorIsReady },
    ],
  },
  'whose texts are pushed and whose call-in is lost': {
    isRunning: true,
    steps: [
      { at: '06:30' },
      { at: '07:12' },
      { at: '07:20', pushes: 'no' },
      { at: '10:00', pushes: 'here' },
      { at: '10:14', does: loseTexts },
      { at: '10:15', does: doctorIsReady },
    ],
  },
  'whose question is handed ahead': {
    isRunning: false,
    isAhead: true,
    steps: [
      { at: '06:30' },
      { at: '07:12' },
      { at: '07:20', does: texts('no') },
      { at: '10:00', does: texts('here') },
      { at: '10:15', does: doctorIsReady },
    ],
  },
  'whose question the gateway asks because nobody is there': {
    isRunning: false,
    isAhead: true,
    steps: [
      { at: '06:30' },
      { at: '07:25', does: texts('no') },
      { at: '10:00', does: texts('here') },
      { at: '10:15', does: doctorIsReady },
    ],
  },
} satisfies Record<string, Visit>;

/** What happens to the processes of a visit. */
export interface Fate {
  /** What happens to the first process, to the one that takes over from it, and so on; nothing unless given. */
  readonly mishaps?: readonly Mishap[];
  /** The mistake that is built into the processes; none unless given. */
  readonly fault?: FaultName;
}

/** A visit that is over. */
export interface LivedVisit {
  readonly record: VisitRecord;
  /** The labels of the crash points that each process has passed; a process that died could not tell. */
  readonly passed: readonly (readonly string[])[];
  /** How many of the mishaps have come to pass. */
  readonly mishaps: number;
}

/** Lives through a visit. When its process dies or stands still, the next one takes over. */
export async function live(visit: Visit, fate: Fate = {}): Promise<LivedVisit> {
  const clinic = await createVisitClinic({ isAhead: visit.isAhead ?? false });
  try {
    const line = await createLine(clinic, visit, fate);
    for (const [index, { at, does, pushes }] of visit.steps.entries()) {
      clinic.clock.moveTo(Math.max(clinic.clock.now(), Date.parse(`2026-03-02T${at}:00+11:00`)));
      does?.(clinic);
      await line.turn(null);
      // A process that runs by itself reads the PMS at its own time: what is pushed comes a moment later.
      clinic.clock.advance(pushes === undefined ? 10_000 : 5_000);
      await line.turn(pushes === undefined ? null : toMessage(clinic, `SM${index}`, pushes));
    }
    // What is in doubt is looked up for ten minutes.
    for (let minutes = 0; minutes < 12; minutes += 4) {
      clinic.clock.advance(4 * 60_000);
      await line.turn(null);
    }
    await line.end();
    return { record: await readVisit(clinic), passed: line.passed(), mishaps: line.mishaps() };
  } finally {
    await clinic.close();
  }
}

function toMessage({ clock }: VisitClinic, gatewayId: string, body: string): InboundMessage {
  const from = patientPhone;
  return { gatewayId, from, to: '+61480000001', body, receivedAt: clock.now(), carrierKeyword: null };
}

interface Place {
  readonly process: VisitProcess;
  passed: readonly string[];
}

/** The processes of a clinic: one leads; another one takes over when it dies or stands still. */
async function createLine(clinic: VisitClinic, { isRunning }: Visit, { mishaps = [], fault }: Fate) {
  const places: Place[] = [];
  let living: Place[] = [];
  let done = 0;
  const add = (process: VisitProcess): void => {
    const place = { process, passed: [] };
    places.push(place);
    living.push(place);
  };
  const startNext = async (): Promise<void> => {
    const mishap = mishaps[places.length];
    // Only what dies or stands still has to be a process of its own.
    if (places.length > 0 && mishap === undefined) add(clinic.succeed({ fault: fault ?? null }));
    else add(await clinic.start({ isRunning, mishap: mishap ?? null, fault: fault ?? null }));
  };
  /** Lets one process do what is due. What it has not acknowledged is pushed to the next one. */
  const turnOf = async (place: Place, push: InboundMessage | null): Promise<void> => {
    const answer = await place.process.turn(push);
    place.passed = answer.passed;
    if (answer.type === 'turned') return;
    done += 1;
    if (answer.type === 'died') living = living.filter((other) => other !== place);
    // Its lease runs out first.
    clinic.clock.advance(31_000);
    await startNext();
    for (const next of living.slice(-1)) await turnOf(next, answer.isAcknowledged ? null : push);
    if (answer.type === 'stalled') await place.process.goOn?.();
  };
  await startNext();
  return {
    passed: () => places.map(({ passed }) => passed),
    mishaps: () => done,
    turn: async (push: InboundMessage | null): Promise<void> => {
      const [first, ...others] = living;
      if (first !== undefined) await turnOf(first, push);
      for (const other of others) await turnOf(other, null);
    },
    end: async (): Promise<void> => {
      for (const { process } of living) await process.end();
    },
  };
}
