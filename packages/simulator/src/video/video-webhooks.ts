import type { Clock } from '@clinicarrivals/core';
import type { WritableEventLog } from '../event-log.ts';
import type { FaultQueue } from '../faults.ts';

/** A webhook that is to be posted. */
export interface NewWebhook {
  /** As the server names it, such as `participant_joined`. */
  readonly event: string;
  readonly sessionId: string;
  /** Made at the moment of posting: signatures are valid for a while only. */
  toRequest(): { readonly headers: Record<string, string>; readonly body: string };
}

/** One webhook that a video server has posted. `status` is null when nobody answered. */
export interface VideoWebhookCall {
  readonly at: number;
  /** As the server names it: `participant_joined` (LiveKit), `participantJoined` (OpenVidu). */
  readonly event: string;
  readonly sessionId: string;
  readonly status: number | null;
}

/**
 * What can go wrong with a webhook, aimed by `match` at its name: `POST participant_joined`.
 *
 * `lost`: never posted · `doubled`: posted twice · `swapped`: posted after the next one · `late`: posted half a minute later.
 */
export type VideoWebhookFaultKind = 'lost' | 'doubled' | 'swapped' | 'late';

export interface VideoWebhooks {
  post(webhook: NewWebhook): void;
  /** Resolves when every webhook that was posted has been answered or has failed; late ones and retries are not waited for. */
  idle(): Promise<void>;
  /** Posts nothing any more. */
  stop(): void;
}

export interface VideoWebhooksOptions {
  readonly clock: Clock;
  /** Null for nowhere. */
  readonly url: string | null;
  readonly faults: FaultQueue<VideoWebhookFaultKind>;
  readonly log: WritableEventLog<VideoWebhookCall>;
  /** One after another, as OpenVidu does; LiveKit posts at the same time. */
  readonly isSequential: boolean;
  /** The pauses before it is tried again, in milliseconds of the clock, and for which answers (null: nobody answered). */
  readonly retries: { readonly delaysMs: readonly number[]; readonly isFor: (status: number | null) => boolean };
}

const lateMs = 30_000;
const timeoutMs = 10_000;

/** Posts webhooks, at once in wall time. */
export function createVideoWebhooks(options: VideoWebhooksOptions): VideoWebhooks {
  const { clock, url, faults, log, retries } = options;
  const pending = new Set<Promise<void>>();
  const waiting = new Set<() => void>();
  let latest = Promise.resolve();
  let held: NewWebhook | null = null;
  let isStopped = false;

  const later = (delayMs: number, action: () => void): void => {
    const cancel = clock.schedule(delayMs, () => {
      waiting.delete(cancel);
      action();
    });
    waiting.add(cancel);
  };
  const deliver = async (webhook: NewWebhook, attempt: number): Promise<void> => {
    if (url === null || isStopped) return;
    const status = await send(url, webhook);
    log.append({ at: clock.now(), event: webhook.event, sessionId: webhook.sessionId, status });
    const delayMs = retries.delaysMs[attempt];
    if (delayMs !== undefined && retries.isFor(status)) later(delayMs, () => begin(webhook, attempt + 1));
  };
  const begin = (webhook: NewWebhook, attempt = 0): void => {
    const work = (options.isSequential ? latest : Promise.resolve()).then(() => deliver(webhook, attempt));
    latest = work;
    pending.add(work);
    void work.finally(() => pending.delete(work));
  };

  return {
    post: (webhook) => {
      if (url === null) return;
      const fault = faults.take({ method: 'POST', url: webhook.event });
      if (fault === 'swapped' && held === null) {
        held = webhook;
        return;
      }
      if (fault === 'late') later(lateMs, () => begin(webhook));
      else if (fault !== 'lost') begin(webhook);
      if (fault === 'doubled') begin(webhook);
      if (held !== null) begin(held);
      held = null;
    },
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
    stop: () => {
      isStopped = true;
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}

async function send(url: string, webhook: NewWebhook): Promise<number | null> {
  try {
    const request = { method: 'POST', ...webhook.toRequest(), signal: AbortSignal.timeout(timeoutMs) };
    const response = await fetch(url, request);
    await response.arrayBuffer();
    return response.status;
  } catch {
    // Nobody there: whoever receives webhooks has to do without.
    return null;
  }
}
