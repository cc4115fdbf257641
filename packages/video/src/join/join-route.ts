/** What a request is for. */
export type JoinRoute =
  | { readonly type: 'asset'; readonly name: string }
  | { readonly type: 'page' | 'visit' | 'join' | 'call'; readonly code: string };

/** Finds out what a request is for by its path, below the path where the page is mounted; null when there is no such thing. */
export function findJoinRoute(pathname: string, base: string): JoinRoute | null {
  if (!pathname.startsWith(`${base}/`)) return null;
  const [first = '', action, ...rest] = pathname.slice(base.length + 1).split('/');
  if (rest.length > 0) return null;
  if (first === 'assets' && action !== undefined) return { type: 'asset', name: action };
  if (action === undefined) return { type: 'page', code: first };
  return action === 'visit' || action === 'join' || action === 'call' ? { type: action, code: first } : null;
}

/** The methods of a route: only what is posted changes anything. */
export function methodsOf({ type }: JoinRoute): readonly string[] {
  return type === 'join' || type === 'call' ? ['POST'] : ['GET', 'HEAD'];
}

/**
 * Whether a POST was made by the page itself: no other site can make a browser send one with these headers.
 *
 * @param origin where the page lies, as in `URL.origin`
 */
export function isFromPage(headers: Headers, origin: string): boolean {
  const site = headers.get('sec-fetch-site');
  return site === null ? headers.get('origin') === origin : site === 'same-origin';
}

/** Whether a POST is declared as JSON, which forms cannot send. */
export function isJson(headers: Headers): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '');
}
