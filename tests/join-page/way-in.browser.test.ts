import { createSimulatedVideoServer, simulatedVideoKey } from '@clinicarrivals/simulator';
import type { SimulatedVideoServer } from '@clinicarrivals/simulator';
import { createLiveKitProvider } from '@clinicarrivals/video/livekit';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openTab, startBrowser, tabTo } from './browser.ts';
import type { Tab } from './browser.ts';
import { serveJoinPage } from './serve-join-page.ts';
import type { ServedJoinPage } from './serve-join-page.ts';
import { clock, startVideoClinic } from './video-clinic.ts';
import type { VideoClinic } from './video-clinic.ts';

let browser: Browser;
let server: SimulatedVideoServer;
let served: ServedJoinPage;
let clinic: VideoClinic;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  // The first start of a browser on a machine that does much else.
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  server = createSimulatedVideoServer({ kind: 'livekit', clock, ...simulatedVideoKey });
  const url = await server.listen();
  served = await serveJoinPage();
  clinic = await startVideoClinic(createLiveKitProvider({ url, ...simulatedVideoKey, links: served.links, clock }));
  served.mount(clinic.arrivals.video, [url.replace('http', 'ws')]);
  tab = await openTab(browser);
});
afterEach(async () => {
  await tab.page.context().close();
  await clinic.stop();
  await served.stop();
  await server.close();
});

const joined = (): readonly string[] =>
  server.log.entries().flatMap((entry) => (entry.type === 'joined' ? [entry.label.split('-')[0] ?? ''] : []));
const soon = { timeout: 15_000 };

it('leads from the text into the room, by keyboard alone, and the patient counts as arrived', async () => {
  const { page, complaints } = tab;
  await page.goto(await clinic.invitation());
  await page.getByRole('heading', { name: 'Consultation with Dr Priya Sharma' }).waitFor();
  expect(joined()).toEqual([]);
  expect(await clinic.status()).toBe('booked');

  await tabTo(page, 'Turn on camera and microphone');
  await page.keyboard.press('Enter');
  // The focus goes on to what comes next.
  await page.locator('button:focus', { hasText: 'Join' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(joined, soon).toEqual(['patient']);
  await expect.poll(() => clinic.status(), soon).toBe('arrived');
  expect(complaints).toEqual([]);
});

it('is not counted as arrival when the practitioner uses their link', async () => {
  const { page } = tab;
  await page.goto(await clinic.link('practitioner'));
  await page.getByText('Amelia Wong is not in the room yet.').waitFor();
  await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
  await expect.poll(joined, soon).toEqual(['practitioner']);
  await page.waitForTimeout(2_500);
  expect(await clinic.status()).toBe('booked');
});

it('turns the visit into a telephone call in the PMS when the patient asks for it', async () => {
  const { page } = tab;
  await page.goto(await clinic.invitation());
  await page.getByRole('button', { name: 'Call me instead' }).click();
  await page.getByRole('button', { name: 'Yes, ring me' }).click();
  await page.getByRole('heading', { name: 'The doctor will ring you' }).waitFor();
  await expect.poll(() => clinic.modality(), soon).toBe('phone');
  expect(joined()).toEqual([]);
});
