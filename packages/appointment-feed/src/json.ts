export { createEventHandler } from './json/create-event-handler.ts';
export type { EventHandler, EventHandlerOptions } from './json/create-event-handler.ts';
export type { EventCredentials } from './json/authenticate.ts';
export type { EventOutcome } from './json/take-events.ts';
export type { FieldProblem } from './json/field-reader.ts';
