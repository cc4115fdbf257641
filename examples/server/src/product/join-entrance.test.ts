import { describe, expect, it } from 'vitest';
import type { VideoPass, VideoVisit } from '@clinicarrivals/core';
import { createJoinLinks } from '@clinicarrivals/video/join-links';
import { createJoinEntrance } from './join-entrance.ts';

const clinic = {
  id: 'main-street',
  name: 'Main Street Clinic',
  phone: '03 7010 0000',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};
const pass: VideoPass = { sessionId: 'session-1', role: 'patient' };
const ended: VideoVisit = { status: 'ended', clinic, language: null, meeting: null };

describe('the way in for who holds a link', () => {
  it.each([
    ['stands at the root of its name', 'https://clinic.example', '/v'],
    ['has a path that the proxy keeps', 'https://clinic.example/arrivals', '/arrivals/v'],
    ['has a path that the proxy cuts off', 'https://clinic.example/arrivals', '/v'],
  ])('is found where PUBLIC_URL %s', async (_, publicUrl, path) => {
    const links = createJoinLinks({ url: `${publicUrl}/v`, secret: 'a secret of at least 32 characters' });
    const entrance = createJoinEntrance({
      links,
      desk: {
        visit: ({ role }) => Promise.resolve(role === 'patient' ? ended : null),
        admit: () => Promise.resolve({ type: 'refused', visit: null }),
        callInstead: () => Promise.resolve(false),
      },
      clinic,
      connectTo: ['wss://video.example'],
      logger: { log: () => undefined },
    });
    const code = links.link(pass).slice(links.url.length);
    const ask = (end: string, init?: RequestInit): Promise<Response> =>
      entrance.handle(new Request(`http://127.0.0.1:4600${path}${end}`, init));
    const shown = await ask(`${code}/visit`);
    expect([shown.status, shown.headers.get('content-security-policy')?.includes('wss://video.example')]).toEqual([
      200,
      true,
    ]);
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const called = await ask(`${code}/call`, { method: 'POST', headers, body: '{}' });
    expect(await called.json()).toEqual({ isAsked: false });
    expect((await ask('/session-1p0000000000/visit')).status).toBe(404);
  });
});
