import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import type { PretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import { openTab, startBrowser } from './browser.ts';
import type { Tab } from './browser.ts';
import { serveJoinPage } from './serve-join-page.ts';
import type { ServedJoinPage } from './serve-join-page.ts';

let browser: Browser;
let served: ServedJoinPage;
let desk: PretendedDesk;
let tab: Tab;

beforeAll(async () => {
  browser = await startBrowser();
  // The first start of a browser on a machine that does much else.
}, 60_000);
afterAll(() => browser.close());
beforeEach(async () => {
  desk = createPretendedDesk();
  served = await serveJoinPage();
  served.mount(desk);
  tab = await openTab(browser);
});
afterEach(async () => {
  await tab.page.context().close();
  await served.stop();
});

const soon = { timeout: 15_000 };

async function open(): Promise<Page> {
  await tab.page.goto(served.links.link({ sessionId: '7hq2m4x0c9t3n8r5k1wz', role: 'patient' }));
  return tab.page;
}

it('shows the way in to who sees their own picture, where a tap moves no focus', async () => {
  const page = await open();
  await page.getByText('You can join now.').waitFor();
  // As Safari taps.
  await page.evaluate("document.querySelector('.check .main').click()");
  const join = page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor();
  const bottom = async (): Promise<number> => {
    const box = await join.boundingBox();
    return box === null ? Infinity : box.y + box.height;
  };
  await page.getByRole('combobox', { name: 'Microphone' }).waitFor();
  expect(await bottom()).toBeLessThan(740);
});

it('tells whom to turn to where the script cannot run', async () => {
  const { page } = tab;
  await page.route('**/assets/index-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: 'what no browser understands' }),
  );
  await open();
  await page.getByText('Please ring your clinic.').waitFor(soon);
});

it('loads itself anew when the clinic has put up another version before the patient joins, and only then', async () => {
  desk.ticket = { type: 'livekit', serverUrl: 'wss://127.0.0.1:4', token: 'token' };
  const { page } = tab;
  await page.route('**/assets/livekit-*.js', (route) => route.fulfill({ status: 404, body: '{}' }));
  await open();
  await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
  await page.getByText('The video does not work at the moment.').waitFor();
  const newer = '<!doctype html><title>Newer</title><script type="module" src="./assets/index-newer.js"></script>';
  await page.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body: newer }));
  await expect.poll(() => page.title(), soon).toBe('Newer');
});

/** A library that does as little as it may. */
const library = `
  export const connectLiveKit = async (_, tracks, listener) => {
    globalThis.given = { tracks, listener };
    const person = { video: tracks.video, audio: null, isMuted: false };
    const roles = ['patient', 'practitioner', 'guest'];
    globalThis.everybody = roles.map((role) => ({ ...person, role, id: role, isMe: role === 'patient' }));
    return { leave: async () => { tracks.audio.stop(); tracks.video.stop(); } };
  };
`;

async function joinWithLibrary(): Promise<Page> {
  desk.ticket = { type: 'livekit', serverUrl: 'wss://127.0.0.1:4', token: 'token' };
  const { page } = tab;
  await page.route('**/assets/livekit-*.js', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: library }),
  );
  await open();
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('heading', { name: 'Waiting for the doctor' }).waitFor();
  return page;
}

it('lets go of camera and microphone when the room is closed, whatever the library does', async () => {
  const page = await joinWithLibrary();
  desk.status = 'ended';
  await page.evaluate('given.listener.onEnd()');
  await page.getByRole('heading', { name: 'This consultation is over' }).waitFor();
  expect(await page.evaluate('[given.tracks.audio.readyState, given.tracks.video.readyState]')).toEqual([
    'ended',
    'ended',
  ]);
});

it('keeps microphone, camera and the way out at hand when several people are in, upright and lying', async () => {
  const page = await joinWithLibrary();
  await page.evaluate('given.listener.onPeople(everybody)');
  for (const viewport of [
    { width: 360, height: 640 },
    { width: 740, height: 360 },
  ]) {
    await page.setViewportSize(viewport);
    await page.evaluate('scrollTo(0, 0)');
    for (const name of ['Turn microphone off', 'Turn camera off', 'Leave']) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect(box === null ? Infinity : box.y + box.height).toBeLessThanOrEqual(viewport.height);
    }
  }
});

it('says before one joins that another app has taken camera and microphone, and takes them anew', async () => {
  const { page } = tab;
  await page.addInitScript(`{
    const { mediaDevices } = navigator;
    const ask = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wish) => (globalThis.stream = await ask(wish));
  }`);
  await open();
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  const join = page.getByRole('button', { name: 'Join', exact: true });
  await join.waitFor();
  // As the system ends a track: a page that stops one itself is told nothing.
  await page.evaluate(
    "for (const track of stream.getTracks()) (track.stop(), track.dispatchEvent(new Event('ended')))",
  );
  await page.getByText('The camera or the microphone is in use by another app.').waitFor();
  await join.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Try again' }).click();
  await join.waitFor();
});
