import type { ConsentChange, ThreadRecord } from '../ports/conversation-store/records.ts';

/** Records in a thread what was said about texts to its number: the newest counts, and nothing that was said before is lost. */
export function withConsent(thread: ThreadRecord, change: ConsentChange): ThreadRecord {
  const { consent, at, by } = change;
  return { ...thread, consent, consentAt: at, consentBy: by, consentLog: [...(thread.consentLog ?? []), change] };
}
