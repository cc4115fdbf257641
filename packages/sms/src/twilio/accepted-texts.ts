import type { AcceptedMessage } from '@clinicarrivals/core';

/**
 * Remembers the last texts that this process handed over, by our own id, for Twilio carries none.
 *
 * With it two texts that read the same are not taken for one another when one of them is looked up.
 */
export interface AcceptedTexts {
  add(id: string, accepted: AcceptedMessage): void;
  /** The text with this id of ours; null when it is not known here. */
  find(id: string): AcceptedMessage | null;
  /** True when this message is known to be another text than the one with this id of ours. */
  isAnother(gatewayId: string, id: string): boolean;
}

/** Makes the memory, which forgets the oldest beyond its size. */
export function createAcceptedTexts(size = 1000): AcceptedTexts {
  const byId = new Map<string, AcceptedMessage>();
  const ids = new Map<string, string>();
  return {
    add: (id, accepted) => {
      byId.set(id, accepted);
      ids.set(accepted.gatewayId, id);
      for (const map of [byId, ids]) {
        const oldest = map.size > size ? map.keys().next().value : undefined;
        if (oldest !== undefined) map.delete(oldest);
      }
    },
    find: (id) => byId.get(id) ?? null,
    isAnother: (gatewayId, id) => (ids.get(gatewayId) ?? id) !== id,
  };
}
