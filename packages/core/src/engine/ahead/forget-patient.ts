import type { StoreMaintenance } from '../../ports/conversation-store/store-maintenance.ts';
import type { Engine } from '../engine.ts';
import { readCopies, withoutCopy } from './ahead-copy.ts';
import type { AheadCopy } from './ahead-copy.ts';
import { withdrawCopy } from './withdraw-copy.ts';

type Patient = Parameters<StoreMaintenance['erasePatient']>[0];

/** Finds the copies of a patient's texts, and of those to the given numbers. */
export async function copiesOf(engine: Engine, { patientId, phones }: Patient): Promise<readonly AheadCopy[]> {
  const copies = await readCopies(engine);
  return copies.filter((copy) => copy.patientId === patientId || phones.includes(copy.effect.to));
}

/** Takes back and forgets the copies of a patient's texts. Throws `GatewayError` when one cannot be taken back: then nothing is forgotten of it. */
export async function forgetCopiesOf(engine: Engine, patient: Patient): Promise<void> {
  for (const copy of await copiesOf(engine, patient)) {
    await engine.ahead.inTurn(copy.effect.id, async () => {
      await withdrawCopy(engine, copy);
      await engine.store.commit({ documents: [withoutCopy(copy)] });
    });
  }
}
