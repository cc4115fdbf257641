import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSimulatedVideoServer } from '@clinicarrivals/simulator';
import type { SimulatedVideoServer, SimulatedVideoServerOptions } from '@clinicarrivals/simulator';
import { freePort, openStage, people, phone, startClinic, until } from '../testing/real-clinic.ts';
import type { RealClinic, Stage } from '../testing/real-clinic.ts';
import { systemClock } from './system-clock.ts';

const minute = 60_000;
const apiSecret = 'secret-of-the-video-server-0123456789';

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.end());

type ServerKind =
  | Omit<Extract<SimulatedVideoServerOptions, { readonly kind: 'livekit' }>, 'clock'>
  | Omit<Extract<SimulatedVideoServerOptions, { readonly kind: 'openvidu' }>, 'clock'>;

interface VideoClinic extends RealClinic {
  readonly base: string;
  readonly video: SimulatedVideoServer;
}

/** A clinic with a video server that posts to the path. */
async function startVideoClinic(
  kind: ServerKind,
  { path, environment }: { readonly path: string; readonly environment: (url: string) => Record<string, string> },
): Promise<VideoClinic> {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const video = createSimulatedVideoServer({ clock: systemClock, webhookUrl: `${base}${path}`, ...kind });
  const url = await video.listen();
  stage.onEnd(() => video.close());
  const clinic = await startClinic(stage, { port, environment: { PUBLIC_URL: base, ...environment(url) } });
  return { ...clinic, base, video };
}

/** Books a visit by video that begins in a moment, and waits for the link that is texted. */
async function bookByVideo({ pms, gateway }: RealClinic): Promise<string> {
  pms.controls.book({ id: 'visit-2', ...people, startAt: Date.now() + 5 * minute, modality: 'video' });
  const findLink = (): string | undefined =>
    gateway.log
      .entries()
      .filter(({ direction, to }) => direction === 'out' && to === phone)
      .flatMap(({ body }) => /http:\S+\/v\/\S+/.exec(body) ?? [])[0];
  await until(() => findLink() !== undefined);
  return findLink() ?? '';
}

async function join(link: string): Promise<{ readonly token: string }> {
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const answer = await fetch(`${link}/join`, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(200);
  // The shape is the page's own.
  const { ticket } = (await answer.json()) as { readonly ticket: { readonly token: string } };
  return ticket;
}

/** The status of a GET under another name of the server. */
function statusUnder(host: string, url: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    asked.once('error', reject);
    asked.end();
  });
}

const livekit = { kind: 'livekit', apiKey: 'key', apiSecret } as const;
const livekitWay = {
  path: '/webhooks/livekit',
  environment: (url: string) => ({ LIVEKIT_URL: url, LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: apiSecret }),
};

describe('a clinic with a video server', () => {
  it('takes who joins on LiveKit for arrived at once, told by its webhook', async () => {
    const clinic = await startVideoClinic(livekit, livekitWay);
    expect(clinic.description.join('\n')).toContain(`${clinic.base}/webhooks/livekit`);
    const link = await bookByVideo(clinic);
    expect(clinic.video.controls.connect(await join(link))).not.toBeNull();
    await until(() => clinic.pms.controls.appointment('visit-2')?.status === 'arrived', 5);
    expect(clinic.video.webhooks.entries().every(({ status }) => status === 200)).toBe(true);
    expect(clinic.lines.join('\n')).not.toMatch(/\/v\/|secret-of-the-video-server|Wong|91570006/);
  });

  it('takes who joins on OpenVidu for arrived, told by a webhook with the header of its secret', async () => {
    const authorization = `Basic ${Buffer.from(`OPENVIDUAPP:${apiSecret}`).toString('base64')}`;
    const clinic = await startVideoClinic(
      { kind: 'openvidu', secret: apiSecret, webhookHeaders: { authorization } },
      { path: '/webhooks/openvidu', environment: (url) => ({ OPENVIDU_URL: url, OPENVIDU_SECRET: apiSecret }) },
    );
    const link = await bookByVideo(clinic);
    expect(clinic.video.controls.connect(await join(link))).not.toBeNull();
    await until(() => clinic.pms.controls.appointment('visit-2')?.status === 'arrived', 5);
  });

  it('lets the join page be opened from outside, and nothing of reception', async () => {
    const clinic = await startVideoClinic(livekit, livekitWay);
    const link = await bookByVideo(clinic);
    for (const host of [new URL(clinic.base).host, 'clinic.example']) {
      expect(await statusUnder(host, `${link}/visit`)).toBe(200);
      for (const path of ['/', '/api/day', '/api/live', '/v', '/v/../api/day'])
        expect([path, await statusUnder(host, `${clinic.base}${path}`)]).not.toEqual([path, 200]);
    }
    const forged = await fetch(`${clinic.base}/webhooks/livekit`, { method: 'POST', body: '{}' });
    expect(forged.status).toBe(401);
  });

  it('knows the links of before a restart', async () => {
    const clinic = await startVideoClinic(livekit, livekitWay);
    const link = await bookByVideo(clinic);
    await clinic.product.stop();
    const port = await freePort();
    const url = clinic.video.url;
    const environment = { PUBLIC_URL: `http://127.0.0.1:${port}`, ...livekitWay.environment(url) };
    await startClinic(stage, { port, environment });
    expect((await fetch(`http://127.0.0.1:${port}${new URL(link).pathname}/visit`)).status).toBe(200);
  });

  it('is reached below a path of PUBLIC_URL whether the proxy keeps that path or cuts it off', async () => {
    const clinic = await startVideoClinic(livekit, livekitWay);
    const { pathname } = new URL(await bookByVideo(clinic));
    await clinic.product.stop();
    const port = await freePort();
    const base = `http://127.0.0.1:${port}`;
    const environment = { PUBLIC_URL: `${base}/arrivals`, ...livekitWay.environment(clinic.video.url) };
    await startClinic(stage, { port, environment });
    for (const path of ['', '/arrivals']) {
      expect([path, (await fetch(`${base}${path}${pathname}/visit`)).status]).toEqual([path, 200]);
      const forged = await fetch(`${base}${path}/webhooks/livekit`, { method: 'POST', body: '{}' });
      expect([path, await forged.text()]).toEqual([path, 'not signed with our key, or too old\n']);
    }
  });
});
