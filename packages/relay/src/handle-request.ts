import type { AccountInUse, Accounts } from './accounts.ts';
import { readLeaseRequest } from './lease-request.ts';
import { leaseWebhooks } from './lease-webhooks.ts';
import type { LeaseParts } from './lease-webhooks.ts';
import { requestTarget } from './kept-webhook.ts';
import { formatMetrics } from './metrics.ts';
import { readAccountSid, readBearer, readOriginalToken, toOriginalMessages } from './original-protocol.ts';
import { readBodyOrRefuse } from './read-body.ts';
import { Refusal, jsonResponse } from './responses.ts';
import { findRoute } from './route.ts';
import type { PublicAddress } from './route.ts';
import { acknowledge, checkHeaders, keepWebhook, readWebhookBody, spend } from './take-webhook.ts';
import type { IntakeParts } from './take-webhook.ts';
import type { GoodToken, TokenBook } from './token-book.ts';

/** What a clinic sends is small. */
const clinicBodyBytes = 4_096;
/** What one GET of the first protocol takes. */
const takenAtOnce = 500;

/** What answering stands on. */
export interface RelayParts extends IntakeParts, LeaseParts {
  readonly accounts: Accounts;
  readonly tokens: TokenBook;
  readonly address: PublicAddress;
  /** Throws while the store takes nothing. */
  checkHealth(): Promise<void>;
}

/**
 * Answers one request.
 *
 * @throws Refusal, or StorageError
 */
export async function handleRequest(
  parts: RelayParts,
  request: Request,
  knownTarget: string | undefined,
): Promise<Response> {
  const target = requestTarget(request, knownTarget);
  const [path = ''] = parts.address.pathOf(target).split(/[?#]/, 1);
  const route = findRoute(path);
  switch (route.to) {
    case 'webhook':
      return takeWebhook(parts, { request, target, account: parts.accounts.byPath(route.path) });
    case 'lease': {
      const { account } = await enter(parts, request, route.account);
      const { clock, limits } = parts;
      const timeoutMs = limits.bodyTimeoutMs;
      const asked = readLeaseRequest(await readBodyOrRefuse(request, { maxBytes: clinicBodyBytes, timeoutMs, clock }));
      // The signal is costly to make on some servers, so only a wait has one.
      const signal = asked.waitSeconds > 0 ? request.signal : null;
      return jsonResponse(200, await leaseWebhooks(parts, account, { ...asked, signal }));
    }
    case 'token': {
      const { account, token } = await enter(parts, request, route.account);
      return jsonResponse(201, JSON.stringify({ token: await parts.tokens.rotate(account, token) }));
    }
    case 'original':
      return request.method === 'POST' ? takeOriginal(parts, request, target) : giveOriginal(parts, request, target);
    case 'health':
      allow(request, 'GET', 'HEAD');
      await parts.checkHealth();
      return jsonResponse(200, '{"status":"ok"}');
    case 'metrics':
      allow(request, 'GET', 'HEAD');
      return answerMetrics(parts);
    case 'nowhere':
      throw notFound();
  }
}

async function takeWebhook(
  parts: RelayParts,
  { request, target, account }: { request: Request; target: string; account: AccountInUse | null },
): Promise<Response> {
  if (account === null) throw notFound();
  allow(request, 'POST');
  spend(account, 'webhookBucket', parts.clock.now());
  checkHeaders(request, parts.limits.headerBytes);
  const body = await readWebhookBody(request, parts);
  await keepWebhook(parts, account, { request, url: parts.address.urlOf(target), body });
  return acknowledge(account.reply);
}

/** Lets in who has a good token of the account. No token, a wrong one and an unknown account look the same. */
async function enter(
  parts: RelayParts,
  request: Request,
  id: string,
): Promise<{ readonly account: AccountInUse; readonly token: GoodToken }> {
  allow(request, 'POST');
  const given = readBearer(request.headers.get('authorization'));
  const account = parts.accounts.byId(id);
  const token = given === null ? null : await parts.tokens.authenticate(account, given);
  if (account === null || token === null) throw unauthorised('Bearer');
  spend(account, 'clinicBucket', parts.clock.now());
  return { account, token };
}

async function takeOriginal(parts: RelayParts, request: Request, target: string): Promise<Response> {
  checkHeaders(request, parts.limits.headerBytes);
  const body = await readWebhookBody(request, parts);
  const accountSid = readAccountSid(body);
  const account = accountSid === null ? null : parts.accounts.byAccountSid(accountSid);
  if (account === null) throw notFound();
  spend(account, 'webhookBucket', parts.clock.now());
  await keepWebhook(parts, account, { request, url: parts.address.urlOf(target), body });
  return acknowledge('twiml');
}

async function giveOriginal(parts: RelayParts, request: Request, target: string): Promise<Response> {
  // Asking for the headers only must not consume anything.
  allow(request, 'GET', 'POST');
  const query = target.includes('?') ? target.slice(target.indexOf('?')) : '';
  const account = parts.accounts.byAccountSid(new URLSearchParams(query).get('AccountSid') ?? '');
  const given = readOriginalToken(request.headers.get('authorization'));
  const isOpen = account?.legacy?.isOpen === true;
  const token = given === null || isOpen ? null : await parts.tokens.authenticate(account, given);
  if (account === null || (token === null && !isOpen)) throw unauthorised('Basic');
  spend(account, 'clinicBucket', parts.clock.now());
  const { store, clock, counts } = parts;
  const taken = await store.take({ account: account.mailbox, limit: takenAtOnce, now: clock.now() });
  counts.leased += taken.length;
  counts.acknowledged += taken.length;
  return jsonResponse(200, toOriginalMessages(taken));
}

async function answerMetrics({ store, counts, waits, clock }: RelayParts): Promise<Response> {
  const mailboxes = await store.mailboxes();
  const text = formatMetrics({ counts, mailboxes, waiting: waits.count(), now: clock.now() });
  return new Response(text, { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
}

function allow(request: Request, ...methods: readonly string[]): void {
  if (methods.includes(request.method)) return;
  throw new Refusal('method', `Only ${methods.join(' and ')} may be used here.`, {
    headers: { allow: methods.join(', ') },
  });
}

function notFound(): Refusal {
  return new Refusal('not-found', 'There is nothing here.');
}

function unauthorised(scheme: 'Bearer' | 'Basic'): Refusal {
  const challenge = scheme === 'Basic' ? 'Basic realm="relay"' : 'Bearer';
  return new Refusal('unauthorised', 'The account is unknown, or the token is missing or wrong.', {
    headers: { 'www-authenticate': challenge },
  });
}
