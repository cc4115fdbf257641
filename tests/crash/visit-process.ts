// One process of a clinic on the published packages: real SQLite file, real HTTP. It does what is due when it is told the time, and dies
// or stands still at the crash point that it was given.
import { createArrivals } from '@clinicarrivals/core';
import type { Clinic, ClinicSettings, InboundMessage } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import type { TwilioGatewayOptions } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { isAt, withCount, withCrashPoints } from './crash-points.ts';
import type { Mishap } from './crash-points.ts';
import { withFault } from './faults.ts';
import type { FaultName } from './faults.ts';

/** What a process is started with, as JSON in its first argument. */
export interface VisitProcessOptions {
  readonly now: number;
  /** Null for none. */
  readonly mishap: Mishap | null;
  /** The mistake that is built into it; null for none. */
  readonly fault: FaultName | null;
  /** Runs by itself, as in real use, rather than once at each time that it is told. */
  readonly isRunning: boolean;
  readonly clinic: Clinic;
  readonly settings: Partial<ClinicSettings>;
  readonly account: Pick<TwilioGatewayOptions, 'accountSid' | 'authToken' | 'from' | 'messagingServiceSid' | 'numbers'>;
  readonly pmsUrl: string;
  readonly gatewayUrl: string;
  readonly file: string;
}

/** What a process is told: the time with a text that is pushed to it, or to go on where it stands still. */
export interface VisitProcessTurn {
  readonly type: 'turn' | 'go-on';
  readonly now: number;
  readonly push: InboundMessage | null;
}

/** What a process says: that it has taken a text, that it stands still, or that it has done what was due. */
export type VisitProcessNews =
  | { readonly type: 'acknowledged' }
  | { readonly type: 'stalled' }
  | {
      readonly type: 'turned';
      /** The labels of the crash points that it has passed so far. */
      readonly passed: readonly string[];
      readonly error: string | null;
    };

// The parent is the test beside this file: what it sends has these shapes.
const options = JSON.parse(process.argv[2] ?? '{}') as VisitProcessOptions;
const { clinic, account, settings, mishap, fault, isRunning } = options;
const clock = createMovableClock(options.now);
const passed: string[] = [];
let goOn = (): void => undefined;

async function pass(label: string): Promise<void> {
  passed.push(label);
  if (mishap === null || !isAt(passed, mishap.at)) return;
  if (mishap.type === 'dies') process.kill(process.pid, 'SIGKILL');
  const isToldToGoOn = new Promise<void>((resolve) => (goOn = resolve));
  await say({ type: 'stalled' });
  await isToldToGoOn;
}

const { baseUrl, country, profile } = {
  baseUrl: options.pmsUrl,
  country: clinic.country,
  profile: settings.pmsProfile,
};
const real = {
  appointments: createFhirAppointmentStore({ baseUrl, country, profile: profile ?? 'unset', clock }),
  messages: createTwilioGateway({ ...account, baseUrl: options.gatewayUrl, ratePerSecond: Infinity, clock }),
  store: createSqliteStore({ file: options.file, clinicId: clinic.id }),
};
const { ports, idle } = withCount(withFault(withCrashPoints(real, pass), fault));
const arrivals = createArrivals({ clinic, settings, clock, video: createFixedLinkProvider({}), ...ports });

/** Takes a text, and says so when it is durable. */
async function take(message: InboundMessage): Promise<void> {
  const isHasty = fault === 'a text is acknowledged before it is stored';
  if (isHasty) await say({ type: 'acknowledged' });
  await arrivals.receive(message);
  await pass('before a text is acknowledged');
  if (!isHasty) await say({ type: 'acknowledged' });
}

async function turn(push: InboundMessage | null): Promise<void> {
  if (isRunning) await idle();
  if (push !== null) await take(push);
  await (isRunning ? idle() : arrivals.runOnce());
}

/** Resolves when it is on its way: what is said before a crash is heard. */
function say(news: VisitProcessNews): Promise<void> {
  return new Promise((resolve) => process.send?.(news, () => resolve()));
}

process.on('message', ({ type, now, push }: VisitProcessTurn) => {
  clock.moveTo(now);
  if (type === 'go-on') {
    goOn();
    return;
  }
  void turn(push).then(
    () => say({ type: 'turned', passed, error: null }),
    (error: unknown) => say({ type: 'turned', passed, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
if (isRunning) await arrivals.start().then(idle);
await say({ type: 'turned', passed, error: null });
