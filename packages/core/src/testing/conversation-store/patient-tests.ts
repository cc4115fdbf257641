import type { ConversationStore } from '../../ports/conversation-store/conversation-store.ts';
import {
  aConversation,
  aJournalEntry,
  aTask,
  aText,
  aThread,
  anInboxRecord,
  minutesLater,
  otherPhone,
  testPhone,
} from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const patient = { patientId: 'patient-1', phones: [testPhone] } as const;

/** One patient, a sibling on the same number, and a stranger. */
async function fill(store: ConversationStore): Promise<void> {
  for (const [patientId, phone] of [
    ['patient-1', testPhone],
    ['sibling', testPhone],
    ['stranger', otherPhone],
  ] as const) {
    const appointmentId = `appointment of ${patientId}`;
    await store.commit({
      conversations: [aConversation({ appointmentId, patientId, phone })],
      effects: [aText({ id: `text of ${patientId}`, appointmentId, text: { to: phone } })],
      tasks: [aTask({ id: `task of ${patientId}`, appointmentId, phone })],
      journal: [aJournalEntry({ appointmentId, phone })],
    });
  }
  await store.commit({
    effects: [aText({ id: 'text about nothing', appointmentId: null })],
    tasks: [aTask({ id: 'task about nothing', appointmentId: null, phone: testPhone })],
    journal: [aJournalEntry({ appointmentId: null, phone: testPhone })],
    inbox: [
      anInboxRecord({ gatewayId: 'acted', appointmentId: 'appointment of patient-1', outcome: 'acted' }),
      anInboxRecord({ gatewayId: 'unknown', outcome: 'unknown' }),
      anInboxRecord({ gatewayId: 'from another number', phone: otherPhone, appointmentId: 'appointment of patient-1' }),
      anInboxRecord({ gatewayId: 'stranger', phone: otherPhone }),
    ],
    threads: [aThread(), aThread({ phone: otherPhone })],
  });
}

/** The tests of a patient's rights. */
export function testPatient(group: StoreTestGroup): void {
  testExport(group);
  testErase(group);
}

function testExport({ describe, test, expect }: StoreTestGroup): void {
  describe('exportPatient', () => {
    test('gives all about the patient and the number, and nothing that belongs to another patient', async ({
      store,
    }) => {
      await fill(store);
      const exported = await store.exportPatient(patient);
      const text = JSON.stringify(exported);
      expect(JSON.parse(text)).toEqual(exported);
      expect(text.includes('sibling')).toBe(false);
      expect(text.includes('stranger')).toBe(false);
      for (const own of ['text of patient-1', 'text about nothing', 'task of patient-1', 'task about nothing']) {
        expect(text.includes(own)).toBe(true);
      }
      const counts = Object.entries(exported).map(([table, rows]) => [table, rows.length]);
      expect(Object.fromEntries(counts)).toEqual({
        conversations: 1,
        threads: 1,
        effects: 2,
        inbox: 3,
        tasks: 2,
        journal: 2,
        snapshots: 0,
        answers: 0,
      });
    });

    test('gives empty tables for somebody unknown', async ({ store }) => {
      const exported = await store.exportPatient({ patientId: 'nobody', phones: [testPhone] });
      expect(Object.values(exported).flat()).toEqual([]);
    });
  });
}

function testErase({ describe, test, expect }: StoreTestGroup): void {
  describe('erasePatient', () => {
    test('deletes what the export gives, and leaves the rest', async ({ store }) => {
      await fill(store);
      expect(await store.erasePatient(patient)).toBe(11);
      expect(Object.values(await store.exportPatient(patient)).flat()).toEqual([]);
      for (const patientId of ['sibling', 'stranger']) {
        const appointmentId = `appointment of ${patientId}`;
        expect(await store.conversation({ appointmentId })).toMatchObject({ patientId });
        expect(await store.effectsOfAppointment({ appointmentId })).toHaveLength(1);
        expect(await store.tasksOfAppointment({ appointmentId })).toHaveLength(1);
        expect(await store.journalOfAppointment({ appointmentId })).toHaveLength(1);
      }
      expect(await store.inboxMessage({ gatewayId: 'stranger' })).toMatchObject({ phone: otherPhone });
      expect(await store.thread({ phone: otherPhone })).toMatchObject({ version: 1 });
    });

    test('keeps that the number opted out and nothing else of it (P7)', async ({ store }) => {
      const consent = { consent: 'opted-out', consentAt: minutesLater(1), consentBy: 'patient' } as const;
      const choice = { intent: 'yes', askedAt: 1, expiresAt: 2, options: [] } as const;
      const told = { lastTextAt: 1, lastUnknownPhoneAt: 2, choice, wrongFor: ['patient-1'], failure: '30006' };
      await store.commit({
        threads: [aThread({ ...consent, ...told, sent: { day: '2026-06-15', texts: 4, callIns: 1 } })],
      });
      expect(await store.erasePatient(patient)).toBe(0);
      expect(await store.thread({ phone: testPhone })).toEqual(aThread({ ...consent, version: 2 }));
    });

    test('keeps the last word about texts of a number that opted out, and none of those before', async ({ store }) => {
      const first = { at: 1, consent: 'opted-in', by: 'staff:Kim', how: 'staff' } as const;
      const last = { at: 2, consent: 'opted-out', by: 'patient', how: 'word' } as const;
      const consent = { consent: 'opted-out', consentAt: 2, consentBy: 'patient' } as const;
      await store.commit({ threads: [aThread({ ...consent, consentLog: [first, last] })] });
      expect((await store.exportPatient(patient))['threads']).toMatchObject([{ consentLog: [first, last] }]);
      await store.erasePatient(patient);
      expect(await store.thread({ phone: testPhone })).toMatchObject({ consentLog: [last] });
    });

    test('lets a commit conflict that was decided before', async ({ store }) => {
      await store.commit({ conversations: [aConversation()] });
      await store.erasePatient(patient);
      expect(await store.commit({ conversations: [aConversation({ version: 1 })] })).toBe('conflict');
    });
  });
}
