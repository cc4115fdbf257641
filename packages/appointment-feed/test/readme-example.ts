import { createAppointmentFeed } from '@clinicarrivals/appointment-feed';
import { createEventHandler } from '@clinicarrivals/appointment-feed/json';
import type { Arrivals, ConversationStore } from '@clinicarrivals/core';

export function connectEhr(store: ConversationStore, arrivals: () => Arrivals, ehr: { url: string; secret: string }) {
  const feed = createAppointmentFeed({
    store,
    clinic: { id: 'north-street' },
    noticed: (hint) => arrivals().noticed(hint),
    answers: { url: ehr.url, secret: ehr.secret },
  });
  const handleEvents = createEventHandler({ sink: feed, secrets: [ehr.secret], country: 'AU' });
  // `feed` is what createArrivals takes as `appointments`; `handleEvents` is a fetch handler for POST /events.
  return { feed, handleEvents };
}
