import { Hono } from 'hono';
import { ConfigurationError, templateNames } from '@clinicarrivals/core';
import type { BoardLine } from '@clinicarrivals/core';
import type { Product } from '../product/product.ts';
import { toAppointment } from './day-view.ts';
import type { Live } from './live.ts';
import { reception } from './reception.ts';
import { readBody, textOf, wordOf } from './request-body.ts';

/** What reception sees of one appointment, of whatever day, and whether its patient wants texts. */
export function createAppointmentRoutes(product: Product, live: Live): Hono {
  const { arrivals } = product;
  const routes = new Hono();
  routes.get('/api/appointments/:id', async (context) => {
    const tasks = await arrivals.tasks.open();
    const line = await lineOf(product, context.req.param('id'));
    return context.json(
      toAppointment(
        line,
        tasks.some(({ appointmentId }) => appointmentId === line.appointmentId),
      ),
    );
  });
  routes.get('/api/appointments/:id/texts', async (context) => {
    const line = await arrivals.appointment({ appointmentId: context.req.param('id') });
    const phone = line?.phone ?? null;
    return context.json(phone === null ? [] : await arrivals.thread({ phone }));
  });
  routes.get('/api/appointments/:id/why', async (context) => {
    const template = templateNames.find((name) => name === context.req.query('template'));
    if (template === undefined)
      throw new ConfigurationError({ field: 'template', message: `must be one of: ${templateNames.join(', ')}` });
    return context.json(await arrivals.explain({ appointmentId: context.req.param('id'), template }));
  });
  routes.get('/api/appointments/:id/consent', async (context) => {
    const { phone, textProblem } = await lineOf(product, context.req.param('id'));
    const isOptedOut = textProblem === 'opted-out';
    if (phone === null) return context.json({ phone, consent: 'unknown', isOptedOut, changes: [] });
    const [consent, changes] = await Promise.all([
      arrivals.consent.get({ phone }),
      arrivals.consent.history({ phone }),
    ]);
    return context.json({ phone, consent, isOptedOut, changes });
  });
  routes.post('/api/consent', async (context) => {
    const body = await readBody(context.req.raw);
    const { phone } = await lineOf(product, textOf(body, 'appointmentId'));
    if (phone === null)
      throw new ConfigurationError({ field: 'appointmentId', message: 'has no number that can be texted' });
    const consent = wordOf(body, 'consent', ['opted-in', 'opted-out'] as const);
    await arrivals.consent.set({ phone, consent, by: reception });
    live.refresh();
    return context.json({ consent });
  });
  return routes;
}

async function lineOf({ arrivals }: Product, appointmentId: string): Promise<BoardLine> {
  const line = await arrivals.appointment({ appointmentId });
  if (line === null)
    throw new ConfigurationError({ field: 'appointmentId', message: 'is of no appointment that is known' });
  return line;
}
