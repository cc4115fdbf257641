import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Clock } from '@clinicarrivals/core';
import type { FaultQueue, HangingRequests } from '../faults.ts';
import type { Connection, FetchHandler } from '../http-server.ts';
import type { Exchange } from './exchange.ts';
import { parseNewText } from './new-text.ts';
import { GatewayRefusal, toRefusalResponse } from './refusal.ts';
import { toTextList } from './text-list.ts';
import { toTextJson } from './text-record.ts';
import type { TextRecord } from './text-record.ts';

/**
 * What can go wrong at the simulated gateway.
 *
 * `not-mobile` the number is refused for good (21614), nothing is taken · `500` `429` `401` refusals, nothing is taken ·
 * `html` a page of some proxy, nothing is taken · `hang` no answer, nothing is taken · `reset` the connection breaks, nothing
 * is taken · `accept-then-500` `accept-then-hang` `accept-then-reset` the same after the work is done: the text *was* taken.
 */
export type GatewayFaultKind =
  | 'not-mobile'
  | '401'
  | '429'
  | '500'
  | 'html'
  | 'hang'
  | 'reset'
  | 'accept-then-500'
  | 'accept-then-hang'
  | 'accept-then-reset';

/** How long a new text is missing from the list; set while the gateway runs. */
export interface ListLag {
  durationMs: number;
}

export interface GatewayHandlerOptions {
  readonly clock: Clock;
  readonly accountSid: string;
  readonly authToken: string;
  readonly numbers: readonly string[];
  /** Undefined for an account without a messaging service. */
  readonly messagingServiceSid?: string;
  readonly exchange: Exchange;
  readonly faults: FaultQueue<GatewayFaultKind>;
  readonly hanging: HangingRequests;
  readonly listLag: ListLag;
  /** Called before each answer: what is due is done first. */
  readonly settle: () => void;
}

type GatewayContext = Context<{ Bindings: Connection }>;
type Work = (context: GatewayContext) => Promise<Response> | Response;

/** Makes the fetch handler of the simulated gateway. */
export function createGatewayHandler(options: GatewayHandlerOptions): FetchHandler {
  const { accountSid, exchange } = options;
  const app = new Hono<{ Bindings: Connection }>();
  const route = (work: Work) => (context: GatewayContext) => answer(options, context, work);
  const list = `/2010-04-01/Accounts/${accountSid}/Messages.json`;
  const one = `/2010-04-01/Accounts/${accountSid}/Messages/:file`;
  const show = (record: TextRecord, status = 200): Response =>
    Response.json(toTextJson(record, accountSid), { status });
  const find = (context: GatewayContext): TextRecord => {
    const record = exchange.get((context.req.param('file') ?? '').replace(/\.json$/, ''));
    if (record === undefined) throw new GatewayRefusal(404, 20404, 'The requested resource was not found');
    return record;
  };

  app.post(
    list,
    route(async (context) => {
      const form = new URLSearchParams(await context.req.text());
      const { numbers, messagingServiceSid = null } = options;
      const text = parseNewText(form, { exchange, numbers, messagingServiceSid, now: options.clock.now() });
      return show(exchange.send(text), 201);
    }),
  );
  app.get(
    list,
    route((context) => {
      const visibleUntil = options.clock.now() - options.listLag.durationMs;
      const records = exchange.list().filter(({ createdAt }) => createdAt <= visibleUntil);
      return Response.json(toTextList(new URL(context.req.url).searchParams, { records, accountSid }));
    }),
  );
  app.get(
    one,
    route((context) => show(find(context))),
  );
  app.post(
    one,
    route(async (context) => show(update(exchange, find(context), new URLSearchParams(await context.req.text())))),
  );
  app.notFound(
    route(() => {
      throw new GatewayRefusal(404, 20404, 'The requested resource was not found');
    }),
  );
  return (request, connection) => app.fetch(request, connection ?? {});
}

function update(exchange: Exchange, record: TextRecord, form: URLSearchParams): TextRecord {
  if (form.get('Status') === 'canceled') {
    const canceled = exchange.cancel(record.sid);
    if (canceled === undefined)
      throw new GatewayRefusal(400, 30409, 'Only a message that is scheduled or still queued can be canceled.');
    return canceled;
  }
  if (form.get('Body') !== '')
    throw new GatewayRefusal(400, 20001, 'A message can only be canceled, or redacted with an empty Body.');
  return exchange.redact(record.sid) ?? record;
}

async function answer(options: GatewayHandlerOptions, context: GatewayContext, work: Work): Promise<Response> {
  options.settle();
  const fault = options.faults.take({ method: context.req.method, url: context.req.url });
  if (fault !== null && !fault.startsWith('accept-then-')) return fail(options, context, fault);
  try {
    checkCredentials(options, context.req.header('authorization'));
    const response = await work(context);
    return fault === null ? response : await fail(options, context, fault);
  } catch (error) {
    if (!(error instanceof GatewayRefusal)) throw error;
    return toRefusalResponse(error);
  } finally {
    options.settle();
  }
}

function fail(
  options: GatewayHandlerOptions,
  context: GatewayContext,
  kind: GatewayFaultKind,
): Promise<Response> | Response {
  switch (kind) {
    case '401':
      return toRefusalResponse(new GatewayRefusal(401, 20003, 'Authenticate'));
    case 'not-mobile':
      return toRefusalResponse(new GatewayRefusal(400, 21614, "The 'To' number is not a valid mobile number."));
    case '429':
      return toRefusalResponse(new GatewayRefusal(429, 20429, 'Too Many Requests'), { 'retry-after': '1' });
    case '500':
    case 'accept-then-500':
      return toRefusalResponse(new GatewayRefusal(500, 20500, 'An internal server error has occurred'));
    case 'html':
      return new Response('<!doctype html><title>502</title><p>Bad gateway', {
        status: 502,
        headers: { 'content-type': 'text/html' },
      });
    case 'reset':
    case 'accept-then-reset':
      context.env.incoming?.socket.destroy();
      return options.hanging.hang(context.req.raw);
    case 'hang':
    case 'accept-then-hang':
      return options.hanging.hang(context.req.raw);
    default:
      return kind satisfies never;
  }
}

function checkCredentials({ accountSid, authToken }: GatewayHandlerOptions, given: string | undefined): void {
  const wanted = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  if (given !== wanted) throw new GatewayRefusal(401, 20003, 'Authenticate');
}
