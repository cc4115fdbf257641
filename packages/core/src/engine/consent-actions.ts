import type { PhoneNumber } from '../phone-number.ts';
import type { ConsentChange } from '../ports/conversation-store/records.ts';
import { consentOfNumber, consentOfPatient, toPatientConsent } from './consent.ts';
import type { Engine } from './engine.ts';
import { journalLine } from './staff-journal.ts';
import { changeThread, loadThread } from './threads.ts';
import { createTurns } from './turns.ts';
import { withConsent } from './with-consent.ts';

/** What staff know and change about who wants texts. An opt-out of a number ends only by START, the carrier, or here. */
export interface ConsentActions {
  readonly consent: {
    get(query: { readonly phone: PhoneNumber }): Promise<'unknown' | 'opted-in' | 'opted-out'>;
    set(query: {
      readonly phone: PhoneNumber;
      readonly consent: 'opted-in' | 'opted-out';
      readonly by: string;
    }): Promise<void>;
    /** Every change, oldest first: when, what, by whom and how. */
    history(query: { readonly phone: PhoneNumber }): Promise<readonly ConsentChange[]>;
    /** Records that a patient wants no texts, whatever the number, or wants them again; an opt-out of the number stays. */
    setPatient(query: {
      readonly patientId: string;
      readonly consent: 'opted-in' | 'opted-out';
      readonly by: string;
    }): Promise<void>;
    /** Every change that was recorded of a patient, oldest first; empty when there was none. */
    historyOfPatient(query: { readonly patientId: string }): Promise<readonly ConsentChange[]>;
  };
  /** Says that a number works and is that of its patients after all: what was learned against it is forgotten, but for an opt-out. */
  trustNumber(query: { readonly phone: PhoneNumber; readonly by: string }): Promise<void>;
}

/** @param reload reads again what the clinic has set */
export function createConsentActions(engine: Engine, reload: () => Promise<void>): ConsentActions {
  const journal = (by: string, reason: string, phone: PhoneNumber | null) => ({
    journal: [journalLine(engine, by, reason, null, phone)],
  });
  const toChange = (consent: ConsentChange['consent'], by: string): ConsentChange => ({
    at: engine.clock.now(),
    consent,
    by: `staff:${by}`,
    how: 'staff',
  });
  // The changes of one patient wait for each other, so that none is written over another.
  const inTurn = createTurns();
  return {
    consent: {
      get: async ({ phone }) => (await loadThread(engine, phone)).consent,
      set: async ({ phone, consent, by }) => {
        const line = journal(by, consent === 'opted-out' ? 'opted out' : 'opted in', phone);
        await changeThread(engine, phone, (thread) => withConsent(thread, toChange(consent, by)), line);
      },
      history: ({ phone }) => consentOfNumber(engine, phone),
      setPatient: ({ patientId, consent, by }) =>
        inTurn(patientId, async () => {
          const document = await toPatientConsent(engine, patientId, toChange(consent, by));
          const reason = `recorded that patient ${patientId} ${consent === 'opted-out' ? 'wants no texts' : 'wants texts'}`;
          await engine.store.commit({ documents: [document], ...journal(by, reason, null) });
          await reload();
        }),
      historyOfPatient: ({ patientId }) => consentOfPatient(engine, patientId),
    },
    trustNumber: async ({ phone, by }) => {
      const line = journal(by, 'said that the number works', phone);
      await changeThread(engine, phone, (thread) => ({ ...thread, failure: null, wrongFor: [] }), line);
    },
  };
}
