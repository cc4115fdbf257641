import { Hono } from 'hono';
import { ConfigurationError, defaultSettings } from '@clinicarrivals/core';
import type { ClinicSettings, PractitionerSettings } from '@clinicarrivals/core';
import type { Product } from '../product/product.ts';
import { readDay } from './day-view.ts';
import type { Live } from './live.ts';
import { reception } from './reception.ts';
import { readBody, textOf, wordOf } from './request-body.ts';
import type { RequestBody } from './request-body.ts';

const everyRole = ['patient', 'guest', 'practitioner'] as const;

/** What reception sees and does. */
export function createStaffRoutes(product: Product, live: Live): Hono {
  const { arrivals } = product;
  const routes = new Hono();
  routes.get('/api/day', async (context) => context.json(await readDay(product)));
  routes.get('/api/live', () => live.open());
  routes.get('/api/settings', (context) =>
    context.json({ settings: arrivals.settings.get(), practitioners: arrivals.practitioners.list() }),
  );
  routes.post('/api/video-link', async (context) => {
    const body = await readBody(context.req.raw);
    // The practitioner's stands in the PMS, and must not get among what is passed on to patients.
    const roles = product.simulation === null ? (['patient', 'guest'] as const) : everyRole;
    const link = await arrivals.video.link({
      appointmentId: textOf(body, 'appointmentId'),
      role: wordOf(body, 'role', roles),
    });
    return context.json({ link });
  });
  routes.post('/api/tasks/resolve', async (context) => {
    const id = textOf(await readBody(context.req.raw), 'id');
    const isResolved = await arrivals.tasks.resolve({ id, by: reception });
    live.refresh();
    return context.json({ isResolved });
  });
  routes.post('/api/settings', async (context) => {
    const settings = toSettings(await readBody(context.req.raw));
    await arrivals.settings.set({ settings, by: reception });
    live.refresh();
    return context.json({ settings: arrivals.settings.get() });
  });
  routes.post('/api/practitioners', async (context) => {
    const practitioner = toPractitioner(await readBody(context.req.raw), arrivals.practitioners.list());
    await arrivals.practitioners.set({ practitioner, by: reception });
    live.refresh();
    return context.json({ practitioners: arrivals.practitioners.list() });
  });
  return routes;
}

/** The values are checked by `settings.set`, key by key. */
function toSettings(body: RequestBody): Partial<ClinicSettings> {
  if ('pmsProfile' in body) {
    // What is read from the PMS depends on it, and the connection is made at start.
    throw new ConfigurationError({
      field: 'pmsProfile',
      message: 'is read at start only; set it in the file that CLINICARRIVALS_CONFIG names, and start again',
    });
  }
  const unknown = Object.keys(body).find((key) => !Object.hasOwn(defaultSettings, key));
  if (unknown !== undefined) throw new ConfigurationError({ field: unknown, message: 'is no setting' });
  return body;
}

function toPractitioner(body: RequestBody, known: readonly PractitionerSettings[]): PractitionerSettings {
  const before = known.find((practitioner) => practitioner.id === body['id']);
  if (before === undefined)
    throw new ConfigurationError({ field: 'id', message: 'must be a practitioner who has been seen' });
  const { takesPart = before.takesPart, takesVideo = before.takesVideo, room = before.room } = body;
  if (typeof takesPart !== 'boolean' || typeof takesVideo !== 'boolean' || typeof room !== 'string')
    throw new ConfigurationError({
      field: 'practitioner',
      message: 'give takesPart, takesVideo as booleans, room as text',
    });
  return { ...before, takesPart, takesVideo, room };
}
