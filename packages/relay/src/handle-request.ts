import type { AccountInUse, Accounts } from './accounts.ts';
import { readLeaseRequest } from './lease-request.ts';
import { leaseWebhooks } from './lease-webhooks.ts';
import type { LeaseParts } from './lease-webhooks.ts';
import { requestTarget } from './kept-webhook.ts';
import type { Failures } from './failures.ts';
import { linkMailboxOf } from './links/link-mailbox.ts';
import type { LinkRecords } from './links/link-records.ts';
import { readLinkRequest } from './links/link-request.ts';
import type { Questions } from './links/questions.ts';
import { formatMetrics } from './metrics.ts';
import { readAccountSid, readBearer, readOriginalToken, toOriginalMessages } from './original-protocol.ts';
import { readBodyOrRefuse } from './read-body.ts';
import { Refusal, jsonResponse, retryAfter } from './responses.ts';
import { findRoute } from './route.ts';
import type { PublicAddress } from './route.ts';
import { acknowledge, checkHeaders, keepWebhook, readWebhookBody, spend } from './take-webhook.ts';
import type { IntakeParts } from './take-webhook.ts';
import type { GoodToken, TokenBook } from './token-book.ts';

/** What a clinic sends is small. */
const clinicBodyBytes = 4_096;
/** A hundred links, or the names of thousands. */
const linkBodyBytes = 262_144;
/** A clinic whose links are held by another account may have room for them a minute later. */
const fullForMs = 60_000;
/** What one GET of the first protocol takes. */
const takenAtOnce = 500;

/** What answering stands on. */
export interface RelayParts extends IntakeParts, LeaseParts {
  readonly accounts: Accounts;
  readonly tokens: TokenBook;
  readonly address: PublicAddress;
  readonly links: LinkRecords;
  readonly questions: Questions;
  readonly failures: Pick<Failures, 'checkHealth'>;
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
    case 'lease':
    case 'questions': {
      const { account } = await enter(parts, request, route.account);
      const asked = readLeaseRequest(await readClinicBody(parts, request, clinicBodyBytes));
      // The signal is costly to make on some servers, so only a wait has one.
      const signal = asked.waitSeconds > 0 ? request.signal : null;
      const mailbox = route.to === 'lease' ? account.mailbox : linkMailboxOf(account);
      return jsonResponse(200, await leaseWebhooks(parts, mailbox, { ...asked, signal }));
    }
    case 'links': {
      const { account } = await enter(parts, request, route.account);
      return takeLinks(parts, account, await readClinicBody(parts, request, linkBodyBytes));
    }
    case 'token': {
      const { account, token } = await enter(parts, request, route.account);
      return jsonResponse(201, JSON.stringify({ token: await parts.tokens.rotate(account, token) }));
    }
    case 'original':
      return request.method === 'POST' ? takeOriginal(parts, request, target) : giveOriginal(parts, request, target);
    case 'health':
      allow(request, 'GET', 'HEAD');
      await parts.failures.checkHealth();
      return jsonResponse(200, '{"status":"ok"}');
    case 'metrics':
      allow(request, 'GET', 'HEAD');
      return answerMetrics(parts);
    case 'nowhere':
      throw notFound();
  }
}

function readClinicBody({ limits, clock }: RelayParts, request: Request, maxBytes: number): Promise<Uint8Array> {
  return readBodyOrRefuse(request, { maxBytes, timeoutMs: limits.bodyTimeoutMs, clock });
}

/** Takes the links that a clinic pushes, and what it answers to those who have opened one. */
function takeLinks({ links, questions }: RelayParts, account: AccountInUse, body: Uint8Array): Response {
  const { id, mailbox, publicKey, limits } = account;
  if (publicKey === null)
    throw new Refusal('bad-request', 'Links need an account with a public key: questions are sealed to it.');
  const { answers, ...push } = readLinkRequest(body);
  const outcome = links.push(mailbox, push, limits.links);
  // What somebody waits for is given also when there is no room for a link.
  for (const answer of answers) questions.answered(mailbox, answer);
  if (outcome === 'full') {
    throw new Refusal('full', 'This account has no room for so many links.', {
      headers: retryAfter(fullForMs),
      account: id,
    });
  }
  return jsonResponse(200, JSON.stringify(outcome));
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

async function answerMetrics({ store, counts, waits, links, clock }: RelayParts): Promise<Response> {
  const mailboxes = await store.mailboxes();
  const text = formatMetrics({ counts, mailboxes, waiting: waits.count(), links: links.count(), now: clock.now() });
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
