import { Hono } from 'hono';
import { ConfigurationError } from '@clinicarrivals/core';
import type { PlayableSimulation, Product } from '../product/product.ts';
import type { Live } from './live.ts';
import { numberOf, readBody, textOf, wordOf } from './request-body.ts';
import type { RequestBody } from './request-body.ts';

const changes = ['booked', 'arrived', 'ready', 'moved', 'cancelled'] as const;
/** Up to an hour of the clinic a second: faster, and the servers' own latency would look like minutes. */
const fastest = 3_600;
const longestText = 1_600;

/** What somebody at the page plays: the patients, the PMS and time. Only where all of them are simulated. */
export function createSimulationRoutes(product: Product, simulation: PlayableSimulation, live: Live): Hono {
  const routes = new Hono();
  routes.post('/api/simulation/speed', async (context) => {
    const speed = numberOf(await readBody(context.req.raw), 'speed', { from: 0, to: fastest });
    simulation.clock.setSpeed(speed);
    live.refresh();
    return context.json({ speed });
  });
  routes.post('/api/simulation/reply', async (context) => {
    const body = await readBody(context.req.raw);
    const text = textOf(body, 'text').slice(0, longestText);
    const line = await product.arrivals.appointment({ appointmentId: textOf(body, 'appointmentId') });
    const from = line?.phone ?? null;
    if (from === null) {
      throw new ConfigurationError({ field: 'appointmentId', message: 'must be of a patient who has a mobile number' });
    }
    simulation.simulated.gateway.controls.inbound({ from, body: text });
    live.refresh();
    return context.json({ isSent: true });
  });
  routes.post('/api/simulation/status', async (context) => {
    changeInPms(simulation, await readBody(context.req.raw));
    live.refresh();
    return context.json({ isChanged: true });
  });
  return routes;
}

function changeInPms({ simulated }: PlayableSimulation, body: RequestBody): void {
  const { controls } = simulated.pms;
  const id = textOf(body, 'appointmentId');
  const appointment = controls.appointment(id);
  if (appointment === null)
    throw new ConfigurationError({ field: 'appointmentId', message: 'must be of an appointment in the PMS' });
  const change = wordOf(body, 'change', changes);
  switch (change) {
    case 'booked':
    case 'arrived':
      controls.setStatus(id, change);
      return;
    case 'ready':
      // The simulated PMS is one that says fulfilled when the doctor starts.
      controls.setStatus(id, 'fulfilled');
      return;
    case 'cancelled':
      controls.cancel(id);
      return;
    case 'moved':
      controls.move(
        id,
        Date.parse(appointment.start ?? '') + numberOf(body, 'minutes', { from: -720, to: 720 }) * 60_000,
      );
      return;
    default:
      change satisfies never;
  }
}
