import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSimulated } from '../product/open-simulated.ts';
import type { Product } from '../product/product.ts';
import { serveProduct } from '../serve-product.ts';
import type { ServedProduct } from '../serve-product.ts';
import { emptySettingsFile } from '../settings/settings-file.ts';
import type { DayView } from './day-view.ts';

const logger = { log: () => undefined };
const port = { host: '127.0.0.1', port: 0, publicUrl: null, logger };

let product: Product;
let served: ServedProduct;
let base: string;

beforeAll(async () => {
  const file = { ...emptySettingsFile, templates: { en: { DoctorReady: 'Do come in now. {{ room }}' } } };
  product = await openSimulated({ seed: 1, speed: 600, file, logger });
  served = await serveProduct({ ...port, product, needsToken: false });
  base = served.url;
});
afterAll(async () => {
  await served.stop();
});

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(new URL(path, base), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function day(): Promise<DayView> {
  // What our own server answers.
  return (await (await fetch(new URL('/api/day', base))).json()) as DayView;
}

/** Waits for what the running clinic does by itself. */
async function until<T>(look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}

const texts = async (id: string): Promise<{ direction: string; body: string; what: string }[]> =>
  (await (await fetch(new URL(`/api/appointments/${id}/texts`, base))).json()) as never;

describe('the page', () => {
  it('answers with a strict policy, asks nobody else for anything, and is not kept', async () => {
    const response = await fetch(base);
    expect(response.status).toBe(200);
    const policy = response.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const html = await response.text();
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const [, path = ''] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g))
      expect([path, (await fetch(new URL(path, base))).status]).toEqual([path, 200]);
  });

  it('says that it is healthy', async () => {
    const response = await fetch(new URL('/health', base));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: 'ok', mode: 'simulation', isLeader: true, down: [] });
  });

  it('shows the day in plain words', async () => {
    const view = await day();
    expect(view).toMatchObject({ mode: 'simulation', clinic: { name: 'Main Street Clinic' }, clock: { speed: 600 } });
    expect(view.appointments.length).toBeGreaterThan(30);
    const starts = view.appointments.map(({ startAt }) => startAt);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const { words } of view.appointments) expect(words).toMatch(/^[A-Z][a-z]+/);
  });

  it('streams the day, and again when something has changed', async () => {
    const response = await fetch(new URL('/api/live', base));
    expect(response.headers.get('Content-Type')).toBe('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = (await reader?.read())?.value ?? '';
    expect(first).toMatch(/^data: \{"mode":"simulation"/);
    await post('/api/simulation/speed', { speed: 601 });
    let later = '';
    while (!later.includes('"speed":601')) later += (await reader?.read())?.value ?? '"speed":601 never came';
    expect(later).toContain('\n\n');
    await reader?.cancel();
  });
});

