import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import type { VideoDesk, VideoVisit } from '@clinicarrivals/core';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinPage } from '@clinicarrivals/video/join-page';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { median } from '../row.ts';
import type { Row } from '../row.ts';

const rounds = 9;
const minute = 60_000;

/**
 * A middling telephone on a slow mobile network, as Lighthouse measures pages: a processor four times slower, 150 ms there and back, 1.6 Mbit/s.
 *
 * @see https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md
 */
const slowness = { processor: 4, latency: 150, downloadThroughput: 204_800, uploadThroughput: 96_000 };

/** From opening the link until the join page can be used, on a slow telephone, beside a page that is nothing but a button. */
export async function measureJoinPage(): Promise<readonly Row[]> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    process.stderr.write('the join page is not measured: there is no Chromium; install it, or set CHROMIUM_PATH\n');
    return [];
  }
  const served = await servePages();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] });
  const [pages, buttons]: [number[], number[]] = [[], []];
  await timeUntilUsable(browser, served.page);
  for (let round = 0; round < rounds; round += 1) {
    buttons.push(await timeUntilUsable(browser, served.button));
    pages.push(await timeUntilUsable(browser, served.page));
  }
  await browser.close();
  served.stop();
  return [
    {
      target: null,
      name: 'link opened → join page can be used, slow telephone (processor 4× slower, 150 ms, 1.6 Mbit/s), median',
      value: median(pages),
      unit: 'ms',
      baseline: median(buttons),
      figure: median(pages),
      figureUnit: 'ms',
      atLeast: { bound: 'maximum', value: 1_000 },
    },
  ];
}

interface ServedPages {
  readonly page: string;
  readonly button: string;
  stop(): void;
}

async function servePages(): Promise<ServedPages> {
  let handle = async (_request: Request): Promise<Response> => new Response(null, { status: 503 });
  const { server, port } = await new Promise<{ server: ReturnType<typeof serve>; port: number }>((resolve) => {
    const started = serve({ fetch: (request) => handle(request), port: 0, hostname: '127.0.0.1' }, (address) =>
      resolve({ server: started, port: address.port }),
    );
  });
  const origin = `http://127.0.0.1:${port}`;
  const links = createJoinLinks({ url: `${origin}/v`, secret: 'only-for-this-measurement-'.repeat(2) });
  const joinPage = createJoinPage({ links, desk: openDesk });
  const html = '<!doctype html><title>bare</title><button>Join</button>';
  handle = (request) =>
    new URL(request.url).pathname === '/bare'
      ? Promise.resolve(new Response(html, { headers: { 'content-type': 'text/html' } }))
      : joinPage(request);
  return {
    page: links.link({ sessionId: 'bench-session', role: 'patient' }),
    button: `${origin}/bare`,
    stop: () => void server.close(),
  };
}

const openDesk: VideoDesk = {
  visit: () => Promise.resolve(toOpenVisit(Date.now())),
  admit: () => Promise.resolve({ type: 'refused', visit: null }),
  callInstead: () => Promise.resolve(false),
};

function toOpenVisit(now: number): VideoVisit {
  return {
    status: 'open',
    clinic: { name: 'Main Street Clinic', phone: '03 7010 0000', timeZone: 'Australia/Melbourne' },
    language: 'en',
    meeting: {
      opensAt: now - 5 * minute,
      startAt: now + 5 * minute,
      endAt: now + 20 * minute,
      practitionerName: 'Dr Priya Sharma',
      patientName: null,
      patientInSince: null,
      practitionerInSince: null,
      delayMinutes: null,
      mayAskForCall: true,
    },
  };
}

/** Runs in the page, whose policy lets nothing be evaluated later. */
const noteWhenUsable = `{
  const look = () => {
    const isUsable = [...document.querySelectorAll('button')].some((button) => button.getClientRects().length > 0);
    if (isUsable) globalThis.usableAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}`;

/** Opens a page in a tab without a cache. Returns the milliseconds from the navigation to the first button that can be used. */
async function timeUntilUsable(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  // The browser runs before a link in a text is touched.
  await page.goto(new URL('/none', url).href);
  const session = await context.newCDPSession(page);
  const { processor, ...network } = slowness;
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, ...network });
  await session.send('Emulation.setCPUThrottlingRate', { rate: processor });
  await page.addInitScript(noteWhenUsable);
  await page.goto(url, { waitUntil: 'commit' });
  await page.locator('button:visible').first().waitFor();
  let usableAt: unknown;
  while (typeof usableAt !== 'number') {
    await sleep(20);
    usableAt = await page.evaluate('globalThis.usableAt');
  }
  await context.close();
  return usableAt;
}
