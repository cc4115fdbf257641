import type { PhoneNumber } from '@clinicarrivals/core';
import type { Pdu } from 'smpp';
import type { SmppServer } from './smpp-server.ts';

/** Waits for something, at most five seconds. */
export async function until(isTrue: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    if (isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('waited in vain');
}

/** Waits until somebody has bound, and has had the answer. */
export async function untilBound(server: SmppServer, times = 1): Promise<void> {
  await until(() => server.binds() >= times);
  await new Promise((resolve) => setTimeout(resolve, 20));
}

/** The words that were submitted to a phone, parts of a long text as one. */
export function bodiesSent(server: SmppServer, phone: PhoneNumber): readonly string[] {
  const bodies: string[] = [];
  for (const pdu of submitted(server).filter(({ destination_addr: to }) => `+${String(to)}` === phone)) {
    // As the package decodes them.
    const { message, udh } = pdu['short_message'] as { readonly message: string; readonly udh?: readonly Buffer[] };
    const isFurther = udh !== undefined && (udh[0]?.[4] ?? 1) > 1;
    bodies.push(isFurther ? `${bodies.pop() ?? ''}${message}` : message);
  }
  return bodies;
}

/** All texts and parts that were submitted. */
export function submitted(server: SmppServer): readonly Pdu[] {
  return server.pdus.filter(({ command }) => command === 'submit_sm');
}
