/** A webhook as it is kept and handed out; see docs/relay-protocol.md, "What is kept". */
export interface KeptWebhook {
  readonly method: string;
  /** Letter by letter as it was requested, on the relay's public address. */
  readonly url: string;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes in base64. */
  readonly body: string;
}

/** What says something of the way rather than of the webhook: hop-by-hop (RFC 9110, 7.6.1), cookies, what proxies add. */
const leftOut: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'cookie',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'x-original-forwarded-for',
  'true-client-ip',
  'cf-connecting-ip',
  'cf-connecting-ipv6',
]);

/** Puts a request into the shape that is kept. */
export function toKeptWebhook(request: Request, url: string, body: Uint8Array): KeptWebhook {
  const named = (request.headers.get('connection') ?? '').toLowerCase().split(',');
  const ofTheWay = new Set(named.map((name) => name.trim()));
  const headers: Record<string, string> = {};
  request.headers.forEach((value, name) => {
    if (!leftOut.has(name) && !name.startsWith('x-forwarded-') && !ofTheWay.has(name)) headers[name] = value;
  });
  return { method: request.method, url, headers, body: Buffer.from(body).toString('base64') };
}

/**
 * The request target letter by letter: path and query as the first line of the request has them.
 *
 * What the server knows goes first: in a `Request` that was parsed `'` of a query has become `%27` and dots in a path are gone. A known
 * target that is no path (a whole URL, or `*`) belongs in a request to a proxy; what the `Request` says is used in its place.
 */
export function requestTarget(request: Request, known: string | undefined): string {
  if (known?.startsWith('/') === true) return known;
  // Not by parsing: some servers leave the letters of the URL as they were.
  const [, target = '/'] = /^[a-z]+:\/\/[^/?#]*(\/.*)$/is.exec(request.url) ?? [];
  return target;
}
