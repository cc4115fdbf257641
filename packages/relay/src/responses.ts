/** The codes of `{ "error": { "code", "message" } }`, with their HTTP status. */
const statuses = {
  'bad-request': 400,
  unauthorised: 401,
  'not-found': 404,
  method: 405,
  timeout: 408,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
  full: 507,
} as const;

/** Why a request is refused. */
export type RefusalCode = keyof typeof statuses;

/** A request is answered with an error. The message never repeats anything of the request. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly headers: Readonly<Record<string, string>>;
  /** The id of the account that it concerns, where the one who runs the relay has to do something for it. */
  readonly account: string | null;

  constructor(
    code: RefusalCode,
    message: string,
    { headers = {}, account = null }: { headers?: Readonly<Record<string, string>>; account?: string | null } = {},
  ) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.headers = headers;
    this.account = account;
  }
}

/** Answers a refusal. */
export function toErrorResponse({ code, message, headers }: Refusal): Response {
  return jsonResponse(statuses[code], JSON.stringify({ error: { code, message } }), headers);
}

/** Answers JSON that must not be kept on the way. */
export function jsonResponse(status: number, body: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });
}

/** `Retry-After` in whole seconds, rounded up. */
export function retryAfter(delayMs: number): Readonly<Record<string, string>> {
  return { 'retry-after': String(Math.max(1, Math.ceil(delayMs / 1_000))) };
}
