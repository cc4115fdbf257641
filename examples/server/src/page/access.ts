import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { readBody, textOf } from './request-body.ts';

/** Lets in only who holds the link: its token is exchanged for a cookie, once. */
export interface Access {
  /** What goes behind `#` of the link; a fragment reaches no server and no log. */
  readonly token: string;
  /** Answers 401 to who has no cookie, besides the door and what makes it work. */
  readonly guard: MiddlewareHandler;
  /** Where the token is exchanged. */
  readonly routes: Hono;
}

/** Makes the access of one server. Only whoever holds the cookie of its one session gets in. */
export function createAccess(options: {
  /** What stands at the door: a page that carries the token from the fragment to the exchange. */
  readonly door: string;
  /** Paths that need no cookie: they are the same for everybody. */
  readonly open: readonly string[];
}): Access {
  const token = randomBytes(32).toString('base64url');
  const session = randomBytes(32).toString('base64url');
  // Cookies are shared by all ports of a host, so that two servers of one machine must not use one name.
  const cookieName = `clinicarrivals-${randomBytes(4).toString('hex')}`;
  let isSpent = false;

  const routes = new Hono();
  routes.post('/session', async (context) => {
    const given = textOf(await readBody(context.req.raw), 'token');
    if (isSpent || !isSame(given, token)) return context.json({ error: 'this link has been used or is not ours' }, 401);
    isSpent = true;
    const secure = new URL(context.req.url).protocol === 'https:';
    setCookie(context, cookieName, session, { httpOnly: true, sameSite: 'Strict', path: '/', secure });
    return context.body(null, 204);
  });
  const guard: MiddlewareHandler = async (context, next) => {
    if (isSame(getCookie(context, cookieName) ?? '', session) || options.open.includes(context.req.path)) return next();
    return context.req.path === '/' ? context.html(options.door, 401) : context.json({ error: 'no access' }, 401);
  };
  return { token, guard, routes };
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
