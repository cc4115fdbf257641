import type { Clock } from '@clinicarrivals/core';
import type { WritableEventLog } from '../event-log.ts';
import type { FaultQueue, HangingRequests } from '../faults.ts';
import type { Connection, FetchHandler } from '../http-server.ts';
import type { Random } from '../random.ts';
import type { VideoApiRequest, VideoDialect } from './video-dialect.ts';
import type { VideoLogEntry } from './video-log.ts';

/**
 * What can go wrong at the API of a simulated video server.
 *
 * `401` `500` `503` refusals, nothing is done · `html` a page of some proxy with status 200, nothing is done · `nonsense` JSON with
 * status 200 that has nothing to do with the question, nothing is done · `hang` no answer, nothing is done · `reset` the connection
 * breaks, nothing is done · `accept-then-500` `accept-then-hang` the same after the work is done.
 */
export type VideoFaultKind =
  '401' | '500' | '503' | 'html' | 'nonsense' | 'hang' | 'reset' | 'accept-then-500' | 'accept-then-hang';

/** How well the server is; changed while it runs. */
export interface VideoServerHealth {
  /** Every connection breaks. */
  isDown: boolean;
  /** Of the wall's time, before each answer. */
  delayMs: number;
  /** Which part of the requests is answered with 500, from 0 to 1. */
  failureShare: number;
  /** How many rooms can be open at the same time. */
  roomLimit: number;
}

export interface VideoHandlerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly dialect: VideoDialect;
  readonly health: VideoServerHealth;
  readonly faults: FaultQueue<VideoFaultKind>;
  readonly hanging: HangingRequests;
  readonly log: WritableEventLog<VideoLogEntry>;
  /** Called before each answer, and after it: what is due is done. */
  readonly settle: () => void;
}

/** Makes the fetch handler of a simulated video server. */
export function createVideoHandler(options: VideoHandlerOptions): FetchHandler {
  const { clock, health, log, hanging, settle } = options;
  return async (request, connection = {}) => {
    const url = new URL(request.url);
    const asked: VideoApiRequest = {
      method: request.method,
      url,
      headers: request.headers,
      body: await request.text(),
    };
    if (health.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, health.delayMs));
    settle();
    const response = answer(options, asked, connection);
    settle();
    log.append({
      at: clock.now(),
      type: 'called',
      method: asked.method,
      // A browser's token is its own.
      url: `${url.pathname}${url.search}`.replace(/access_token=[^&]*/, 'access_token=…'),
      body: asked.body,
      status: response?.status ?? null,
    });
    // Who asks while it is down, or gets no answer, finds a connection that breaks or never speaks.
    return response ?? hanging.hang(request);
  };
}

/** Null for no answer. */
function answer(
  { dialect, health, faults, random }: VideoHandlerOptions,
  asked: VideoApiRequest,
  { incoming }: Connection,
): Response | null {
  const aimed = { method: asked.method, url: `${asked.url.pathname}${asked.url.search}` };
  const kind = health.isDown ? 'reset' : faults.take(aimed);
  const isUnlucky = kind === null && health.failureShare > 0 && random.chance(health.failureShare);
  switch (isUnlucky ? '500' : kind) {
    case null:
      return dialect.answer(asked);
    case '401':
    case '500':
    case '503':
      return new Response(null, { status: Number(kind ?? 500) });
    case 'html':
      return new Response('<!doctype html><title>Sign in</title><p>Please sign in.</p>', {
        headers: { 'content-type': 'text/html' },
      });
    case 'nonsense':
      return Response.json({ greeting: 'hello', content: 7 });
    case 'reset':
      incoming?.socket.destroy();
      return null;
    case 'hang':
      return null;
    case 'accept-then-500':
      dialect.answer(asked);
      return new Response(null, { status: 500 });
    case 'accept-then-hang':
      dialect.answer(asked);
      return null;
  }
}
