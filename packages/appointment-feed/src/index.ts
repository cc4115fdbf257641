export type * from './feed-event.ts';

// A clinic without a FHIR server
export { createAppointmentFeed } from './create-appointment-feed.ts';
export type { AnswerOptions, AppointmentFeed, AppointmentFeedOptions } from './create-appointment-feed.ts';
export type { AnswerBody, AnswerType } from './answers/answer-body.ts';
export type { AnswerEndpoint, AnswerOutcome, DeliverAnswer, OutgoingAnswer } from './answers/post-answers.ts';

// A clinic with one
export { createFeedHints } from './create-feed-hints.ts';
export type { FeedHintsOptions } from './create-feed-hints.ts';

export type { Noticed } from './gather-hints.ts';
