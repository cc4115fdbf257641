/** Something that the outside may reach, whoever it is: it proves itself, or knows a secret of the path. */
export interface Entrance {
  /** `/webhooks/twilio`, or everything below a path with `/*` at the end. */
  readonly path: string;
  readonly handle: (request: Request) => Promise<Response>;
}
