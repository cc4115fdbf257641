import { createLiveKitProvider } from '@clinicarrivals/video/livekit';
import { RoomServiceClient } from 'livekit-server-sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { brokenRules, openTab, startBrowser } from '../join-page/browser.ts';
import type { Tab } from '../join-page/browser.ts';
import { serveJoinPage } from '../join-page/serve-join-page.ts';
import type { ServedJoinPage } from '../join-page/serve-join-page.ts';
import { startVideoClinic } from '../join-page/video-clinic.ts';
import type { VideoClinic } from '../join-page/video-clinic.ts';
import { startLiveKitServer } from './livekit-server.ts';
import type { LiveKitServer } from './livekit-server.ts';

let livekit: LiveKitServer;
let browser: Browser;
let served: ServedJoinPage;
let clinic: VideoClinic;
const tabs: Tab[] = [];

beforeAll(async () => {
  livekit = await startLiveKitServer();
  browser = await startBrowser();
});
afterAll(async () => {
  await browser.close();
  await livekit.stop();
});
beforeEach(async () => {
  served = await serveJoinPage();
  const provider = createLiveKitProvider({ ...livekit, links: served.links });
  clinic = await startVideoClinic(provider);
  served.mount(clinic.arrivals.video, [livekit.url.replace('http', 'ws')]);
});
afterEach(async () => {
  for (const { page } of tabs.splice(0)) await page.context().close();
  await clinic.stop();
  await served.stop();
});

async function join(link: string): Promise<Page> {
  const tab = await openTab(browser);
  tabs.push(tab);
  const { page } = tab;
  await page.goto(link);
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('group', { name: 'Controls' }).waitFor();
  return page;
}

/** How wide the picture of somebody is, and how far it has got; null when there is none. */
async function pictureOf(page: Page, role: string): Promise<{ width: number; at: number } | null> {
  return page.evaluate<{ width: number; at: number } | null>(
    `(() => { const video = document.querySelector('figure.${role} video');
      return video && { width: video.videoWidth, at: video.currentTime }; })()`,
  );
}

/** Whether their sound comes: a track that is live, not muted, and that plays. */
async function isHeard(page: Page, role: string): Promise<boolean> {
  return page.evaluate<boolean>(
    `(() => { const audio = document.querySelector('figure.${role} audio');
      const track = audio?.srcObject?.getAudioTracks()[0];
      return track?.readyState === 'live' && !track.muted && !audio.paused && audio.currentTime > 0; })()`,
  );
}

async function expectToSee(page: Page, role: string): Promise<void> {
  await expect.poll(async () => (await pictureOf(page, role))?.width ?? 0, { timeout: 20_000 }).toBeGreaterThan(0);
  const { at = 0 } = (await pictureOf(page, role)) ?? {};
  await expect.poll(async () => (await pictureOf(page, role))?.at ?? 0, { timeout: 10_000 }).toBeGreaterThan(at);
  await expect.poll(() => isHeard(page, role), { timeout: 10_000 }).toBe(true);
}

const complaints = (): readonly string[] => tabs.flatMap((tab) => tab.complaints);
const heading = (page: Page): Promise<string | null> => page.locator('h1').textContent();
const soon = { timeout: 15_000 };

it('lets patient and doctor see and hear each other, and marks the patient as arrived', async () => {
  const patient = await join(await clinic.invitation());
  await expect.poll(() => clinic.status(), soon).toBe('arrived');
  await patient.getByText('The doctor knows that you are here.').waitFor();
  expect(await brokenRules(patient)).toEqual([]);

  const doctor = await join(await clinic.link('practitioner'));
  await expectToSee(patient, 'practitioner');
  await expectToSee(doctor, 'patient');
  for (const page of [patient, doctor]) expect(await brokenRules(page)).toEqual([]);
  expect([await heading(patient), await heading(doctor)]).toEqual(['Your consultation', 'Your consultation']);

  await patient.getByRole('button', { name: 'Turn camera off' }).click();
  await doctor.locator('figure.patient', { hasText: 'Camera off' }).waitFor();
  await doctor.getByRole('button', { name: 'Turn microphone off' }).click();
  await patient.locator('figure.practitioner', { hasText: 'Microphone off' }).waitFor();
  await patient.getByRole('button', { name: 'Turn camera on' }).click();
  await expectToSee(doctor, 'patient');
  expect(complaints()).toEqual([]);
});

it('does not mark the patient as arrived when the doctor comes alone', async () => {
  const doctor = await join(await clinic.link('practitioner'));
  await doctor.getByText('Amelia Wong is not in the room yet.').waitFor();
  const board = async (): Promise<number | null> =>
    (await clinic.arrivals.today()).lines.find((line) => line.appointmentId === 'appointment')?.video
      ?.practitionerInSince ?? null;
  await expect.poll(board, soon).not.toBe(null);
  expect(await clinic.status()).toBe('booked');
});

it('closes the room when the appointment closes, and says so', async () => {
  const invitation = await clinic.invitation();
  const { sessionId = '' } = served.links.read(invitation.slice(served.links.url.length + 1)) ?? {};
  const patient = await join(invitation);
  const doctor = await join(await clinic.link('practitioner'));
  await expectToSee(patient, 'practitioner');
  await expect.poll(() => clinic.status(), soon).toBe('arrived');
  const rooms = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
  expect(await rooms.listRooms([sessionId])).toHaveLength(1);

  clinic.change({ status: 'fulfilled', encounter: 'finished' });
  for (const page of [patient, doctor])
    await page.getByRole('heading', { name: 'This consultation is over' }).waitFor(soon);
  expect(await patient.locator('video').count()).toBe(0);
  expect(await rooms.listRooms([sessionId])).toEqual([]);
});

it('lets the patient leave and come back, and tells the doctor', async () => {
  const patient = await join(await clinic.invitation());
  const doctor = await join(await clinic.link('practitioner'));
  await expectToSee(doctor, 'patient');
  await patient.getByRole('button', { name: 'Leave' }).click();
  await doctor.getByRole('heading', { name: 'Waiting for the patient' }).waitFor();
  await patient.getByRole('button', { name: 'Come back' }).click();
  await expectToSee(doctor, 'patient');
});

it('comes back by itself when the video server was restarted, as silent as one was', async () => {
  const patient = await join(await clinic.invitation());
  await patient.getByRole('button', { name: 'Turn microphone off' }).click();
  await patient.locator('figure.me', { hasText: 'Microphone off' }).waitFor();
  await livekit.restart();
  await patient.getByText('The connection is interrupted').waitFor({ timeout: 30_000 });
  await patient.getByText('The connection is interrupted').waitFor({ state: 'hidden', timeout: 45_000 });
  const doctor = await join(await clinic.link('practitioner'));
  await expectToSee(patient, 'practitioner');
  await doctor.locator('figure.patient', { hasText: 'Microphone off' }).waitFor();
  expect(await isHeard(doctor, 'patient')).toBe(false);
  await patient.getByRole('button', { name: 'Turn microphone on' }).click();
  await expectToSee(doctor, 'patient');
}, 120_000);
