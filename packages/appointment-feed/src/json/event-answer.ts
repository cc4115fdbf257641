import type { Refusal } from '@clinicarrivals/core/http';
import type { EventOutcome } from './take-events.ts';

/** Answers events that were read: 202 when all were taken, 422 with every field that is wrong when one was not. */
export function answerOutcomes(
  outcomes: readonly EventOutcome[],
  { isBatch }: { readonly isBatch: boolean },
): Response {
  const refused = outcomes.flatMap((each) => (each.outcome === 'refused' ? each.errors : []));
  const [first] = outcomes;
  if (refused.length === 0) return answer(202, 'application/json', isBatch ? { outcomes } : { ...first });
  const detail = refused.slice(0, 3).map(({ field, message }) => `${field} ${message}`);
  return answer(422, 'application/problem+json', {
    title: isBatch ? 'Some of the events cannot be used' : 'The event cannot be used',
    status: 422,
    detail: detail.join('; '),
    ...(isBatch ? { outcomes } : { errors: refused }),
  });
}

/** Answers a request of which nothing was taken. */
export function answerRefusal({ status, reason }: Refusal): Response {
  return answer(
    status,
    'application/problem+json',
    // The reasons of 503 are for our own log.
    { title: titles[status] ?? 'The request was not taken', status, ...(status === 503 ? {} : { detail: reason }) },
    {
      ...(status === 401 ? { 'www-authenticate': 'Bearer, Basic realm="events"' } : {}),
      ...(status === 405 ? { allow: 'POST' } : {}),
      ...(status === 503 ? { 'retry-after': '10' } : {}),
      ...(status === 429 ? { 'retry-after': '1' } : {}),
      // The rest of a body that is not wanted would else be read to its end.
      ...(status === 401 || status === 408 || status === 413 ? { connection: 'close' } : {}),
    },
  );
}

const titles: Readonly<Record<number, string>> = {
  400: 'The body cannot be read',
  401: 'The sender is not known',
  405: 'Wrong method',
  408: 'The body came too slowly',
  413: 'The body is too large',
  415: 'Wrong content type',
  422: 'The events cannot be used',
  429: 'Too many requests',
  503: 'Not stored: send it again',
};

/** RFC 9457 for what is refused. */
function answer(status: number, type: string, body: object, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } });
}
