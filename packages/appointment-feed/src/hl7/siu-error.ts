import type { FeedOutcome } from '../feed-event.ts';
import type { Hl7Error } from './acknowledgement.ts';

/** Where in a message stands what the feed misses. */
const places: Readonly<Record<string, Pick<Hl7Error, 'segment' | 'field' | 'component'>>> = {
  id: { segment: 'SCH', field: 2 },
  madeAt: { segment: 'MSH', field: 7 },
  startAt: { segment: 'SCH', field: 11, component: 4 },
  endAt: { segment: 'SCH', field: 11, component: 5 },
  patient: { segment: 'PID', field: null },
  practitioner: { segment: 'AIP', field: 3 },
};

/** What to answer when the feed cannot use what a message tells. */
export function toSiuError({ field, message }: Extract<FeedOutcome, { type: 'refused' }>): Hl7Error {
  const place = places[field] ?? { segment: 'MSH', field: 10 };
  return { ...place, code: place.segment === 'MSH' ? 207 : 101, message };
}
