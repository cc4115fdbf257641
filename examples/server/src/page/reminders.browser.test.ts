import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import { presets } from '@clinicarrivals/core';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSimulated } from '../product/open-simulated.ts';
import { serveProduct } from '../serve-product.ts';
import type { ServedProduct } from '../serve-product.ts';
import { emptySettingsFile } from '../settings/settings-file.ts';

const logger = { log: () => undefined };
// The gate finds a browser and names it; run alone, the test takes Debian's.
const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
if (!existsSync(executablePath)) throw new Error('there is no Chromium: install it, or set CHROMIUM_PATH');

let browser: Browser;
let served: ServedProduct;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  // The first start of a browser on a machine that does much else.
}, 60_000);
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  const file = { ...emptySettingsFile, settings: presets.reminders };
  const product = await openSimulated({ seed: 1, speed: 20, file, logger, startAt: '07:58' });
  served = await serveProduct({ product, host: '127.0.0.1', port: 0, publicUrl: null, needsToken: false, logger });
  page = await (await browser.newContext({ viewport: { width: 1360, height: 900 } })).newPage();
  await page.addInitScript({ path: join(import.meta.dirname, 'in-page-checks.js') });
  await page.goto(served.url);
  await page.locator('#appointments tr').first().waitFor();
  await page.locator('#reminders summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('#reminders-rows tr').first().waitFor();
});
afterEach(async () => {
  await page.context().close();
  await served.stop();
});

const rowOf = (name: string) => page.locator('#reminders-rows tr', { hasText: name }).last();

/** A patient who is reminded this afternoon. */
async function remindedName(): Promise<string> {
  const row = page.locator('#reminders-rows tr', { has: page.getByRole('button', { name: /^Send now/ }) }).last();
  return (await row.locator('.who').textContent()) ?? '';
}

describe('the reminders of today and tomorrow, on the page', () => {
  it('say when they go out, earliest first, and break no rule that axe knows, on a desk and on a telephone', async () => {
    const times = await page.locator('#reminders-rows .time').allTextContents();
    const own = times.flatMap((text) => /^\d\d:\d\d/.exec(text)?.[0] ?? []);
    expect(own.length).toBeGreaterThan(10);
    expect(own).toEqual([...own].sort());
    for (const width of [1360, 390]) {
      await page.setViewportSize({ width, height: 844 });
      const { violations } = await new AxeBuilder({ page }).include('#reminders').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
      expect(await page.evaluate('checks.isWiderThanWindow()')).toBe(false);
    }
  }, 60_000);

  it('are sent now when reception asks, by keyboard alone, and the text is in the conversation', async () => {
    const name = await remindedName();
    await rowOf(name)
      .getByRole('button', { name: /^Send now/ })
      .focus();
    await page.keyboard.press('Enter');
    // Before eight nobody is reminded.
    await page.locator('#said', { hasText: /hours.*\(08:00\)/ }).waitFor();
    await rowOf(name).locator('.who').focus();
    await page.keyboard.press('Enter');
    await page.locator('.ours', { hasText: 'a reminder that you see' }).waitFor();
    expect(await page.locator('#phone-title').textContent()).toBe(name);
  }, 60_000);

  it('are none for who wants no texts, which reception records and takes back', async () => {
    const name = await remindedName();
    await rowOf(name).locator('.who').click();
    await page.locator('#consent-words', { hasText: 'nothing was said against them' }).click();
    await page.getByRole('button', { name: 'Record: no texts to this number' }).click();
    await page.locator('#consent-words', { hasText: /^No texts wanted since \d\d:\d\d$/ }).waitFor();
    expect(await page.locator('#consent-changes li').allTextContents()).toEqual([
      expect.stringMatching(/^\d\d:\d\d: wants no texts \(reception\)$/),
    ]);
    await rowOf(name).locator('.time', { hasText: 'opted out of texts' }).waitFor();
    expect(
      await rowOf(name)
        .getByRole('button', { name: /^Send now/ })
        .count(),
    ).toBe(0);
    const { violations } = await new AxeBuilder({ page }).include('#phone').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await page.getByRole('button', { name: 'Record: texts to this number again' }).click();
    await page.locator('#consent-words', { hasText: /^Texts are wanted since/ }).waitFor();
  }, 60_000);
});
