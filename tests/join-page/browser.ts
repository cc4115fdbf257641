import { existsSync } from 'node:fs';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Starts Chromium with a camera and a microphone that are made up. */
export function startBrowser(): Promise<Browser> {
  // The gate finds a browser and names it; run alone, the test takes Debian's.
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new Error('there is no Chromium: install it, or set CHROMIUM_PATH');
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'];
  return chromium.launch({
    executablePath,
    args: [...quiet, '--use-fake-device-for-media-stream'],
  });
}

/** A tab that remembers what went wrong in it, and where it asked. */
export interface Tab {
  readonly page: Page;
  /** Errors of scripts and of the page's policy, and what was asked of other places than this machine. */
  readonly complaints: string[];
}

const telephone = { width: 360, height: 740 };

/**
 * Opens a tab in a browser profile of its own, as large as a telephone and with leave to use camera and microphone unless said otherwise;
 * without leave they are refused.
 */
export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ viewport: telephone, permissions: ['camera', 'microphone'], ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // That an answer was no success is shown by the page, and every browser writes it down.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked ${request.url()}`);
  });
  return { page, complaints };
}

/** The rules of axe that the page breaks now, with the first place. */
export async function brokenRules(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

/** The accessible name of what has the focus. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.labels?.[0]?.textContent ?? document.activeElement?.textContent ?? '').trim()",
  );
}

/** Goes on by Tab until something of this name has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focusedName(page)) === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${name}`);
}

/** Whether one has to scroll sideways. */
export function isWiderThanWindow(page: Page): Promise<boolean> {
  return page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
}
