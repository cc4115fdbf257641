import type { Context } from 'hono';
import type { HangingRequests } from '../faults.ts';
import type { Connection } from '../http-server.ts';
import { PmsRefusal, toRefusalAnswer } from './outcome.ts';
import type { Answer } from './outcome.ts';
import { isObject } from './validation.ts';

/**
 * What can go wrong at the simulated PMS.
 *
 * `html` a login page with status 200 · `401` `409` `412` `422` `429` `500` refusals, nothing is changed ·
 * `accept-then-500` the work is done, the answer is a failure · `hang` no answer, nothing is changed · `reset` the
 * connection breaks, nothing is changed · `half-bundle` the body breaks off in the middle · `page-loop` the next link
 * leads to the same page again.
 */
export type PmsFaultKind =
  | 'html'
  | '401'
  | '409'
  | '412'
  | '422'
  | '429'
  | '500'
  | 'accept-then-500'
  | 'hang'
  | 'reset'
  | 'half-bundle'
  | 'page-loop';

/** Answers instead of doing the work; null when the work is to be done first. */
export function answerFault(
  kind: PmsFaultKind,
  context: Context<{ Bindings: Connection }>,
  hanging: HangingRequests,
): Promise<Response> | Response | null {
  switch (kind) {
    case 'html':
      return new Response('<!doctype html><title>Sign in</title><p>Please sign in.</p>', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    case '401':
      return refuse(401, 'login', 'The session has ended; sign in again', { 'www-authenticate': 'Bearer' });
    case '409':
      return refuse(409, 'conflict', 'Somebody else is changing this');
    case '412':
      return refuse(412, 'conflict', 'This has changed since it was read');
    case '422':
      return refuse(422, 'business-rule', 'A rule of this clinic forbids that');
    case '429':
      return refuse(429, 'throttled', 'Too many requests', { 'retry-after': '2' });
    case '500':
      return refuse(500, 'exception', 'Something broke');
    case 'hang':
      return hanging.hang(context.req.raw);
    case 'reset':
      context.env.incoming?.socket.destroy();
      return hanging.hang(context.req.raw);
    case 'accept-then-500':
    case 'half-bundle':
    case 'page-loop':
      return null;
    default:
      return kind satisfies never;
  }
}

/** Spoils the answer to work that was done. */
export function spoilAnswer(kind: PmsFaultKind, answer: Answer, url: string): Answer {
  if (kind === 'accept-then-500') return toRefusalAnswer(new PmsRefusal(500, 'exception', 'Something broke'));
  if (answer.body === null) return answer;
  if (kind === 'half-bundle') return { ...answer, body: answer.body.slice(0, Math.floor(answer.body.length / 2)) };
  const bundle: unknown = JSON.parse(answer.body);
  if (!isObject(bundle) || bundle['resourceType'] !== 'Bundle') return answer;
  return { ...answer, body: JSON.stringify({ ...bundle, link: [{ relation: 'next', url }] }) };
}

function refuse(status: number, issue: string, diagnostics: string, headers: Record<string, string> = {}): Response {
  return new Response(toRefusalAnswer(new PmsRefusal(status, issue, diagnostics)).body, {
    status,
    headers: { 'content-type': 'application/fhir+json; charset=utf-8', ...headers },
  });
}
