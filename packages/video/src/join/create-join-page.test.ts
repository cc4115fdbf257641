import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import type { VideoPass, VideoRole } from '@clinicarrivals/core';
import { createPretendedDesk } from '../../test/pretended-desk.ts';
import type { PretendedDesk } from '../../test/pretended-desk.ts';
import { createJoinPage } from './create-join-page.ts';
import type { JoinPage } from './create-join-page.ts';
import { createJoinLinks } from './join-links.ts';

const links = createJoinLinks({ url: 'https://clinic.example/v', secret: 'a secret of thirty-two characters' });
const linkOf = (role: VideoRole): string => links.link({ sessionId: '7hq2m4x0c9t3n8r5k1wz', role });
const own = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
const clinic = { name: 'Riverside Clinic', phone: '+61 2 5550 1234' };

let desk: PretendedDesk;
let logged: string[];
let clock: ReturnType<typeof createMovableClock>;
let page: JoinPage;

beforeEach(() => {
  desk = createPretendedDesk();
  logged = [];
  clock = createMovableClock('2026-05-04T09:00:00+10:00');
  const logger = { log: (...line: unknown[]) => void logged.push(JSON.stringify(line)) };
  page = createJoinPage({ links, desk, connectTo: ['wss://video.example'], clinic, logger, clock });
});

const get = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  page(new Request(url, { headers }));
const post = (url: string, headers: Record<string, string> = own): Promise<Response> =>
  page(new Request(url, { method: 'POST', headers, body: '{}' }));