describe('who may ask', () => {
  const speed = { speed: 600 };

  it.each([
    ['a page elsewhere, by its origin', { Origin: 'https://elsewhere.example' }],
    ['a page elsewhere, as the browser says', { 'Sec-Fetch-Site': 'cross-site' }],
    ['another site of the same domain', { 'Sec-Fetch-Site': 'same-site' }],
    ['a sandboxed frame', { Origin: 'null' }],
  ])('lets %s change nothing', async (_, headers) => {
    const before = (await day()).clock.speed;
    expect((await post('/api/simulation/speed', { speed: 1 }, headers)).status).toBe(403);
    expect((await day()).clock.speed).toBe(before);
  });

  it('takes changes of the page itself and of programs that are no browser', async () => {
    const headers = { Origin: new URL(base).origin, 'Sec-Fetch-Site': 'same-origin' };
    expect((await post('/api/simulation/speed', speed, headers)).status).toBe(200);
    expect((await post('/api/simulation/speed', speed)).status).toBe(200);
  });

  it('takes no form, which a foreign page could send', async () => {
    const response = await post('/api/simulation/speed', 'speed=1', {
      'Content-Type': 'application/x-www-form-urlencoded',
    });
    expect(response.status).toBe(415);
  });

  it('answers nobody who came under a foreign name', async () => {
    const { createPage } = await import('./create-page.ts');
    const options = { product, logger, needsToken: false, isStarted: () => true };
    const page = createPage({ ...options, publicUrl: new URL('https://arrivals.clinic.example') });
    const ask = async (host: string): Promise<number> =>
      (await page.fetch(new Request(`http://${host}/api/day`))).status;
    expect(await ask('rebound.example:4600')).toBe(421);
    expect(await ask('arrivals.clinic.example')).toBe(200);
    expect(await ask('127.0.0.1:4600')).toBe(200);
    expect(await ask('[::1]:4600')).toBe(200);
    expect(await ask('localhost:4600')).toBe(200);
  });

  it('changes nothing on GET', async () => {
    for (const path of ['tasks/resolve', 'practitioners', 'simulation/speed', 'simulation/reply', 'simulation/status'])
      expect((await fetch(new URL(`/api/${path}`, base))).status).toBe(404);
  });
});

describe('the one-time link', () => {
  it('is exchanged for a cookie once; without the cookie everything but health and the door is 401', async () => {
    const { createPage } = await import('./create-page.ts');
    const page = createPage({ product, logger, publicUrl: null, needsToken: true, isStarted: () => true });
    const ask = (path: string, init?: RequestInit): Promise<Response> | Response =>
      page.fetch(new Request(`http://127.0.0.1:4600${path}`, init));
    const exchange = (token: string): Promise<Response> | Response =>
      ask('/session', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ token }),
      });

    for (const path of ['/', '/api/day', '/api/live', '/page.js', '/nothing'])
      expect((await ask(path)).status).toBe(401);
    for (const path of ['/door.js', '/health']) expect((await ask(path)).status).toBe(200);
    expect((await exchange('guessed')).status).toBe(401);
    const token = page.entrance.slice('/#'.length);
    const opened = await exchange(token);
    const cookie = opened.headers.get('Set-Cookie') ?? '';
    expect(opened.status).toBe(204);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
    expect((await ask('/api/day', { headers: { Cookie: cookie.split(';')[0] ?? '' } })).status).toBe(200);
    expect((await exchange(token)).status).toBe(401);
  });
});

describe('what reception does', () => {
  it('changes settings, and refuses what is none by name', async () => {
    expect((await post('/api/settings', { inviteMinutes: 12 })).status).toBe(200);
    const read = (await (await fetch(new URL('/api/settings', base))).json()) as {
      settings: { inviteMinutes: number };
    };
    expect(read.settings.inviteMinutes).toBe(12);
    for (const [body, field] of [
      [{ inviteMinuets: 12 }, 'inviteMinuets'],
      [{ inviteMinutes: -1 }, 'inviteMinutes'],
      [{ pmsProfile: 'fhir' }, 'pmsProfile'],
    ] as const) {
      const refused = await post('/api/settings', body);
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain(field);
    }
  });

  it('changes how a practitioner is found, and only of one who is known', async () => {
    const changed = await post('/api/practitioners', { id: 'practitioner-1', room: 'Room 12.' });
    expect(await changed.text()).toContain('"room":"Room 12."');
    expect((await post('/api/practitioners', { id: 'nobody', room: '' })).status).toBe(400);
    expect((await post('/api/practitioners', { id: 'practitioner-1', room: 12 })).status).toBe(400);
  });

  it('sends no reminder of an appointment that nobody knows, and says so', async () => {
    const asked = await post('/api/reminders/send', { appointmentId: 'none' });
    expect(await asked.json()).toEqual({
      answer: 'unknown-appointment',
      reason: 'No such appointment has been seen in the PMS.',
      at: null,
    });
  });

  it('is told what is wrong with a request', async () => {
    for (const [path, body] of [
      ['/api/tasks/resolve', {}],
      ['/api/tasks/resolve', '['],
      ['/api/tasks/resolve', '[]'],
      ['/api/tasks/resolve', 'x'.repeat(20_000)],
      ['/api/simulation/speed', { speed: -1 }],
      ['/api/simulation/status', { appointmentId: 'none', change: 'arrived' }],
      ['/api/simulation/status', { appointmentId: 'appointment-1', change: 'vanished' }],
      ['/api/simulation/reply', { appointmentId: 'none', text: 'yes' }],
      ['/api/reminders/send', {}],
      ['/api/consent', { appointmentId: 'none', consent: 'opted-out' }],
      ['/api/consent', { appointmentId: 'appointment-1', consent: 'perhaps' }],
    ] as const)
      expect([path, (await post(path, body)).status]).toEqual([path, 400]);
    for (const path of ['appointment-1/why?template=Hello', 'none', 'none/consent'])
      expect([path, (await fetch(new URL(`/api/appointments/${path}`, base))).status]).toEqual([path, 400]);
    expect(await (await post('/api/tasks/resolve', { id: 'none' })).json()).toEqual({ isResolved: false });
  });
});

