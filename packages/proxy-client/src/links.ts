export { createLinkPublisher } from './links/create-link-publisher.ts';
export type { LinkPublisher } from './links/create-link-publisher.ts';
export type { LinkPublisherOptions, PublishedDesk } from './links/publisher-options.ts';
