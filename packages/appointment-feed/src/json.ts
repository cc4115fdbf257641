export type { FeedEventSink } from './feed-event.ts';
