import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { VideoRole } from '@clinicarrivals/core';
import { createPretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import type { PretendedDesk } from '../../packages/video/test/pretended-desk.ts';
import { brokenRules, focusedName, isWiderThanWindow, openTab, startBrowser, tabTo } from './browser.ts';
import type { Tab } from './browser.ts';
import { serveJoinPage } from './serve-join-page.ts';
import type { ServedJoinPage } from './serve-join-page.ts';

const minute = 60_000;
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

const linkOf = (role: VideoRole): string => served.links.link({ sessionId: '7hq2m4x0c9t3n8r5k1wz', role });

async function open(role: VideoRole = 'patient', options: BrowserContextOptions = {}): Promise<Page> {
  tab = await openTab(browser, { locale: 'en-AU', timezoneId: 'Australia/Sydney', ...options });
  await tab.page.goto(linkOf(role));
  return tab.page;
}

/** The page has looked at the visit again. */
const told = (page: Page): Promise<unknown> => page.waitForResponse((response) => response.url().endsWith('/visit'));
const heading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor();

describe('before the consultation', () => {
  it('says when the room opens, and opens by itself', async () => {
    desk.status = 'early';
    desk.meeting = { ...desk.meeting, opensAt: Date.now() + 4_000, startAt: Date.now() + 10 * minute };
    const page = await open();
    await page.getByText('The room opens in 1 minute.').waitFor();
    expect(await page.getByRole('button', { name: 'Join', exact: true }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    desk.status = 'open';
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
    expect(await page.getByRole('status').filter({ hasText: 'You can join now.' }).count()).toBe(1);
    expect(desk.asked).toEqual([]);
  });

  it('names the zone of the clinic to who is in another', async () => {
    desk.meeting = { ...desk.meeting, startAt: Date.parse('2026-05-04T09:30:00+10:00') };
    const page = await open('patient', { timezoneId: 'Europe/Berlin' });
    await page.getByText(/It starts at 9:30\s?am [A-Z]{4}\./i).waitFor();
  });

  it('shows the practitioner who waits, and since when', async () => {
    desk.meeting = { ...desk.meeting, patientInSince: Date.parse('2026-05-04T09:21:00+10:00') };
    const page = await open('practitioner');
    await page.getByText(/Nora Berg has been waiting since 9:21\s?am\./i).waitFor();
    expect(await page.getByRole('button', { name: 'Call me instead' }).isVisible()).toBe(false);
    expect(`${await page.title()} ${page.url()}`).not.toMatch(/Nora|Sharma/);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0);
  });

  it('tells the patient that the doctor is late, and when they are in', async () => {
    desk.meeting = { ...desk.meeting, delayMinutes: 15 };
    const page = await open();
    await page.getByText('The doctor is running about 15 minutes late.').waitFor();
    desk.meeting = { ...desk.meeting, practitionerInSince: Date.now() };
    await page.getByText('The doctor is in the room.').waitFor();
  });

  it('tells who is in with another device, and lets them join here too', async () => {
    desk.meeting = { ...desk.meeting, patientInSince: Date.now() };
    const page = await open();
    const body = '<!doctype html><title>Meeting</title>A room of the meeting service';
    await page.route('https://meet.example/room', (route) => route.fulfill({ contentType: 'text/html', body }));
    await page.getByText('You are already in on another device.').waitFor();
    await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
    await page.getByText('A room of the meeting service').waitFor();
    expect(desk.asked).toEqual(['admit patient']);
    expect(tab.complaints.splice(0)).toEqual(['asked https://meet.example/room']);
  });
});

describe('camera and microphone', () => {
  it('are shown with the picture, and with a bar that moves with the sound', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    await page.getByLabel('Your picture').waitFor();
    await expect.poll(() => page.evaluate<number>('document.querySelector("video").videoWidth')).toBeGreaterThan(0);
    await page.getByText('Your microphone works.').waitFor();
  });

  it('are asked for again after they were refused, and are not needed', async () => {
    const page = await open('patient', { permissions: [] });
    await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
    await page.getByText('This page may not use camera and microphone.').waitFor();
    expect(await focusedName(page)).toBe('Try again');
    expect(await page.getByRole('button', { name: 'Join without camera and microphone' }).isVisible()).toBe(true);
    expect(await brokenRules(page)).toEqual([]);
    await page.context().grantPermissions(['camera', 'microphone']);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
  });
});

describe('asking to be rung', () => {
  it('asks first, by keyboard alone, and then says that the doctor will ring', async () => {
    const page = await open();
    await heading(page, /Consultation with/);
    await tabTo(page, 'Call me instead');
    await page.keyboard.press('Enter');
    await tabTo(page, 'No, stay with video');
    await page.keyboard.press('Enter');
    expect(desk.asked).toEqual([]);
    await expect.poll(() => focusedName(page)).toBe('Call me instead');
    await page.keyboard.press('Enter');
    expect(await brokenRules(page)).toEqual([]);
    await tabTo(page, 'Yes, ring me');
    await page.keyboard.press('Enter');
    await heading(page, 'The doctor will ring you');
    expect(desk.asked).toEqual(['call patient']);
    expect(await focusedName(page)).toBe('The doctor will ring you');
  });

  it('says when it cannot be had any more, and when the clinic could not be told', async () => {
    desk.canBeCalled = false;
    const page = await open();
    await page.getByRole('button', { name: 'Call me instead' }).click();
    await page.getByRole('button', { name: 'Yes, ring me' }).click();
    await page.getByText('That is not possible any more. Please ring the clinic.').waitFor();
    desk.broken.add('callInstead');
    await page.getByRole('button', { name: 'Yes, ring me' }).click();
    await page.getByText('The clinic could not be told.').waitFor();
  });
});

describe('when something is wrong', () => {
  it('says of a forged link that it does not work, and nothing else', async () => {
    tab = await openTab(browser, { locale: 'en-AU' });
    await tab.page.goto(`${served.links.url}/7hq2m4x0c9t3n8r5k1wzp0000000000`);
    await heading(tab.page, 'This link does not work');
    expect(await tab.page.locator('body').innerText()).not.toMatch(/Sharma|Nora|Riverside/);
  });

  it('goes on by itself when the clinic can be reached again', async () => {
    desk.broken.add('visit');
    const page = await open();
    await heading(page, 'We cannot reach the clinic at the moment');
    desk.broken.clear();
    await heading(page, 'Consultation with Dr Asha Sharma');
  });

  it('keeps what it shows while the clinic cannot be reached, and says so', async () => {
    const page = await open();
    await heading(page, /Consultation with/);
    desk.broken.add('visit');
    await page.getByText('The connection to the clinic is lost.').waitFor({ timeout: 15_000 });
    await heading(page, /Consultation with/);
    desk.broken.clear();
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.getByText('The connection to the clinic is lost.').waitFor({ state: 'hidden' });
  });

  it('tries again by itself when the video does not work, and still lets the patient be rung', async () => {
    desk.broken.add('admit');
    desk.ticket = { type: 'page', url: 'javascript:alert(1)' };
    const page = await open();
    await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
    await page.getByText('The video does not work at the moment. This page keeps trying by itself.').waitFor();
    expect(await page.getByRole('button', { name: 'Call me instead' }).isVisible()).toBe(true);
    desk.broken.clear();
    await heading(page, 'The consultation takes place on another page');
    // What is no web page is not gone to.
    expect(page.url()).toBe(linkOf('patient'));
  });

  it('tries to get in no longer when the link has died meanwhile', async () => {
    desk.broken.add('admit');
    const page = await open();
    await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
    await page.getByText('The video does not work at the moment.').waitFor();
    desk.status = 'unknown';
    await heading(page, 'This link does not work');
    const { length } = desk.asked;
    await page.waitForTimeout(6_000);
    expect(desk.asked).toHaveLength(length);
  });

  it('loads the library of OpenVidu without breaking the policy of the page', async () => {
    served.mount(desk, ['ws://127.0.0.1:4']);
    desk.ticket = { type: 'openvidu', token: 'ws://127.0.0.1:4?sessionId=7hq2m4x0c9t3n8r5k1wz&token=tok_1' };
    const page = await open();
    await page.getByRole('button', { name: 'Join without camera and microphone' }).click();
    await page.getByText('The video does not work at the moment.').waitFor();
    for (const complaint of tab.complaints.splice(0))
      expect(complaint).toMatch(/^WebSocket connection to 'ws:.*failed/);
  });

  it('says that it is over, without a name, to who comes late', async () => {
    const page = await open();
    await heading(page, /Consultation with/);
    desk.status = 'ended';
    await heading(page, 'This consultation is over');
    expect(await page.locator('body').innerText()).not.toMatch(/Sharma|Nora/);
  });
});

describe('languages', () => {
  it('begins in the language of the patient, and changes to another without losing the way', async () => {
    desk.language = 'ar';
    const page = await open();
    await heading(page, /^استشارة مع .?Dr Asha Sharma.?$/);
    expect(await page.evaluate('[document.documentElement.dir, document.documentElement.lang]')).toEqual(['rtl', 'ar']);
    expect(await isWiderThanWindow(page)).toBe(false);
    await page.getByRole('combobox', { name: 'اللغة' }).selectOption('zh');
    await heading(page, '与 Dr Asha Sharma 的就诊');
    await told(page);
    expect(await page.evaluate('document.documentElement.dir')).toBe('ltr');
    await heading(page, '与 Dr Asha Sharma 的就诊');
  });

  it('begins in that of the browser where the patient’s is not known', async () => {
    const page = await open('patient', { locale: 'vi-VN' });
    await heading(page, 'Buổi khám với Dr Asha Sharma');
    expect(await page.title()).toBe('Khám bệnh qua video');
  });
});

describe('for everybody', () => {
  const statuses = ['early', 'open', 'telephone', 'ended', 'unknown'] as const;

  it.each(['light', 'dark'] as const)(
    'breaks no rule that axe knows in any status, in the %s',
    async (colorScheme) => {
      for (const status of statuses) {
        desk.status = status;
        desk.meeting = { ...desk.meeting, opensAt: Date.now() + 5 * minute };
        const page = await open('patient', { colorScheme });
        await page.locator('h1:not(:text("Video consultation"))').waitFor();
        expect([status, await brokenRules(page)]).toEqual([status, []]);
        if (status === 'open') {
          await page.getByRole('button', { name: 'Turn on camera and microphone' }).click();
          await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
          expect(await brokenRules(page)).toEqual([]);
        }
        if (status !== 'unknown') await page.context().close();
      }
    },
    60_000,
  );

  it.each([
    ['on a narrow telephone', { width: 320, height: 568 }],
    // 1280 pixels at 400 %.
    ['enlarged four times', { width: 320, height: 200 }],
  ])('needs no scrolling sideways %s, in the longest language', async (_, viewport) => {
    desk.language = 'de';
    desk.meeting = { ...desk.meeting, practitionerName: 'Dr Alexandra Montgomery-Wellington of Somerset' };
    const page = await open('patient', { viewport });
    await page.locator('.check .main').click();
    await page.locator('.way-in > .main').waitFor();
    expect(await isWiderThanWindow(page)).toBe(false);
  });
});
