import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock, VideoAdmittance, VideoRole } from '@clinicarrivals/core';
import { createKeyPair } from '@clinicarrivals/proxy-client';
import { createRelayAccount } from '@clinicarrivals/relay';
import type { JoinPageVisit } from '@clinicarrivals/video/join-page';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addToAccountsFile } from '../../examples/relay/src/accounts-file.ts';
import { serveRelay } from '../../examples/relay/src/serve-relay.ts';
import type { ServedRelay } from '../../examples/relay/src/serve-relay.ts';
import { startVideoClinic } from './video-clinic.ts';
import type { VideoClinic } from './video-clinic.ts';

let folder: string;
let relay: ServedRelay;
let clinic: VideoClinic;
let startRelay: () => Promise<ServedRelay>;

const clock: Clock = {
  now: () => Date.now(),
  schedule: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-join-'));
  const keys = await createKeyPair();
  const { account, token } = createRelayAccount({ id: 'main-street', publicKey: keys.publicKey });
  const accountsFile = join(folder, 'accounts.json');
  addToAccountsFile(accountsFile, account);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const settings = { accountsFile, databaseFile: join(folder, 'relay.db'), publicUrl, videoServers: [] };
  startRelay = () => serveRelay({ ...settings, host: '127.0.0.1', port, logLevel: 'info' }, { log: () => undefined });
  relay = await startRelay();
  clinic = await startVideoClinic({ url: publicUrl, account: account.id, token, privateKey: keys.privateKey }, clock);
});
afterEach(async () => {
  await clinic.close();
  await relay.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What the page asks, as a browser sends it. */
async function ask(link: string, what: 'visit' | 'join' | 'call'): Promise<{ status: number; body: unknown }> {
  const { origin } = new URL(link);
  const sent = { method: 'POST', headers: { origin, 'content-type': 'application/json' }, body: '{}' };
  const response = await fetch(`${link}/${what}`, what === 'visit' ? {} : sent);
  return { status: response.status, body: await response.json() };
}

async function visitOf(link: string): Promise<JoinPageVisit | null> {
  const { status, body } = await ask(link, 'visit').catch(() => ({ status: 0, body: null }));
  // With this status the page is answered with this shape.
  return status === 200 ? (body as JoinPageVisit) : null;
}

/** Books a consultation and gives the links to it, when the room is open and the relay knows it. */
async function invited(id: string): Promise<(role: VideoRole) => Promise<string>> {
  const link = async (role: VideoRole): Promise<string> =>
    (await clinic.arrivals.video.link({ appointmentId: id, role })) ?? 'none';
  clinic.book(id);
  await expect.poll(async () => (await visitOf(await link('patient')))?.visit.status, wait).toBe('open');
  return link;
}

const wait = { timeout: 15_000, interval: 100 };

async function joinBy(link: string): Promise<string> {
  const { status, body } = await ask(link, 'join');
  expect(status).toBe(200);
  // With this status the page is answered with this shape.
  const admittance = body as VideoAdmittance;
  if (admittance.type !== 'admitted' || admittance.ticket.type !== 'livekit') throw new Error('nobody was let in');
  return admittance.ticket.token;
}

describe('a clinic that no telephone can reach', { timeout: 60_000 }, () => {
  it('lets patients join by the page at a relay: they are arrived, the doctor sees it, and they may be rung instead', async () => {
    const link = await invited('visit-1');
    const [patient, practitioner] = [await link('patient'), await link('practitioner')];
    const texts = (): string => clinic.gateway.sent.map(({ body }) => body).join('\n');
    await expect.poll(texts, wait).toContain(patient);

    const doctor = clinic.server.controls.connect(await joinBy(practitioner));
    expect(doctor).not.toBeNull();
    await expect
      .poll(async () => (await visitOf(patient))?.visit.meeting?.practitionerInSince, wait)
      .toEqual(expect.any(Number));
    expect((await clinic.pms.read({ id: 'visit-1' }))?.status).toBe('booked');

    expect(clinic.server.controls.connect(await joinBy(patient))).not.toBeNull();
    await expect.poll(async () => (await clinic.pms.read({ id: 'visit-1' }))?.status, wait).toBe('arrived');
    await expect
      .poll(async () => (await visitOf(practitioner))?.visit.meeting, wait)
      .toMatchObject({ patientName: 'Amelia Wong', patientInSince: expect.any(Number) });

    expect(await ask(practitioner, 'call')).toEqual({ status: 200, body: { isAsked: false } });
    expect(await ask(patient, 'call')).toEqual({ status: 200, body: { isAsked: true } });
    expect((await visitOf(patient))?.visit.status).toBe('telephone');
    await expect.poll(async () => (await clinic.pms.read({ id: 'visit-1' }))?.modality, wait).toBe('phone');
  });

  it('is told again to a relay that was restarted, and goes on; nobody is told meanwhile that the link is unknown', async () => {
    const link = await invited('visit-1');
    const patient = await link('patient');
    await relay.stop();
    relay = await startRelay();
    const statuses = new Set<number>();
    await expect
      .poll(async () => {
        const { status } = await ask(patient, 'visit');
        statuses.add(status);
        return status;
      }, wait)
      .toBe(200);
    expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
    expect(clinic.server.controls.connect(await joinBy(patient))).not.toBeNull();
  });

  it('shows that a consultation is over, and lets nobody in any more', async () => {
    const link = await invited('visit-1');
    const patient = await link('patient');
    const appointment = await clinic.pms.read({ id: 'visit-1' });
    if (appointment === null) throw new Error('it was booked');
    clinic.pms.put({ ...appointment, status: 'cancelled' });
    await expect
      .poll(async () => (await visitOf(patient))?.visit, wait)
      .toMatchObject({ status: 'ended', meeting: null });
    expect(await ask(patient, 'join')).toMatchObject({
      status: 200,
      body: { type: 'refused', visit: { status: 'ended' } },
    });
    expect(await ask(patient, 'call')).toEqual({ status: 200, body: { isAsked: false } });
    expect(await ask(`${patient.slice(0, -1)}${patient.endsWith('0') ? '1' : '0'}`, 'visit')).toMatchObject({
      body: { error: expect.stringMatching(/unknown-link|unavailable/) },
    });
  });
});
