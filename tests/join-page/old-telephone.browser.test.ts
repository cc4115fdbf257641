import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createPretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import type { PretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import { openTab, startBrowser } from './browser.ts';
import type { Tab } from './browser.ts';
import { serveJoinPage } from './serve-join-page.ts';
import type { ServedJoinPage } from './serve-join-page.ts';

/** What Safari of iOS 15 has not, the last for telephones of 2014 and 2016, but Chromium has. */
const likeOldTelephone = `
  delete AbortSignal.timeout;
  delete Element.prototype.checkVisibility;
  Object.defineProperty(Navigator.prototype, 'permissions', { value: undefined });
  Object.defineProperty(Navigator.prototype, 'wakeLock', { value: undefined });
`;

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
});
afterEach(async () => {
  expect(tab.complaints).toEqual([]);
  await tab.page.context().close();
  await served.stop();
});

async function open(permissions: string[]): Promise<Page> {
  tab = await openTab(browser, { permissions });
  await tab.page.addInitScript(likeOldTelephone);
  await tab.page.goto(served.links.link({ sessionId: '7hq2m4x0c9t3n8r5k1wz', role: 'patient' }));
  return tab.page;
}

it('shows the consultation on an old telephone, and the way in once camera and microphone are on', async () => {
  const page = await open(['camera', 'microphone']);
  await page.getByRole('heading', { name: 'Consultation with Dr Asha Sharma' }).waitFor();
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
  await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('Join');
});

it('says on an old telephone that camera and microphone were refused, and lets the patient try again', async () => {
  const page = await open([]);
  await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
  await page.getByText('This page may not use camera and microphone.').waitFor();
  await page.context().grantPermissions(['camera', 'microphone']);
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
});
