import { Hono } from 'hono';
import type { Product } from '../product/product.ts';
import { reception } from './reception.ts';
import { readReminders } from './reminder-view.ts';
import { readBody, textOf } from './request-body.ts';

/** Which reminders go out, and sending one now. */
export function createReminderRoutes(product: Product): Hono {
  const routes = new Hono();
  routes.get('/api/reminders', async (context) => context.json(await readReminders(product)));
  routes.post('/api/reminders/send', async (context) => {
    const appointmentId = textOf(await readBody(context.req.raw), 'appointmentId');
    return context.json(await product.arrivals.reminders.send({ appointmentId, by: `staff:${reception}` }));
  });
  return routes;
}
