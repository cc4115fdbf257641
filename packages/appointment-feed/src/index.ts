export type * from './feed-event.ts';
