import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Clock } from '@clinicarrivals/core';
import type { FaultQueue, HangingRequests } from '../faults.ts';
import type { Connection, FetchHandler } from '../http-server.ts';
import { processBundle } from './bundle-processing.ts';
import { toCapabilityStatement } from './capability.ts';
import { toConditional } from './operations.ts';
import type { Interaction, Operate, PmsSupport } from './operations.ts';
import { PmsRefusal, toRefusalAnswer } from './outcome.ts';
import type { Answer } from './outcome.ts';
import { answerFault, spoilAnswer } from './pms-faults.ts';
import type { PmsFaultKind } from './pms-faults.ts';
import type { ResourceStore } from './resource-store.ts';
import type { Searches } from './search.ts';
import { parseJsonObject, parseType } from './validation.ts';

/** How clients have to identify themselves. */
export type PmsAuthentication =
  | { readonly type: 'none' }
  | { readonly type: 'bearer'; readonly token: string }
  | { readonly type: 'basic'; readonly user: string; readonly password: string };

export interface PmsHandlerOptions {
  readonly clock: Clock;
  readonly store: ResourceStore;
  readonly searches: Searches;
  readonly operate: Operate;
  readonly supports: PmsSupport;
  readonly authentication: PmsAuthentication;
  readonly faults: FaultQueue<PmsFaultKind>;
  readonly hanging: HangingRequests;
}

type PmsContext = Context<{ Bindings: Connection }>;

/** The path that the FHIR base URL ends with. */
export const basePath = '/fhir';

/** Makes the fetch handler of the simulated PMS. */
export function createPmsHandler(options: PmsHandlerOptions): FetchHandler {
  const app = new Hono<{ Bindings: Connection }>();
  const route = (work: (context: PmsContext) => Promise<Answer> | Answer) => (context: PmsContext) =>
    answer(options, context, work);

  const system = route(async (context) => {
    if (context.req.method === 'POST') {
      const body = parseJsonObject(await readJsonText(context));
      return processBundle({ store: options.store, operate: options.operate, baseUrl: baseUrlOf(context) }, body);
    }
    const page = options.searches.page(context.req.query('_page') ?? '', baseUrlOf(context));
    return toConditional(options.supports, header(context, 'if-none-match'), page.etag, page.body);
  });
  app.on(['GET', 'POST'], basePath, system);
  app.on(['GET', 'POST'], `${basePath}/`, system);
  app.get(
    `${basePath}/metadata`,
    route(() => ({
      status: 200,
      headers: {},
      body: JSON.stringify(toCapabilityStatement(options.supports, options.clock.now())),
    })),
  );
  app.post(
    `${basePath}/:type/_search`,
    route(async (context) => {
      const parameters = new URLSearchParams(await context.req.text());
      for (const [name, value] of new URL(context.req.url).searchParams) parameters.append(name, value);
      return options.operate({ ...(await toInteraction(context)), method: 'GET', id: null, parameters });
    }),
  );
  app.all(
    `${basePath}/:type`,
    route(async (context) => options.operate(await toInteraction(context))),
  );
  app.all(
    `${basePath}/:type/:id`,
    route(async (context) => options.operate(await toInteraction(context))),
  );
  app.notFound(
    route(() => {
      throw new PmsRefusal(404, 'not-found', `This server answers below ${basePath}`);
    }),
  );
  return (request, connection) => app.fetch(request, connection ?? {});
}

async function answer(
  options: PmsHandlerOptions,
  context: PmsContext,
  work: (context: PmsContext) => Promise<Answer> | Answer,
): Promise<Response> {
  const fault = options.faults.take({ method: context.req.method, url: context.req.url });
  const spoiled = fault === null ? null : answerFault(fault, context, options.hanging);
  if (spoiled !== null) return spoiled;
  try {
    checkAuthentication(options.authentication, header(context, 'authorization'));
    checkFormat(context);
    const result = await work(context);
    return toResponse(fault === null ? result : spoilAnswer(fault, result, context.req.url));
  } catch (error) {
    if (!(error instanceof PmsRefusal)) throw error;
    return toResponse(toRefusalAnswer(error));
  }
}

async function toInteraction(context: PmsContext): Promise<Interaction> {
  const { method } = context.req;
  const type = parseType(context.req.param('type') ?? '');
  const isWrite = method === 'PUT' || (method === 'POST' && !context.req.path.endsWith('/_search'));
  return {
    method,
    type,
    id: context.req.param('id') ?? null,
    parameters: new URL(context.req.url).searchParams,
    body: isWrite ? parseJsonObject(await readJsonText(context)) : null,
    ifMatch: header(context, 'if-match'),
    ifNoneMatch: header(context, 'if-none-match'),
    ifNoneExist: header(context, 'if-none-exist'),
    isStrict: header(context, 'prefer')?.includes('handling=strict') === true,
    baseUrl: baseUrlOf(context),
  };
}

function readJsonText(context: PmsContext): Promise<string> {
  const contentType = header(context, 'content-type') ?? 'application/fhir+json';
  if (!contentType.includes('json')) throw new PmsRefusal(415, 'not-supported', 'Send application/fhir+json');
  return context.req.text();
}

function checkFormat(context: PmsContext): void {
  const wanted = context.req.query('_format') ?? header(context, 'accept') ?? 'json';
  if (wanted.includes('xml') && !wanted.includes('json') && !wanted.includes('*')) {
    throw new PmsRefusal(406, 'not-supported', 'This server speaks application/fhir+json only');
  }
}

function checkAuthentication(authentication: PmsAuthentication, given: string | null): void {
  if (authentication.type === 'none') return;
  const wanted =
    authentication.type === 'bearer'
      ? `Bearer ${authentication.token}`
      : `Basic ${Buffer.from(`${authentication.user}:${authentication.password}`).toString('base64')}`;
  if (given !== wanted) throw new PmsRefusal(401, 'login', 'The credentials are missing or wrong');
}

function toResponse({ status, headers, body }: Answer): Response {
  return new Response(body, {
    status,
    headers: {
      ...(body === null ? {} : { 'content-type': 'application/fhir+json; charset=utf-8' }),
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...headers,
    },
  });
}

function header(context: PmsContext, name: string): string | null {
  return context.req.header(name) ?? null;
}

function baseUrlOf(context: PmsContext): string {
  return `${new URL(context.req.url).origin}${basePath}`;
}
