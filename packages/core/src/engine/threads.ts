import type { PhoneNumber } from '../phone-number.ts';
import type { ThreadRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/** Loads what is known about a number; a number that was never seen starts empty. */
export async function loadThread(engine: Engine, phone: PhoneNumber): Promise<ThreadRecord> {
  return (await engine.store.thread({ phone })) ?? emptyThread(phone);
}

function emptyThread(phone: PhoneNumber): ThreadRecord {
  return {
    phone,
    version: 0,
    consent: 'unknown',
    consentAt: null,
    consentBy: null,
    sent: { day: '', texts: 0, callIns: 0 },
    lastTextAt: null,
    lastUnknownPhoneAt: null,
    choice: null,
    wrongFor: [],
    failure: null,
  };
}
