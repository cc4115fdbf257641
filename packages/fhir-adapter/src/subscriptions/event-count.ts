import type { Notification } from './read-notification.ts';

/** Knows which events of a subscription have come, and so notices those that have not. */
export interface EventCount {
  /** Takes what a notification has counted. Returns true when events before it have not come. */
  take(counted: Notification['counted']): boolean;
  /** Begins anew with another subscription; null where none is known. */
  follow(subscriptionId: string | null): void;
}

/** Makes it. What is behind its first notification, the first look at the appointments has seen. */
export function createEventCount(): EventCount {
  let followed: string | null = null;
  let last: number | null = null;
  return {
    take: (counted) => {
      if (counted === null || counted.subscriptionId !== followed) return false;
      const before = last;
      // Lower than before: the server counts from the beginning, or tells an old event again, which costs one look at the most.
      last = counted.last;
      return before !== null && counted.first > before + 1;
    },
    follow: (subscriptionId) => {
      if (subscriptionId === followed) return;
      followed = subscriptionId;
      last = null;
    },
  };
}
