import type { Clock, Logger, VideoDesk, VideoPass } from '@clinicarrivals/core';
import { pageFolder } from '../page-folder.ts';
import { createAnswers } from './answers.ts';
import type { Answer, JoinPageClinic, JoinPageFailure } from './answers.ts';
import { createFailureLog } from './failure-log.ts';
import type { JoinLinks } from './join-links.ts';
import { findJoinRoute, isFromPage, isJson, methodsOf } from './join-route.ts';
import { readPageFiles, sendFile } from './page-files.ts';
import { createPageHeaders } from './page-headers.ts';

/** Where the page is mounted and what the last part of a link proves: `createJoinLinks`, or a table of links that were pushed. */
export interface JoinPageLinks extends Pick<JoinLinks, 'url'> {
  read(code: string): VideoPass | null | Promise<VideoPass | null>;
}

/** What {@link createJoinPage} is given. */
export interface JoinPageOptions {
  readonly links: JoinPageLinks;
  /** Core's `arrivals.video` fits. */
  readonly desk: VideoDesk;
  /**
   * Where the browsers of patients connect to for pictures and sound, such as `wss://video.example`; they connect nowhere else. Needed for
   * LiveKit and OpenVidu, not for services with a page of their own.
   */
  readonly connectTo?: readonly string[];
  /** Whom to ring when nothing is known of a visit; where the page serves many clinics, what tells whose link it is, and never rejects. */
  readonly clinic?: JoinPageClinic | ((pass: VideoPass) => Promise<JoinPageClinic | null>);
  /** Default: silence. */
  readonly logger?: Logger;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** Takes one request; never rejects. */
export type JoinPage = (request: Request) => Promise<Response>;

/**
 * Makes the fetch handler of the page on which people join a consultation: everything below `links.url`.
 *
 * `GET /<code>` is the page, `GET /<code>/visit` what it shows ({@link JoinPageVisit}), `POST /<code>/join` gives a `VideoAdmittance`,
 * `POST /<code>/call` asks to be rung instead. Only the POSTs change anything, and only the page itself can make them: they need
 * `Content-Type: application/json`, and `Sec-Fetch-Site: same-origin` or the page's `Origin`. No answer tells one unknown link from another, and no
 * link comes into a log.
 *
 * @throws ConfigurationError when `connectTo` has what is no address
 * @example
 * const page = createJoinPage({ links, desk: arrivals.video, connectTo: ['wss://video.example'] });
 * app.all('/v/*', (context) => page(context.req.raw));
 */
export function createJoinPage(options: JoinPageOptions): JoinPage {
  const { links } = options;
  const { publicClinic, clinicOf } = toClinics(options.clinic ?? null);
  const clock = options.clock ?? { now: () => Date.now() };
  const failures = createFailureLog({ clock, logger: options.logger ?? { log: () => undefined } });
  const headers = createPageHeaders(options.connectTo ?? []);
  const answerPass = createAnswers({ desk: options.desk, clock });
  const { origin, pathname } = new URL(links.url);
  const base = pathname.replace(/\/$/, '');
  const loadFiles = rememberSuccess(() => readPageFiles(pageFolder));

  const { toResponse, fail } = createResponses(headers, publicClinic);
  const identify = createIdentification({ links, failures });

  const serve = async (request: Request): Promise<Response> => {
    const route = findJoinRoute(new URL(request.url).pathname, base);
    if (route === null) return fail(404, 'unknown-link');
    const methods = methodsOf(route);
    if (!methods.includes(request.method)) return fail(405, 'refused', { allow: methods.join(', ') });
    if (route.type === 'asset') {
      const file = (await loadFiles()).assets.get(route.name);
      return file === undefined
        ? fail(404, 'unknown-link')
        : sendFile({ request, file, status: 200, headers: { ...headers, ...keptForEver } });
    }
    if (request.method === 'POST') {
      if (!isJson(request.headers)) return fail(415, 'refused');
      if (!isFromPage(request.headers, origin)) return fail(403, 'refused');
    }
    const pass = await identify(route.code);
    if (route.type === 'page') {
      const { html } = await loadFiles();
      if (typeof pass === 'number') return sendFile({ request, file: html, status: pass, headers });
      // The browser asks for the visit while it loads the page: on a telephone that saves a fifth of a second.
      const link = `<${base}/${route.code}/visit>; rel=preload; as=fetch; crossorigin`;
      return sendFile({ request, file: html, status: 200, headers: { ...headers, link } });
    }
    if (pass === 404) return fail(404, 'unknown-link');
    if (pass === 503) return fail(503, 'unavailable', { 'retry-after': '10' });
    try {
      const answer = await answerPass[route.type](pass);
      return answer === null ? fail(404, 'unknown-link') : toResponse(answer);
    } catch (error) {
      failures.add(error);
      return fail(503, 'unavailable', { 'retry-after': '10' }, await clinicOf(pass));
    }
  };

  return (request) =>
    serve(request).catch((error: unknown) => {
      failures.add(error);
      return fail(503, 'unavailable', { 'retry-after': '10' });
    });
}

const keptForEver = { 'cache-control': 'public, max-age=31536000, immutable' };

type Headers = Readonly<Record<string, string>>;

function createResponses(headers: Headers, publicClinic: JoinPageClinic | null) {
  const toResponse = ({ status, body }: Answer, more: Headers = {}): Response =>
    Response.json(body, { status, headers: { ...headers, ...more } });
  const fail = (status: number, error: JoinPageFailure['error'], more?: Headers, clinic = publicClinic): Response =>
    toResponse({ status, body: { error, clinic } satisfies JoinPageFailure }, more);
  return { toResponse, fail };
}

/** Makes what tells who holds a link, or with which status that is not told. */
function createIdentification({
  links,
  failures,
}: {
  readonly links: JoinPageLinks;
  readonly failures: ReturnType<typeof createFailureLog>;
}): (code: string) => Promise<VideoPass | 404 | 503> {
  return async (code) => {
    try {
      return (await links.read(code)) ?? 404;
    } catch (error) {
      failures.add(error);
      return 503;
    }
  };
}

/** Whom everybody may ring, and whom the holder of a link. */
function toClinics(clinic: Exclude<JoinPageOptions['clinic'], undefined> | null): {
  readonly publicClinic: JoinPageClinic | null;
  readonly clinicOf: (pass: VideoPass) => Promise<JoinPageClinic | null>;
} {
  return typeof clinic === 'function'
    ? { publicClinic: null, clinicOf: clinic }
    : { publicClinic: clinic, clinicOf: async () => clinic };
}

/** Does something once; again only when it failed. */
function rememberSuccess<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load().catch((error: unknown) => {
      loaded = null;
      throw error;
    });
    return loaded;
  };
}
