export { createJoinLinks } from './join/join-links.ts';
export type { JoinLinks, JoinLinksOptions } from './join/join-links.ts';
