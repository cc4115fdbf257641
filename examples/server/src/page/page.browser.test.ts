import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSimulated } from '../product/open-simulated.ts';
import type { PlayableSimulation } from '../product/product.ts';
import { serveProduct } from '../serve-product.ts';
import type { ServedProduct } from '../serve-product.ts';
import type { DayView } from './day-view.ts';
import { emptySettingsFile } from '../settings/settings-file.ts';

const logger = { log: () => undefined };
// The gate finds a browser and names it; run alone, the test takes Debian's.
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error('there is no Chromium: install it, or set CHROMIUM_PATH');

let browser: Browser;
let simulation: PlayableSimulation;
let served: ServedProduct;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
  // The first start of a browser on a machine that does much else.
}, 60_000);
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  const product = await openSimulated({ seed: 1, speed: 60, file: emptySettingsFile, logger });
  if (product.simulation === null) throw new Error('the simulation cannot be played');
  ({ simulation } = product);
  served = await serveProduct({ product, host: '127.0.0.1', port: 0, publicUrl: null, needsToken: false, logger });
  await open({});
});
afterEach(async () => {
  await page.context().close();
  await served.stop();
});

async function open(options: Parameters<Browser['newContext']>[0]): Promise<void> {
  page = await (await browser.newContext(options)).newPage();
  complaints.length = 0;
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.addInitScript({ path: join(import.meta.dirname, 'in-page-checks.js') });
  await page.goto(served.url);
  await page.locator('tbody tr').first().waitFor();
}

/** The accessible name of what has the focus. */
const focused = (): Promise<string> => page.evaluate<string>('checks.focused()');

