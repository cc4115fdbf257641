import type { InboxRecord } from '../../ports/conversation-store/records.ts';
import { anInboxRecord, minutesLater, otherPhone, testPhone } from './records.ts';
import type { StoreTestGroup } from './store-fixture.ts';

const ids = (records: readonly InboxRecord[]): readonly string[] => records.map((record) => record.gatewayId);

/** The tests of how inbound messages are found. */
export function testInbox({ describe, test, expect }: StoreTestGroup): void {
  describe('inboxMessage', () => {
    test('gives the message as it was stored, and null for an unknown one', async ({ store }) => {
      const message = anInboxRecord({
        phone: null,
        from: 'CLINIC',
        receivedAt: null,
        carrierKeyword: 'stop',
        body: '',
      });
      await store.commit({ inbox: [message] });
      expect(await store.inboxMessage({ gatewayId: 'message-1' })).toEqual(message);
      expect(await store.inboxMessage({ gatewayId: 'message-2' })).toBe(null);
    });
  });

  testPending({ describe, test, expect });

  describe('inboxOfPhone', () => {
    test('gives the messages of the number stored since the moment, oldest first', async ({ store }) => {
      await store.commit({
        inbox: [
          anInboxRecord({ gatewayId: 'new', storedAt: minutesLater(7) }),
          anInboxRecord({ gatewayId: 'first', storedAt: minutesLater(5), outcome: 'acted' }),
          anInboxRecord({ gatewayId: 'old', storedAt: minutesLater(4) }),
          anInboxRecord({ gatewayId: 'other', storedAt: minutesLater(6), phone: otherPhone }),
        ],
      });
      expect(ids(await store.inboxOfPhone({ phone: testPhone, since: minutesLater(5) }))).toEqual(['first', 'new']);
    });
  });

  describe('unknownInbox', () => {
    test('gives the messages with the outcome unknown stored since the moment, oldest first', async ({ store }) => {
      await store.commit({
        inbox: [
          anInboxRecord({ gatewayId: 'new', storedAt: minutesLater(7), outcome: 'unknown' }),
          anInboxRecord({ gatewayId: 'first', storedAt: minutesLater(5), outcome: 'unknown' }),
          anInboxRecord({ gatewayId: 'old', storedAt: minutesLater(4), outcome: 'unknown' }),
          anInboxRecord({ gatewayId: 'known', storedAt: minutesLater(6), outcome: 'acted' }),
          anInboxRecord({ gatewayId: 'pending', storedAt: minutesLater(6) }),
        ],
      });
      expect(ids(await store.unknownInbox({ since: minutesLater(5) }))).toEqual(['first', 'new']);
    });
  });
}

function testPending({ describe, test, expect }: StoreTestGroup): void {
  describe('pendingInbox', () => {
    test('gives what has no outcome in the order in which it was stored, at most the limit', async ({ store }) => {
      const handled = anInboxRecord({ gatewayId: 'handled', outcome: 'courtesy', handledAt: minutesLater(1) });
      await store.commit({ inbox: [anInboxRecord({ gatewayId: 'z' }), handled] });
      await store.commit({ inbox: [anInboxRecord({ gatewayId: 'a' }), anInboxRecord({ gatewayId: 'm' })] });
      expect(ids(await store.pendingInbox({ limit: 10 }))).toEqual(['z', 'a', 'm']);
      expect(ids(await store.pendingInbox({ limit: 2 }))).toEqual(['z', 'a']);
    });

    test('gives those of one number alone where one is named', async ({ store }) => {
      const handled = anInboxRecord({ gatewayId: 'handled', outcome: 'courtesy', handledAt: minutesLater(1) });
      const other = anInboxRecord({ gatewayId: 'other', phone: otherPhone });
      const nobody = anInboxRecord({ gatewayId: 'nobody', phone: null });
      await store.commit({ inbox: [handled, other, nobody] });
      expect(await store.pendingInbox({ limit: 9, phone: testPhone })).toEqual([]);
      await store.commit({ inbox: [anInboxRecord({ gatewayId: 'z' }), anInboxRecord({ gatewayId: 'a' })] });
      expect(ids(await store.pendingInbox({ limit: 9, phone: testPhone }))).toEqual(['z', 'a']);
      expect(ids(await store.pendingInbox({ limit: 1, phone: testPhone }))).toEqual(['z']);
    });
  });
}
