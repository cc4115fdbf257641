import { createHash, timingSafeEqual } from 'node:crypto';

import type { Clock, Logger } from '@clinicarrivals/core';
import {
  bodyRefusals,
  createRefusalLog,
  failedBy,
  readBody,
  refused,
  toRefusalResponse,
} from '@clinicarrivals/core/http';
import type { Refusal } from '@clinicarrivals/core/http';

import type { EventCount } from './event-count.ts';
import { readNotification } from './read-notification.ts';

const maxBytes = 1_000_000;
const timeoutMs = 5_000;
const methods: readonly string[] = ['POST', 'PUT', 'DELETE'];

/** What the handler works with. */
export interface NotificationHandlerParts {
  /** The value of the `Authorization` header that the server sends. */
  readonly authorization: string;
  readonly count: EventCount;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Takes a hint; one without an id is about all appointments. */
  noticed(hint: { readonly appointmentIds: readonly string[] }): Promise<void>;
  /** Told of each genuine notification, and whether it says that there will be no more. */
  heard(isOver: boolean): void;
}

/** Makes the fetch handler of notifications. Nothing of a request is read before its sender has proved itself, and nothing is logged. */
export function createNotificationHandler(parts: NotificationHandlerParts): (request: Request) => Promise<Response> {
  const { clock, logger, count } = parts;
  const isGenuine = createCheck(parts.authorization);
  const refusals = createRefusalLog({ clock, logger });

  const take = async (request: Request): Promise<Refusal | null> => {
    if (!methods.includes(request.method)) return refused(405, 'only notifications are taken here');
    if (!isGenuine(request.headers.get('authorization')))
      return refused(401, 'the secret of the subscription is wrong');
    const body = await readBody(request, { maxBytes, timeoutMs, clock });
    if (typeof body === 'string') return bodyRefusals[body];
    const notification = readNotification(new URL(request.url).pathname, body);
    if (notification === null) return refused(400, 'no notification of a Subscription');
    parts.heard(notification.isOver);
    const hasGap = count.take(notification.counted);
    const { appointmentIds } = notification;
    // Further ahead than the days that are looked at, an appointment is read by its id alone.
    if (appointmentIds !== null && appointmentIds.length > 0) await parts.noticed({ appointmentIds });
    if (hasGap || appointmentIds === null) await parts.noticed({ appointmentIds: [] });
    return null;
  };

  return async (request) => {
    const refusal = await take(request).catch((error: unknown) => failedBy('not taken,', error));
    refusals.flush();
    if (refusal === null) return new Response(null, { status: 200 });
    refusals.add(refusal);
    return toRefusalResponse(refusal, methods);
  };
}

/** Compares in a time that does not depend on how much is right. */
function createCheck(expected: string): (given: string | null) => boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  const wanted = digest(expected);
  return (given) => given !== null && timingSafeEqual(digest(given), wanted);
}
