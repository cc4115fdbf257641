import { Hono } from 'hono';
import { ClinicArrivalsError, ConfigurationError } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import type { Product } from '../product/product.ts';
import { createAccess } from './access.ts';
import { createAppointmentRoutes } from './appointment-routes.ts';
import { createAssetRoutes, doorAssets, readAsset } from './assets.ts';
import { readDay } from './day-view.ts';
import { checkHost, checkSameOrigin, secureHeaders } from './guards.ts';
import { toHealthAnswer } from './health-answer.ts';
import { createLive } from './live.ts';
import { createReminderRoutes } from './reminder-routes.ts';
import { createSimulationRoutes } from './simulation-routes.ts';
import { createStaffRoutes } from './staff-routes.ts';

/** What {@link createPage} takes. */
export interface PageOptions {
  readonly product: Product;
  readonly logger: Logger;
  /** The address under which the page is reached besides IP addresses and `localhost`; null for none. */
  readonly publicUrl: URL | null;
  /** True lets in only who holds the one-time link. Needed wherever other machines or users reach the port. */
  readonly needsToken: boolean;
  readonly isStarted: () => boolean;
}

/** The page and its API. */
export interface Page {
  readonly fetch: (request: Request) => Promise<Response> | Response;
  /** What follows the address in the one-time link, such as `/#…`; `/` where no token is needed. */
  readonly entrance: string;
  /** Ends the live views. */
  close(): void;
}

/** Makes the page of one clinic as a fetch handler. A GET changes nothing. */
export function createPage({ product, logger, publicUrl, needsToken, isStarted }: PageOptions): Page {
  const live = createLive(() => readDay(product));
  const mode = product.simulation === null ? 'real' : 'simulation';
  const app = new Hono();
  // Before all guards: who comes from elsewhere proves themselves by a signature or a link, and has guards of its own.
  const prefix = publicUrl?.pathname.replace(/\/+$/, '') ?? '';
  for (const { path, handle } of product.entrances) {
    // A proxy may cut off what stands before our own paths in PUBLIC_URL, or leave it.
    for (const each of new Set([path, `${prefix}${path}`])) app.all(each, (context) => handle(context.req.raw));
  }
  app.use(secureHeaders, checkHost(publicUrl), checkSameOrigin);
  app.get('/health', (context) => {
    const { status, body } = toHealthAnswer(product.arrivals.health(), { isStarted: isStarted(), mode });
    return context.json(body, status);
  });
  let entrance = '/';
  if (needsToken) {
    const access = createAccess({ door: readAsset('door.html'), open: doorAssets });
    entrance = `/#${access.token}`;
    app.route('/', access.routes);
    app.use(access.guard);
  }
  app.route('/', createAssetRoutes());
  app.route('/', createStaffRoutes(product, live));
  app.route('/', createAppointmentRoutes(product, live));
  app.route('/', createReminderRoutes(product));
  if (product.simulation !== null) app.route('/', createSimulationRoutes(product, product.simulation, live));
  app.notFound((context) => context.json({ error: 'there is nothing here' }, 404));
  app.onError((error, context) => {
    if (error instanceof ConfigurationError) return context.json({ error: error.message }, 400);
    // Messages of our own errors carry nothing about patients; of others nobody knows.
    const reason = ClinicArrivalsError.isInstance(error) ? error.message : error.name;
    logger.log('error', `[page] a request failed: ${reason}`);
    return context.json({ error: 'that did not work, see the log of the server' }, 500);
  });
  return { fetch: (request) => app.fetch(request), entrance, close: () => live.close() };
}
