import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import {
  createScaledClock,
  createSimulatedGateway,
  createSimulatedPms,
  simulatedAccount,
} from '@clinicarrivals/simulator';
import type { SimulatedGateway, SimulatedPms } from '@clinicarrivals/simulator';
import type { ClinicProcessOptions } from './clinic-process.ts';
import { virtualNow } from './fast-time.ts';
import type { FastTime } from './fast-time.ts';
import { startMortal } from './mortal-process.ts';
import type { MortalProcess } from './mortal-process.ts';
import type { RelayProcessOptions } from './relay-process.ts';

const clinic = { id: 'clinic', name: 'Test Clinic', phone: '0390000000', timeZone: 'UTC', country: 'AU' } as const;
const { accountSid, authToken } = simulatedAccount;
const ownNumber = simulatedAccount.numbers[0] ?? '';
/** The number of a sender. */
export const phoneOf = (number: number): string => `+6149${String(1_000_000 + number)}`;

/** The gateway's id of a sender's text. */
export const sidOf = (number: number): string => `SM${number.toString(16).padStart(32, '0')}`;

/** A day that has just begun at the clinic, and passes thirty times as fast as the wall's. */
const time: FastTime = { startAt: Date.parse('2026-05-04T08:00:00Z'), wallAt: Date.now(), speed: 30 };

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Posts a text as Twilio does, signed, and again until it is acknowledged, as a gateway that tries again does. */
export async function post(url: string, text: { readonly number: number; readonly body: string }): Promise<void> {
  const { number, body } = text;
  const parameters: Readonly<Record<string, string>> = {
    AccountSid: accountSid,
    Body: body,
    From: phoneOf(number),
    MessageSid: sidOf(number),
    NumMedia: '0',
    To: ownNumber,
  };
  const signed = Object.entries(parameters).reduce((text, [name, value]) => text + name + value, url);
  const headers = { 'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64') };
  for (;;) {
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(parameters) });
      await answer.arrayBuffer();
      if (answer.ok) return;
      if (answer.status < 500) throw new RangeError(`the relay answers ${answer.status}`);
    } catch (error) {
      if (error instanceof RangeError) throw error;
    }
    await sleep(20);
  }
}

/** A clinic behind a relay, both in processes that can be killed; PMS and gateway are in this one. */
export interface RelayedClinic {
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
  readonly relay: MortalProcess;
  readonly client: MortalProcess;
  /** Where the gateway posts to. */
  readonly webhook: string;
  /** What the clinic's process has stored. */
  readonly file: string;
  readonly clinicId: string;
  close(): Promise<void>;
}

/** Starts everything; the first senders are patients with an appointment in an hour. */
export async function startRelayedClinic(folder: string, patients: number): Promise<RelayedClinic> {
  const clock = createScaledClock({
    startAt: virtualNow(time),
    speed: time.speed,
  });
  const pms = createSimulatedPms({ clock });
  const gateway = createSimulatedGateway({ clock, ...simulatedAccount });
  pms.controls.addPractitioner({ id: 'sharma', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
  for (let number = 0; number < patients; number += 1) {
    const id = `patient-${number}`;
    pms.controls.addPatient({ id, given: 'Amelia', family: `Wong${number}`, phone: phoneOf(number) });
    const startAt = time.startAt + 60 * 60_000;
    pms.controls.book({ id: `visit-${number}`, patientId: id, practitionerId: 'sharma', startAt });
  }
  const [pmsUrl, gatewayUrl, port, keys] = await Promise.all([
    pms.listen(),
    gateway.listen(),
    freePort(),
    createKeyPair(),
  ]);
  const url = `http://127.0.0.1:${port}`;
  const { account, webhookPath, token } = createRelayAccount({
    id: 'clinic',
    publicKey: keys.publicKey,
    limits: { requestsPerSecond: 100_000 },
  });
  const relay = await startMortal('relay-process.ts', {
    time,
    file: join(folder, 'relay.db'),
    port,
    publicUrl: url,
    account,
  } satisfies RelayProcessOptions);
  const file = join(folder, 'clinic.db');
  const client = await startMortal('clinic-process.ts', {
    time,
    clinic,
    settings: { pmsProfile: 'starts-on-fulfilled', outreachFrom: '00:00', outreachTo: '23:59' },
    twilio: { accountSid, authToken, from: ownNumber },
    pmsUrl,
    gatewayUrl,
    relay: { url, account: account.id, token, privateKey: keys.privateKey },
    file,
  } satisfies ClinicProcessOptions);
  const close = async (): Promise<void> => {
    await Promise.all([relay.end(), client.end(), pms.close(), gateway.close()]);
    clock.stop();
  };
  return { pms, gateway, relay, client, webhook: `${url}/in/${webhookPath}`, file, clinicId: clinic.id, close };
}