describe('the page itself', () => {
  it('is the same for every link, and changes nothing', async () => {
    const answers = await Promise.all([
      get(linkOf('patient')),
      get(linkOf('practitioner')),
      get(`${links.url}/forged`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404]);
    const pages = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('<!doctype html>');
    expect(desk.asked).toEqual([]);
  });

  it('lets the browser ask for the visit while it loads, where there is one', async () => {
    const [known, forged] = await Promise.all([get(linkOf('patient')), get(`${links.url}/forged`)]);
    const { pathname } = new URL(linkOf('patient'));
    expect(known.headers.get('link')).toBe(`<${pathname}/visit>; rel=preload; as=fetch; crossorigin`);
    expect(forged.headers.get('link')).toBe(null);
  });

  it('may load and connect to nothing but the clinic and its video server', async () => {
    const { headers } = await get(linkOf('patient'));
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
        "connect-src 'self' wss://video.example https://video.example; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  });

  it('is neither kept nor framed nor told to other sites', async () => {
    const { headers } = await get(linkOf('patient'));
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'x-robots-tag': 'noindex, nofollow',
      'content-type': 'text/html; charset=utf-8',
      'permissions-policy': expect.stringContaining('camera=(self), microphone=(self)'),
    });
  });

  it('is sent compressed to who takes it, and loads what exists', async () => {
    const plain = await (await get(linkOf('patient'))).text();
    const packed = await get(linkOf('patient'), { 'accept-encoding': 'gzip, deflate, br' });
    const older = await get(linkOf('patient'), { 'accept-encoding': 'gzip' });
    expect([packed, older].map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(await packed.arrayBuffer()).toString()).toBe(plain);
    expect(gunzipSync(await older.arrayBuffer()).toString()).toBe(plain);
    const paths = [...plain.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(paths).toHaveLength(3);
    for (const path of paths) {
      const asset = await get(`${links.url}/${path}`);
      expect([asset.status, asset.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable']);
    }
  });

  it('answers HEAD as GET, without a body', async () => {
    const answer = await page(new Request(linkOf('patient'), { method: 'HEAD' }));
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(300);
  });

  it('gives no file that is not part of it', async () => {
    for (const name of ['../../package.json', '..%2f..%2f1.json', 'index.html', '', 'licences.md', '__proto__']) {
      expect((await get(`${links.url}/assets/${name}`)).status).toBe(404);
    }
  });

  it('is found where it is mounted only, also at the root of a host', async () => {
    expect((await get('https://clinic.example/w/abc')).status).toBe(404);
    expect((await get('https://clinic.example/')).status).toBe(404);
    const atRoot = createJoinLinks({ url: 'https://v.clinic.example', secret: 'a secret of thirty-two characters' });
    const there = createJoinPage({ links: atRoot, desk });
    const link = atRoot.link({ sessionId: '7hq2m4x0c9t3n8r5k1wz', role: 'guest' });
    expect((await there(new Request(`${link}/visit`))).status).toBe(200);
  });
});

describe('the visit', () => {
  it('is told with the role of the link and the time at the clinic', async () => {
    const answer = await get(`${linkOf('guest')}/visit`);
    expect(await answer.json()).toMatchObject({ role: 'guest', now: clock.now(), visit: { status: 'open' } });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('shows the name of the patient to the practitioner alone, even if the desk says more', async () => {
    const talkative = createJoinPage({
      links,
      desk: { ...desk, visit: (pass) => desk.visit({ ...pass, role: 'practitioner' }) },
    });
    const tell = async (role: VideoRole): Promise<string> =>
      (await talkative(new Request(`${linkOf(role)}/visit`))).text();
    expect(await tell('practitioner')).toContain('Nora Berg');
    expect(await tell('patient')).not.toContain('Nora');
    expect(await tell('guest')).not.toContain('Nora');
  });

  it('tells nothing of a consultation that has ended, even if the desk says more', async () => {
    const { meeting } = desk;
    const tellAll: PretendedDesk['visit'] = async (pass) => {
      const visit = await desk.visit(pass);
      return visit && { ...visit, status: 'ended', meeting };
    };
    const talkative = createJoinPage({
      links,
      desk: { ...desk, visit: tellAll, admit: async (pass) => ({ type: 'refused', visit: await tellAll(pass) }) },
    });
    for (const request of [
      new Request(`${linkOf('practitioner')}/visit`),
      new Request(`${linkOf('practitioner')}/join`, { method: 'POST', headers: own, body: '{}' }),
    ]) {
      const text = await (await talkative(request)).text();
      expect(text).toContain('"meeting":null');
      expect(text).not.toMatch(/Sharma|Nora/);
    }
  });

  it('of which the desk knows nothing is answered like a forged link', async () => {
    desk.status = 'unknown';
    const [unknown, forged] = await Promise.all([get(`${linkOf('patient')}/visit`), get(`${links.url}/forged/visit`)]);
    expect([unknown.status, forged.status]).toEqual([404, 404]);
    expect(await unknown.text()).toBe(await forged.text());
    expect(Object.fromEntries(unknown.headers)).toEqual(Object.fromEntries(forged.headers));
  });
});

describe('joining and asking to be rung', () => {
  it('gives the ticket to who holds a link', async () => {
    desk.ticket = { type: 'livekit', serverUrl: 'wss://video.example', token: 'secret' };
    const answer = await post(`${linkOf('patient')}/join`);
    expect(await answer.json()).toEqual({ type: 'admitted', ticket: desk.ticket });
    expect(desk.asked).toEqual(['admit patient']);
  });

  it('says why there is no ticket', async () => {
    desk.status = 'early';
    expect(await (await post(`${linkOf('patient')}/join`)).json()).toMatchObject({
      type: 'refused',
      visit: { status: 'early' },
    });
    desk.status = 'unknown';
    expect((await post(`${linkOf('patient')}/join`)).status).toBe(404);
  });

  it('passes on that the patient wants to be rung, and whether that can be had', async () => {
    expect(await (await post(`${linkOf('patient')}/call`)).json()).toEqual({ isAsked: true });
    desk.canBeCalled = false;
    expect(await (await post(`${linkOf('patient')}/call`)).json()).toEqual({ isAsked: false });
  });

  it.each([
    ['from another site', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
    ['from another host of the same site', { ...own, 'sec-fetch-site': 'same-site' }, 403],
    ['from an address typed in', { ...own, 'sec-fetch-site': 'none' }, 403],
    ['from another origin', { 'content-type': 'application/json', origin: 'https://clinic.example.evil.example' }, 403],
    ['without saying from where', { 'content-type': 'application/json' }, 403],
    ['as a form', { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, 415],
    ['as text', { 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }, 415],
  ])('refuses what is posted %s', async (_, headers, status) => {
    for (const action of ['join', 'call'])
      expect((await post(`${linkOf('patient')}/${action}`, headers)).status).toBe(status);
    expect(desk.asked).toEqual([]);
  });

  it('takes the origin of the page from browsers that say no more', async () => {
    const headers = { 'content-type': 'application/json; charset=utf-8', origin: 'https://clinic.example' };
    expect((await post(`${linkOf('patient')}/join`, headers)).status).toBe(200);
  });

  it.each(['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('changes nothing on %s', async (method) => {
    for (const action of ['join', 'call']) {
      const answer = await page(new Request(`${linkOf('patient')}/${action}`, { method, headers: own }));
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST']);
    }
    expect(desk.asked).toEqual([]);
  });

  it.each(['POST', 'PUT', 'DELETE'])('takes no %s for what is only read', async (method) => {
    for (const path of ['', '/visit']) {
      expect((await page(new Request(`${linkOf('patient')}${path}`, { method, headers: own }))).status).toBe(405);
    }
  });
});

describe('when the clinic cannot be asked', () => {
  it('says so, and whom to ring', async () => {
    for (const method of ['visit', 'admit', 'callInstead'] as const) desk.broken.add(method);
    const answers = [
      await get(`${linkOf('patient')}/visit`),
      await post(`${linkOf('patient')}/join`),
      await post(`${linkOf('patient')}/call`),
    ];
    for (const answer of answers) {
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '10']);
      expect(await answer.json()).toEqual({ error: 'unavailable', clinic });
    }
  });

  it('logs the first failure and then one line a minute, without the link', async () => {
    desk.broken.add('visit');
    for (let seconds = 0; seconds < 125; seconds += 5) {
      await get(`${linkOf('patient')}/visit`);
      clock.advance(5_000);
    }
    expect(logged).toHaveLength(3);
    expect(logged[1]).toContain('"count":12');
    for (const line of logged) expect(line).not.toContain(linkOf('patient').slice(links.url.length + 1));
  });

  it('keeps what a foreign error says to itself', async () => {
    const failing = { ...desk, visit: () => Promise.reject(new TypeError('Nora Berg has no visit')) };
    const logger = { log: (...line: unknown[]) => void logged.push(JSON.stringify(line)) };
    const answer = await createJoinPage({ links, desk: failing, logger })(new Request(`${linkOf('patient')}/visit`));
    expect([answer.status, await answer.text()]).toEqual([503, '{"error":"unavailable","clinic":null}']);
    expect(logged.join()).not.toContain('Nora');
  });

  it('answers even if the log fails', async () => {
    desk.broken.add('visit');
    const logger = {
      log: () => {
        throw new Error('disk full');
      },
    };
    const answer = await createJoinPage({ links, desk, logger })(new Request(`${linkOf('patient')}/visit`));
    expect(answer.status).toBe(503);
  });

  it('shows the page, which keeps asking, also while the link cannot be looked up', async () => {
    const read = (): Promise<never> => Promise.reject(new Error('not now'));
    const there = createJoinPage({ links: { url: links.url, read }, desk, clinic });
    const answer = await there(new Request(linkOf('patient')));
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining('<!doctype html>')]);
    const visit = await there(new Request(`${linkOf('patient')}/visit`));
    expect([visit.status, await visit.json()]).toEqual([503, { error: 'unavailable', clinic }]);
  });

  it('says whom to ring by the link, where the page serves many clinics', async () => {
    desk.broken.add('visit');
    const whom = async (pass: VideoPass): Promise<typeof clinic | null> => (pass.role === 'patient' ? clinic : null);
    const there = createJoinPage({ links, desk, clinic: whom });
    const answers = ['patient', 'guest'] as const;
    const told = await Promise.all(answers.map((role) => there(new Request(`${linkOf(role)}/visit`))));
    expect(await Promise.all(told.map((answer) => answer.json()))).toEqual([
      { error: 'unavailable', clinic },
      { error: 'unavailable', clinic: null },
    ]);
  });

  it('takes links that are looked up elsewhere', async () => {
    const read = async (code: string) => (code === 'kept' ? ({ sessionId: 's', role: 'guest' } as const) : null);
    const there = createJoinPage({ links: { url: links.url, read }, desk });
    expect((await there(new Request(`${links.url}/kept/visit`))).status).toBe(200);
    expect((await there(new Request(`${links.url}/lost/visit`))).status).toBe(404);
  });
});

describe('guessing', () => {
  const patient = linkOf('patient');
  const guess = (index: number): string => `${patient.slice(0, -3)}${String(index).padStart(3, '0')}`;

  it('at the links of a visit keeps nobody out who holds one, and leaves nothing in the log', async () => {
    const statuses = new Set<number>();
    for (let index = 0; index < 1_000; index += 1) statuses.add((await get(`${guess(index)}/visit`)).status);
    expect([...statuses]).toEqual([404]);
    for (const role of ['patient', 'practitioner', 'guest'] as const) {
      expect((await get(`${linkOf(role)}/visit`)).status).toBe(200);
      expect((await post(`${linkOf(role)}/join`)).status).toBe(200);
    }
    expect(logged).toEqual([]);
  });
});

describe('the address of the video server', () => {
  it.each([
    'video.example',
    "wss://video.example'; script-src *",
    'wss://video.example;sandbox',
    'ftp://video.example',
    '',
  ])('is refused when it is %j', (address) => {
    expect(() => createJoinPage({ links, desk, connectTo: [address] })).toThrow(/joinPage\.connectTo\[0\]/);
  });
});