describe('playing patient and PMS', () => {
  it('brings a patient who texts "arrived" to the waiting room, and calls them in with the clinic’s own words', async () => {
    await post('/api/simulation/speed', { speed: 60 });
    const patient = await until(async () =>
      (await day()).appointments.findLast(({ state, canBeTexted }) => state === 'upcoming' && canBeTexted),
    );
    await post('/api/simulation/reply', { appointmentId: patient.id, text: 'arrived' });
    const state = async (): Promise<string | undefined> =>
      (await day()).appointments.find(({ id }) => id === patient.id)?.state;
    await until(async () => (await state()) === 'arrived');
    await post('/api/simulation/status', { appointmentId: patient.id, change: 'ready' });
    await until(async () => (await state()) === 'called');
    const callIn = await until(async () => (await texts(patient.id)).find(({ what }) => what === 'DoctorReady'));
    expect(callIn.body).toMatch(/^Do come in now\. Room/);
    const why = await fetch(new URL(`/api/appointments/${patient.id}/why?template=DoctorReady`, base));
    expect(await why.json()).toMatchObject({ answer: 'sent', template: 'DoctorReady' });
  });

  it('moves, cancels, and books again in the PMS', async () => {
    const patient = await until(async () =>
      (await day()).appointments.findLast(({ state, canBeTexted }) => state === 'upcoming' && canBeTexted),
    );
    const line = async (): Promise<DayView['appointments'][number] | undefined> =>
      (await day()).appointments.find(({ id }) => id === patient.id);
    await post('/api/simulation/status', { appointmentId: patient.id, change: 'moved', minutes: 30 });
    await until(async () => (await line())?.startAt === patient.startAt + 30 * 60_000);
    await post('/api/simulation/status', { appointmentId: patient.id, change: 'cancelled' });
    await until(async () => (await line())?.pmsStatus === 'cancelled');
    await post('/api/simulation/status', { appointmentId: patient.id, change: 'booked' });
    await until(async () => (await line())?.pmsStatus === 'booked');
  });

  it('raises an urgent task first, which reception settles', async () => {
    const patient = await until(async () => (await day()).appointments.findLast(({ canBeTexted }) => canBeTexted));
    await post('/api/simulation/reply', { appointmentId: patient.id, text: 'I have chest pain' });
    const task = await until(async () => (await day()).tasks.find(({ isUrgent }) => isUrgent));
    expect((await day()).tasks[0]?.isUrgent).toBe(true);
    expect(await (await post('/api/tasks/resolve', { id: task.id })).json()).toEqual({ isResolved: true });
    expect((await day()).tasks.map(({ id }) => id)).not.toContain(task.id);
  });
});
