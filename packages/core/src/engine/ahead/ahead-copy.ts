import type { SendMessageEffect } from '../../conversation/effect.ts';
import type { DocumentRecord, JsonValue } from '../../ports/conversation-store/records.ts';
import type { Engine } from '../engine.ts';

/** Lists at the gateways lag; after this, what was not found is taken as not to be found out. */
export const lookUpMs = 10 * 60_000;

/**
 * A text that was handed to the gateway ahead, as a safety net: a copy of the one that we send ourselves if we can.
 *
 * It stands under the id of the effect that it is a copy of, and is durable before the gateway is called, like a claim.
 */
export interface AheadCopy {
  readonly appointmentId: string;
  readonly patientId: string;
  /** As it will be decided; its `dueAt` is when our own text leaves. */
  readonly effect: SendMessageEffect;
  /** The words as they were handed over: should it leave, they are on record whatever became of the template. */
  readonly body: string;
  /** When the gateway lets it leave, epoch milliseconds. */
  readonly sendAt: number;
  readonly claimedAt: number;
  /** Null while it is not known whether the gateway has it. */
  readonly gatewayId: string | null;
}

/** Our id of the copy at the gateway. It is not that of the text itself, so that neither is taken for the other. */
export function copyIdOf({ effect }: Pick<AheadCopy, 'effect'>): string {
  return `${effect.id}|ahead`;
}

/** The document in which a copy is kept. */
export function toCopyDocument(copy: AheadCopy): DocumentRecord {
  // An effect is plain JSON.
  return { kind: 'ahead', id: copy.effect.id, value: copy as unknown as JsonValue };
}

/** What deletes the document of a copy. */
export function withoutCopy({ effect }: Pick<AheadCopy, 'effect'>): DocumentRecord {
  return { kind: 'ahead', id: effect.id, value: null };
}

/** Reads the copy of one text; null when there is none. */
export async function readCopy({ store }: Engine, effectId: string): Promise<AheadCopy | null> {
  const document = await store.document({ kind: 'ahead', id: effectId });
  return document === null ? null : fromDocument(document);
}

/** Reads all copies, those first that leave first. */
export async function readCopies({ store }: Engine): Promise<readonly AheadCopy[]> {
  const documents = await store.documents({ kind: 'ahead' });
  return documents.map(fromDocument).sort((a, b) => a.sendAt - b.sendAt);
}

/** When a copy leaves next; those that should have left by now are looked at again in a minute. Infinity when there is none. */
export function nextOf(copies: readonly AheadCopy[], now: number): number {
  return Math.min(Infinity, ...copies.map(({ sendAt }) => (sendAt > now ? sendAt : now + 60_000)));
}

function fromDocument({ value }: DocumentRecord): AheadCopy {
  // Written by `toCopyDocument` and by nothing else.
  return value as unknown as AheadCopy;
}
