/** Where a request goes. */
export type Route =
  | { readonly to: 'webhook'; readonly path: string }
  | { readonly to: 'lease' | 'token' | 'links' | 'questions'; readonly account: string }
  | { readonly to: 'original' | 'health' | 'metrics' | 'nowhere' };

/** What a clinic calls, by the end of the path. */
const calls: ReadonlyMap<string, 'lease' | 'token' | 'links' | 'questions'> = new Map([
  ['lease', 'lease'],
  ['token', 'token'],
  ['links', 'links'],
  ['links/lease', 'questions'],
]);

/** Finds out where a request goes, by its target on the relay's public address without the query. */
export function findRoute(path: string): Route {
  const webhook = /^\/in\/([A-Za-z0-9_-]{43})$/.exec(path)?.[1];
  if (webhook !== undefined) return { to: 'webhook', path: webhook };
  const [, account, call = ''] = /^\/v1\/accounts\/([A-Za-z0-9_-]{1,64})\/([a-z/]+)$/.exec(path) ?? [];
  const to = calls.get(call);
  if (account !== undefined && to !== undefined) return { to, account };
  if (path === '/twilio') return { to: 'original' };
  if (path === '/health') return { to: 'health' };
  return { to: path === '/metrics' ? 'metrics' : 'nowhere' };
}

/** The relay's public address, taken apart. */
export interface PublicAddress {
  /**
   * What comes after the address as the gateway sees it: path and query. Where the relay is reached under a path, that is left out, whether
   * the proxy in front has done so or not.
   */
  pathOf(target: string): string;
  /** The whole URL as the gateway requested it. */
  urlOf(target: string): string;
}

/** Reads the public address. The caller has checked that it is a URL. */
export function createPublicAddress(publicUrl: string): PublicAddress {
  // Letter by letter as it is given to clinics: signatures are made over it.
  const base = publicUrl.replace(/\/+$/, '');
  const prefix = new URL(base).pathname.replace(/\/+$/, '');
  const pathOf = (target: string): string =>
    prefix !== '' && target.startsWith(`${prefix}/`) ? target.slice(prefix.length) : target;
  return { pathOf, urlOf: (target) => base + pathOf(target) };
}
