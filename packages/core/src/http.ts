export { readBody } from './http/read-body.ts';
export type { BodyFailure } from './http/read-body.ts';
