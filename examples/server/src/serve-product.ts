import { createAdaptorServer } from '@hono/node-server';
import { ConfigurationError } from '@clinicarrivals/core';
import type { Logger } from '@clinicarrivals/core';
import { createPage } from './page/create-page.ts';
import type { Page } from './page/create-page.ts';
import type { Product } from './product/product.ts';

/** What {@link serveProduct} takes. */
export interface ServeOptions {
  readonly product: Product;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly publicUrl: URL | null;
  /** True lets in only who holds the one-time link. */
  readonly needsToken: boolean;
  readonly logger: Logger;
}

/** A product that runs and shows its page. */
export interface ServedProduct {
  /** The address of the page, with the one-time token where one is needed. */
  readonly url: string;
  /** Takes no new request, finishes what is under way, closes the store (idempotent). */
  stop(): Promise<void>;
}

/**
 * Takes the port, starts the product, and shows its page.
 *
 * The port comes first: a second start on the same port fails before it has touched anything.
 *
 * @throws ConfigurationError when the port is taken or may not be used
 */
export async function serveProduct(options: ServeOptions): Promise<ServedProduct> {
  const { product, logger, publicUrl, needsToken } = options;
  let isStarted = false;
  const page = createPage({ product, logger, publicUrl, needsToken, isStarted: () => isStarted });
  let stopListening: (() => Promise<void>) | null = null;
  let stopping: Promise<void> | null = null;
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      page.close();
      await stopListening?.();
      await product.stop();
    })();
    return stopping;
  };
  try {
    const listening = await listen(page, options);
    stopListening = listening.close;
    await product.start();
    isStarted = true;
    return { url: `${listening.origin}${page.entrance}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Listening {
  readonly origin: string;
  readonly close: () => Promise<void>;
}

function listen({ fetch }: Page, { host, port }: ServeOptions): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createAdaptorServer({ fetch, overrideGlobalObjects: false });
    const close = (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        // Live views and idle connections would hold it open for ever.
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    server.once('error', (error: Error) => {
      reject(toListenError(error, host, port));
    });
    server.listen(port, host, () => {
      const address = server.address();
      const taken = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ origin: `http://${host.includes(':') ? `[${host}]` : host}:${taken}`, close });
    });
  });
}

function toListenError(error: Error, host: string, port: number): ConfigurationError {
  const code = 'code' in error ? String(error.code) : error.name;
  const address = `${host}:${port}`;
  if (code === 'EADDRINUSE') {
    return new ConfigurationError({
      field: 'PORT',
      message: `${address} is in use, perhaps by another ClinicArrivals; stop that one, or set PORT to another number`,
    });
  }
  const isHost = code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND';
  return new ConfigurationError({
    field: isHost ? 'HOST' : 'PORT',
    message: isHost
      ? `${address} is no address of this machine; set HOST to 127.0.0.1 or to one that is`
      : `cannot listen on ${address} (${code}); set PORT to another number`,
    cause: error,
  });
}
