/** What is wrong with a webhook's URL or token, for a person and for a program. */
export interface TwilioWebhookFinding {
  readonly code:
    | 'no-url'
    | 'credentials'
    | 'not-https'
    | 'underscore'
    | 'private-address'
    | 'unknown-host'
    | 'not-reached'
    | 'certificate'
    | 'no-answer'
    | 'redirect'
    | 'not-found'
    | 'no-post'
    | 'blocked'
    | 'server-error'
    | 'another-answer'
    | 'unguarded'
    | 'another-account'
    | 'altered-url'
    | 'signature';
  /** What is wrong and what to do, in whole sentences. */
  readonly message: string;
}

/** What a probe was answered. */
export interface ProbeAnswer {
  readonly status: number;
  readonly contentType: string;
  /** Its beginning. */
  readonly text: string;
}
