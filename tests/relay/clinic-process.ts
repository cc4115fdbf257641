// One process of a clinic that no gateway reaches: it collects texts from a relay and sends by Twilio's API. Real HTTP, real SQLite file.
// Says when it runs; it is killed, never stopped.
import { createArrivals, joinGateways } from '@clinicarrivals/core';
import type { Clinic, ClinicSettings } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createProxyClient } from '@clinicarrivals/proxy-client';
import { createScaledClock } from '@clinicarrivals/simulator';
import { createTwilioGateway, createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';
import { virtualNow } from './fast-time.ts';
import type { FastTime } from './fast-time.ts';

/** What a process is started with, as JSON in its first argument. */
export interface ClinicProcessOptions {
  readonly time: FastTime;
  readonly clinic: Clinic;
  readonly settings: Partial<ClinicSettings>;
  readonly twilio: { readonly accountSid: string; readonly authToken: string; readonly from: string };
  readonly pmsUrl: string;
  readonly gatewayUrl: string;
  readonly relay: {
    readonly url: string;
    readonly account: string;
    readonly token: string;
    readonly privateKey: string;
  };
  readonly file: string;
}

// The parent is the test beside this file: what it sends has this shape.
const options = JSON.parse(process.argv[2] ?? '{}') as ClinicProcessOptions;
const { clinic, settings, twilio, relay } = options;
const clock = createScaledClock({ startAt: virtualNow(options.time), speed: options.time.speed });
const arrivals = createArrivals({
  clinic,
  settings,
  clock,
  appointments: createFhirAppointmentStore({
    baseUrl: options.pmsUrl,
    country: clinic.country,
    profile: settings.pmsProfile ?? 'unset',
    clock,
  }),
  messages: joinGateways({
    send: createTwilioGateway({ ...twilio, baseUrl: options.gatewayUrl, ratePerSecond: Infinity, clock }),
    receive: createProxyClient({ ...relay, reader: createTwilioWebhookReader(twilio), numbers: [twilio.from], clock }),
  }),
  video: createFixedLinkProvider({}),
  store: createSqliteStore({ file: options.file, clinicId: clinic.id }),
});
await arrivals.start();
process.send?.('ready');
