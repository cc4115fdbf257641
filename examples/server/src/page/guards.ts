import { isIP } from 'node:net';
import type { MiddlewareHandler } from 'hono';

const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Sets the security headers on every answer; answers are about patients, so nothing keeps them. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(securityHeaders)) context.res.headers.set(name, value);
  if (!context.res.headers.has('Cache-Control')) context.res.headers.set('Cache-Control', 'no-store');
};

/**
 * Refuses requests under a foreign host name: a page elsewhere may point its own name at this address (DNS rebinding) and
 * would then count as same-origin. An IP address cannot be pointed anywhere.
 */
export function checkHost(publicUrl: URL | null): MiddlewareHandler {
  return async (context, next) => {
    const { hostname } = new URL(context.req.url);
    const bare = hostname.replace(/^\[|\]$/g, '');
    if (bare === 'localhost' || isIP(bare) !== 0 || hostname === publicUrl?.hostname) return next();
    return context.json({ error: 'this address is not served here; set PUBLIC_URL to the one that you use' }, 421);
  };
}

/**
 * Refuses changes that another site has its visitor's browser ask for. Browsers say where a request comes from; a program
 * that is none says nothing, and has to send JSON, which no foreign form can.
 */
export const checkSameOrigin: MiddlewareHandler = async (context, next) => {
  if (context.req.method === 'GET' || context.req.method === 'HEAD') return next();
  const site = context.req.header('Sec-Fetch-Site');
  const origin = context.req.header('Origin');
  const isForeign =
    (site !== undefined && site !== 'same-origin') || (origin !== undefined && !isSameHost(origin, context.req.url));
  if (isForeign) return context.json({ error: 'changes are taken from this page only' }, 403);
  const type = context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') return context.json({ error: 'send application/json' }, 415);
  return next();
};

/** The scheme is left out: behind a proxy that ends TLS, ours is http and the browser's https. */
function isSameHost(origin: string, url: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === new URL(url).host;
}
