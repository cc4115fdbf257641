import type { ClinicSettings } from '../clinic-settings.ts';
import { checkTemplate } from '../conversation/templates/check-template.ts';
import { createArrivals } from '../engine/create-arrivals.ts';
import type { Arrivals, ArrivalsOptions } from '../engine/create-arrivals.ts';
import { parsePhoneNumber } from '../phone-number.ts';
import type { InboundMessage } from '../ports/message-gateway.ts';
import { scenario } from './scenario.ts';
import type { Scenario } from './scenario.ts';
import { ownNumber, scenarioClinic } from './scenario-clinic.ts';

/** A clinic whose engine runs by itself, on a clock that the test moves. */
export interface RunningClinic {
  readonly clinic: Scenario;
  readonly arrivals: Arrivals;
  /** Lets time pass second by second and everything happen that it brings. */
  readonly pass: (seconds: number) => Promise<void>;
  /** Lets everything happen that needs no time. */
  readonly idle: () => Promise<void>;
  /** The templates that were sent, or what the administrator was told, in order. */
  readonly kinds: () => readonly string[];
  /** A text from a number, as it would be pushed. */
  readonly message: (body: string, from?: string) => InboundMessage;
}

/** Another engine of the clinic, on the same ports. */
export function anotherEngine(clinic: Scenario, change: Partial<ArrivalsOptions> = {}): Arrivals {
  const { pms, gateway, video, store, clock } = clinic.parts;
  return createArrivals({
    clinic: scenarioClinic,
    appointments: pms,
    messages: gateway,
    video,
    store,
    clock,
    settings: { pmsProfile: 'starts-on-fulfilled' },
    ...change,
  });
}

/** Starts the engine of a clinic at seven in the morning, with Amelia's appointment at 10:10. */
export async function runningClinic(settings: Partial<ClinicSettings> = {}): Promise<RunningClinic> {
  const clinic = await scenario({ at: '07:00' });
  const { gateway, clock } = clinic.parts;
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.parts.arrivals.stop();
  const arrivals = anotherEngine(clinic, { settings: { pmsProfile: 'starts-on-fulfilled', ...settings } });
  const idle = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  };
  await loadWhatIsLoadedLazily();
  await arrivals.start();
  await idle();
  let count = 0;
  return {
    clinic,
    arrivals,
    idle,
    pass: async (seconds) => {
      for (let second = 0; second < seconds; second += 1) {
        clock.advance(1_000);
        await idle();
      }
    },
    kinds: () => gateway.sent.map(({ id }) => id.split('|').at(id.startsWith('administrator') ? 1 : 2) ?? ''),
    message: (body, from = clinic.parts.phoneOf('Amelia')) => {
      count += 1;
      const gatewayId = `pushed-${String(count)}`;
      return { gatewayId, from, to: ownNumber, body, receivedAt: clock.now(), carrierKeyword: null };
    },
  };
}

/** Loading a module takes real time, which no turn of the event loop is a measure of. */
async function loadWhatIsLoadedLazily(): Promise<void> {
  await parsePhoneNumber(ownNumber, scenarioClinic.country);
  await checkTemplate({ name: 'ArrivedThanks', language: 'en', source: 'Thank you.' });
}