/** Goes on by Tab until something of this name has the focus. */
async function tabTo(name: string | RegExp): Promise<void> {
  for (let presses = 0; presses < 150; presses += 1) {
    await page.keyboard.press('Tab');
    const found = await focused();
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab never reached ${String(name)}`);
}

/** A patient of the afternoon whom nobody has asked anything yet. */
async function latePatient(): Promise<string> {
  const row = page.locator('tbody tr', { hasText: 'Not asked yet' }).last();
  return (await row.locator('.who').textContent()) ?? '';
}

const stateOf = (name: string) => page.locator('tbody tr', { hasText: name }).last().locator('.chip');

describe('the page, by keyboard alone', () => {
  it('brings a patient in: choose, reply "arrived", doctor ready, and the call-in text is there', async () => {
    const name = await latePatient();
    await page.locator('tbody tr', { hasText: name }).last().locator('.who').focus();
    await page.keyboard.press('Shift+Tab');
    await tabTo(name);
    await page.keyboard.press('Enter');
    expect(await focused()).toBe(name);
    await tabTo('Reply as the patient');
    await page.keyboard.type('arrived');
    await page.keyboard.press('Enter');
    await stateOf(name).filter({ hasText: 'Here, waiting to be called' }).waitFor();
    await page.locator('.theirs', { hasText: 'arrived' }).waitFor();

    await page.locator('#phone-title').focus();
    await tabTo('Doctor ready');
    await page.keyboard.press('Enter');
    await page
      .locator('.ours', { hasText: /is ready|come|room/i })
      .last()
      .waitFor();
    await stateOf(name).filter({ hasText: 'Called in' }).waitFor();

    await page.keyboard.press('Escape');
    expect(await focused()).toBe(name);
    expect(complaints).toEqual([]);
  });

  it('tells why a text left', async () => {
    const name = (await page.locator('tbody tr', { hasText: 'Asked' }).first().locator('.who').textContent()) ?? '';
    await tabTo(name);
    await page.keyboard.press('Enter');
    await page.locator('.ours').first().waitFor();
    await tabTo('Why?');
    await page.keyboard.press('Enter');
    await page.locator('.answer', { hasText: 'the screening window opened' }).waitFor();
    expect(await page.locator('.answer').first().textContent()).toMatch(/Sent/);
  });

  it('settles a task, and goes on to what comes next', async () => {
    const name = await latePatient();
    await page.locator('tbody tr', { hasText: name }).last().locator('.who').focus();
    await page.keyboard.press('Enter');
    await tabTo('Reply as the patient');
    await page.keyboard.type('I have chest pain');
    await page.keyboard.press('Enter');
    const task = page.locator('.task.urgent');
    await task.waitFor();
    await page.locator('#tasks-title').focus();
    await tabTo(/^Done: /);
    await page.keyboard.press('Enter');
    await task.waitFor({ state: 'detached' });
    expect(await focused()).toMatch(/^(Done: |Needs you)/);
  });

  it('changes the speed of time, and stops it', async () => {
    await tabTo('60×');
    await page.keyboard.press('ArrowRight');
    await page.locator('#said', { hasText: '600 times' }).waitFor();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
    await page.locator('#said', { hasText: 'Time stands still.' }).waitFor();
    const clock = page.locator('#clock');
    await page.waitForTimeout(600);
    const before = await clock.textContent();
    await page.waitForTimeout(600);
    expect(await clock.textContent()).toBe(before);
  });

  it('saves a setting', async () => {
    await page.locator('#settings summary').focus();
    await page.keyboard.press('Enter');
    await page.locator('#setting-inviteMinutes').waitFor();
    await tabTo('Send the video link, minutes before');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.type('15');
    await page.keyboard.press('Enter');
    await page.locator('#said', { hasText: 'The settings are saved.' }).waitFor();
  });
});

describe('a consultation by video, on the page', () => {
  /** Makes a visit of the afternoon one by video that begins now, and chooses it once the link has been texted. */
  const chooseInvited = async (): Promise<string> => {
    const { simulated, clock } = simulation;
    const { agenda, links } = simulated;
    const visit = agenda.visits.findLast(
      ({ personality, plan, practitionerId, startAt }) =>
        personality === 'punctual' &&
        plan === null &&
        startAt > clock.now() + 4 * 60 * 60_000 &&
        /^https:/.test(links[practitionerId] ?? ''),
    );
    if (visit === undefined) throw new Error('the day has no such patient');
    simulated.pms.controls.move(visit.appointmentId, clock.now() + 5 * 60_000);
    simulated.pms.controls.setTelehealth(visit.appointmentId, 'video');
    const row = page.locator('tbody tr', { hasText: `${visit.given} ${visit.family}` }).filter({ hasText: 'by video' });
    await row.locator('.who').click();
    await page.locator('.ours a').first().waitFor();
    await page.getByLabel('Pause').check();
    return visit.given;
  };

  it('says who is in the room, and gives out a link for a guest, by keyboard alone', async () => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const name = await chooseInvited();
    expect(await page.locator('#video-presence').textContent()).toContain(name);
    await page.locator('#phone-title').focus();
    await tabTo('Copy a guest’s link');
    await page.keyboard.press('Enter');
    await page.locator('#said', { hasText: 'copied' }).waitFor();
    expect(await focused()).toBe('For family or an interpreter:');
    const link = await page.locator('#video-link-text').inputValue();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(link);
    const visit: unknown = await (await fetch(`${link}/visit`)).json();
    expect(visit).toMatchObject({ role: 'guest', visit: { clinic: { name: expect.stringContaining('simulation') } } });
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    expect(await page.evaluate('checks.namelessControls()')).toEqual([]);
    expect(complaints).toEqual([]);
  }, 90_000);

  it('lets somebody join as the patient from the text, who is then seen in the room', async () => {
    await chooseInvited();
    const text = page.locator('.ours a').last();
    const [joinPage] = await Promise.all([page.context().waitForEvent('page'), text.click()]);
    await joinPage.waitForLoadState();
    expect(joinPage.url()).toBe(await text.getAttribute('href'));
    expect(await joinPage.locator('body').textContent()).toContain('simulation');
    await joinPage.getByRole('button', { name: /join/i }).first().click();
    await page.locator('#video-presence', { hasText: /is in the room since \d\d:\d\d/ }).waitFor();
    await page.locator('tbody tr.chosen .flag', { hasText: 'in the room since' }).waitFor();
    await joinPage.close();
    await page.locator('#video-presence', { hasText: /left the room/ }).waitFor();
  }, 90_000);
});

describe('the page, for everybody', () => {
  it('says of a task of an earlier day which day that was, and of one of today the time alone', async () => {
    // The simulated day is one day: the page is told of a task that an earlier one has left.
    // Our own server's answer, whose shape its own tests check.
    const view = (await (await fetch(new URL('/api/day', served.url))).json()) as DayView;
    const task = { reason: 'A reply needs a person.', nextAction: 'Read it.', appointmentId: null, about: null };
    const tasks = [0, 24 * 60 * 60_000].map((agoMs) => ({
      ...task,
      id: String(agoMs),
      isUrgent: false,
      isEscalated: false,
      raisedAt: view.clock.now - agoMs,
    }));
    const body = `data: ${JSON.stringify({ ...view, tasks })}\n\n`;
    await page.route('**/api/live', (route) => route.fulfill({ contentType: 'text/event-stream', body }));
    await page.reload();
    await page.locator('.task').nth(1).waitFor();
    const [today, yesterday] = await page.locator('.task .since').allTextContents();
    expect(today).toMatch(/^ since \d\d:\d\d$/);
    expect(yesterday).toMatch(/^ since \w+day,? \d+ \w+, \d\d:\d\d$/);
  });

  it.each(['light', 'dark'] as const)('has enough contrast everywhere in the %s', async (colorScheme) => {
    await page.context().close();
    await open({ colorScheme });
    await page.locator('.who').first().click();
    await page.locator('.ours').first().waitFor();
    expect(await page.evaluate('checks.faintTexts()')).toEqual([]);
  });

  it.each([
    ['on a desk', 1360],
    ['on a telephone', 390],
  ])(
    'breaks no rule that axe knows, %s',
    async (_, width) => {
      await page.setViewportSize({ width, height: 844 });
      await page.locator('#settings summary').click();
      await page.locator('#setting-inviteMinutes').waitFor();
      const list = await new AxeBuilder({ page }).analyze();
      await page.locator('.who').first().click();
      await page.locator('.ours').first().waitFor();
      const conversation = await new AxeBuilder({ page }).analyze();
      const broken = [...list.violations, ...conversation.violations].map(({ id, nodes }) => [id, nodes[0]?.html]);
      expect(broken).toEqual([]);
      // axe looks at every node of two views; on a busy machine that takes its time.
    },
    60_000,
  );

  it('names every control, and has headings and landmarks', async () => {
    await page.locator('.who').first().click();
    await page.locator('#settings summary').click();
    await page.locator('#setting-inviteMinutes').waitFor();
    expect(await page.evaluate('checks.namelessControls()')).toEqual([]);
    const tree = await page.locator('body').ariaSnapshot();
    for (const part of ['banner', 'main', 'heading "Main Street Clinic" [level=1]', 'columnheader "Patient"'])
      expect(tree).toContain(part);
    expect(tree).toMatch(/region "Needs you/);
    expect(tree).toMatch(/region "Appointments/);
  });

  it('fits a telephone: nothing to scroll sideways, and the conversation comes over the list', async () => {
    await page.context().close();
    await open({ viewport: { width: 360, height: 740 } });
    const isWide = (): Promise<boolean> => page.evaluate<boolean>('checks.isWiderThanWindow()');
    expect(await isWide()).toBe(false);
    await page.locator('.who').first().click();
    await page.locator('#texts').waitFor();
    expect(await isWide()).toBe(false);
    expect(await page.locator('.desk[inert]').count()).toBe(1);
    await page.locator('#back').click();
    expect(await page.locator('#phone').isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  });
});

describe('the one-time link', () => {
  it('opens the page in a browser, leaves nothing in the address, and opens no second one', async () => {
    const product = await openSimulated({ seed: 1, speed: 60, file: emptySettingsFile, logger });
    const behindDoor = { product, host: '127.0.0.1', port: 0, publicUrl: null, needsToken: true, logger };
    const locked = await serveProduct(behindDoor);
    const visit = async (): Promise<Page> => {
      const context = await browser.newContext();
      const visitor = await context.newPage();
      await visitor.goto(locked.url);
      return visitor;
    };
    const first = await visit();
    await first.locator('tbody tr').first().waitFor();
    expect(first.url()).toBe(new URL('/', locked.url).href);
    const second = await visit();
    await second.locator('#door', { hasText: 'This link has been used' }).waitFor();
    expect(await second.locator('tbody tr').count()).toBe(0);
    await first.context().close();
    await second.context().close();
    await locked.stop();
  });
});
