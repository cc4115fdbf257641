/** A request that the simulated PMS refuses: answered as an OperationOutcome. */
export class PmsRefusal extends Error {
  readonly status: number;
  /** A code of http://hl7.org/fhir/R4/valueset-issue-type.html. */
  readonly issue: string;

  constructor(status: number, issue: string, diagnostics: string) {
    super(diagnostics);
    this.name = 'PmsRefusal';
    this.status = status;
    this.issue = issue;
  }
}

/** An OperationOutcome with one error, as JSON text. */
export function toOutcomeJson(issue: string, diagnostics: string): string {
  return JSON.stringify({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: issue, diagnostics }] });
}

/** What is sent back: status, headers and JSON text. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for an answer without a body. */
  readonly body: string | null;
}

/** Makes an OperationOutcome answer. */
export function toRefusalAnswer(refusal: PmsRefusal): Answer {
  return { status: refusal.status, headers: {}, body: toOutcomeJson(refusal.issue, refusal.message) };
}
