export { readBody } from './http/read-body.ts';
export type { BodyFailure } from './http/read-body.ts';
export { bodyRefusals, failed, failedBy, refused, toRefusalResponse } from './http/refusal.ts';
export type { Refusal } from './http/refusal.ts';
export { createRefusalLog } from './http/refusal-log.ts';
export type { RefusalLog } from './http/refusal-log.ts';
