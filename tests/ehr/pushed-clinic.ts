import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import { createSiuListener } from '@clinicarrivals/appointment-feed/hl7';
import { createEventHandler } from '@clinicarrivals/appointment-feed/json';
import { createArrivals, presets } from '@clinicarrivals/core';
import type { Arrivals, JournalEntry } from '@clinicarrivals/core';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { MovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedGateway, simulatedAccount } from '@clinicarrivals/simulator';
import type { SimulatedGateway } from '@clinicarrivals/simulator';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { Webhook } from 'standardwebhooks';

const timeZone = 'Australia/Melbourne';
const clinic = { id: 'main-street', name: 'Main Street Clinic', phone: '03 7010 0000', timeZone, country: 'AU' };

/** By what the sender of events proves itself, and we to the EHR. */
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** The password with which an interface made for Twilio sends events. */
export const token = 'the-auth-token-of-the-interface';

/** The day before the visit, 09:00 at the clinic. */
const startAt = Date.parse('2026-05-04T09:00:00+10:00');

/** A clinic whose EHR pushes: SQLite, a simulated Twilio, an EHR that takes answers, all over real sockets. */
export interface PushedClinic {
  readonly clock: MovableClock;
  readonly gateway: SimulatedGateway;
  readonly arrivals: Arrivals;
  readonly eventsUrl: string;
  readonly hl7Port: number;
  /** What the EHR was told, with the signature checked. */
  readonly told: readonly unknown[];
  /** Lets some minutes pass, and everything happen in them. */
  pass(minutes: number): Promise<void>;
  /** The texts that have left. */
  texts(): readonly string[];
  journal(appointmentId: string): Promise<readonly JournalEntry[]>;
  close(): Promise<void>;
}

/** Opens one in which nothing is booked. */
export async function openPushedClinic(): Promise<PushedClinic> {
  const clock = createMovableClock(startAt);
  const folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-ehr-'));
  const gateway = createSimulatedGateway({ clock, ...simulatedAccount });
  const { accountSid, authToken, numbers } = simulatedAccount;
  const gatewayUrl = await gateway.listen();
  const ehr = await startEhr(clock);
  const store = createSqliteStore({ file: join(folder, 'clinic.db'), clinicId: clinic.id });
  await store.open();
  const feed = createAppointmentFeed({
    ...{ store, clinic, clock },
    noticed: (hint) => arrivals.noticed(hint),
    remind: async (query) => (await arrivals.reminders.send({ ...query, by: 'EHR' })).answer !== 'unknown-appointment',
    answers: { url: ehr.url, secret },
  });
  const arrivals: Arrivals = createArrivals({
    ...{ clinic, clock, store, appointments: feed },
    messages: createTwilioGateway({
      accountSid,
      authToken,
      from: numbers,
      baseUrl: gatewayUrl,
      clock,
      ratePerSecond: Infinity,
    }),
    video: createFixedLinkProvider({ links: {}, defaultLink: 'telephone' }),
    settings: { ...presets.reminders, pmsProfile: 'fhir' },
  });
  const handle = createEventHandler({ sink: feed, secrets: [secret], tokens: [token], country: clinic.country, clock });
  const events = await listen(
    createAdaptorServer({ fetch: (request) => handle(request), overrideGlobalObjects: false }),
  );
  const listener = createSiuListener({ sink: feed, port: 0, timeZone, country: clinic.country, clock });
  const hl7Port = await listener.start();
  await arrivals.runOnce();

  return {
    ...{ clock, gateway, arrivals, hl7Port },
    eventsUrl: `${events.origin}/events`,
    told: ehr.told,
    pass: async (minutes) => {
      for (let half = 0; half < 2 * minutes; half += 1) {
        clock.advance(30_000);
        await arrivals.runOnce();
      }
    },
    texts: () => gateway.log.entries().flatMap(({ direction, body }) => (direction === 'out' ? [body] : [])),
    journal: (appointmentId) => store.journalOfAppointment({ appointmentId }),
    close: async () => {
      await listener.stop();
      await events.close();
      await arrivals.stop();
      await store.close();
      await Promise.all([gateway.close(), ehr.close()]);
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

interface Listening {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

async function listen(server: ReturnType<typeof createAdaptorServer>): Promise<Listening> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

/** An EHR that takes every answer which the library of Standard Webhooks takes. */
async function startEhr(
  clock: MovableClock,
): Promise<{ readonly url: string; readonly told: unknown[]; readonly close: () => Promise<void> }> {
  const told: unknown[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { 'webhook-id': id = '', 'webhook-signature': signature } = request.headers;
      // Its clock is that of the clinic, which the library cannot be told: so its own signature is compared.
      const isSigned = new Webhook(secret).sign(String(id), new Date(clock.now()), body) === signature;
      if (isSigned) told.push(JSON.parse(body));
      response.writeHead(isSigned ? 204 : 401).end();
    });
  });
  const { origin, close } = await listen(server);
  return { url: `${origin}/answers`, told, close };
}
