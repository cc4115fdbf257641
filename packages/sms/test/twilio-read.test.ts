import type { ReceivedMessages } from '@clinicarrivals/core';
import { describe, expect, it } from 'vitest';
import type { Answer } from './recording-server.ts';
import { inbound, messagesPath, newText, onWire, ourNumber, page, patientNumber } from './twilio-wire.ts';
import { resource, sid, startAt, toRfc2822 } from './twilio-wire.ts';

const second = 1000;
const minute = 60 * second;
const none: Answer = page([]);
const bodies = ({ messages }: ReceivedMessages): readonly string[] => messages.map((message) => message.body);

describe('receive', () => {
  it('asks for what came to our number since then, and gives it oldest first', async () => {
    const list = page([
      inbound(sid(3), startAt + 2 * second, 'three'),
      inbound(sid(2), startAt + second, 'two'),
      inbound(sid(1), startAt + second, 'one'),
    ]);
    await onWire(
      () => list,
      async ({ gateway, server }) => {
        const received = await gateway.receive({ cursor: null, since: startAt + 500 });
        expect(bodies(received)).toEqual(['one', 'two', 'three']);
        expect(received.messages[0]).toEqual({
          gatewayId: sid(1),
          from: patientNumber,
          to: ourNumber,
          body: 'one',
          receivedAt: startAt + second,
          carrierKeyword: null,
        });
        const [request] = server.requests;
        expect(request).toMatchObject({ method: 'GET', path: messagesPath });
        expect(Object.fromEntries(request?.query ?? [])).toEqual({
          To: ourNumber,
          'DateSent>': new Date(startAt - 2 * second).toISOString().replace('.000Z', 'Z'),
          PageSize: '1000',
        });
      },
    );
  });

  it('drops what Twilio did not filter: our own texts, other numbers, older texts', async () => {
    const list = page([
      resource(sid(9), { body: 'from us', to: ourNumber }),
      { ...inbound(sid(8), startAt, 'to another clinic'), to: '+61480000999' },
      inbound(sid(7), startAt - second, 'too old'),
      inbound(sid(6), startAt, 'here'),
    ]);
    await onWire(
      () => list,
      async ({ gateway }) => expect(bodies(await gateway.receive({ cursor: null, since: startAt }))).toEqual(['here']),
    );
  });

  it('follows the pages, and gives a text once that newer ones have pushed onto the next page', async () => {
    const next = `${messagesPath}?PageSize=1000&Page=1&PageToken=PA1`;
    await onWire(
      ({ query }) =>
        query.get('Page') === '1'
          ? page([inbound(sid(2), startAt + second, 'two'), inbound(sid(1), startAt, 'one')])
          : page([inbound(sid(3), startAt + second, 'three'), inbound(sid(2), startAt + second, 'two')], next),
      async ({ gateway, server }) => {
        expect(bodies(await gateway.receive({ cursor: null, since: startAt }))).toEqual(['one', 'two', 'three']);
        expect(server.requests[1]?.query.get('PageToken')).toBe('PA1');
        expect(server.requests[1]?.headers['authorization']).toBe(server.requests[0]?.headers['authorization']);
      },
    );
  });

  it('fails rather than run for ever where the pages go round in a circle', async () => {
    await onWire(
      () => page([], `${messagesPath}?Page=0`),
      async ({ gateway, server }) => {
        await expect(gateway.receive({ cursor: null, since: startAt })).rejects.toMatchObject({ failure: 'retry' });
        expect(server.requests).toHaveLength(2);
      },
    );
  });

  it('gives a text of the same second that turns up later, and repeats none', async () => {
    const list: Record<string, unknown>[] = [inbound(sid(1), startAt, 'first')];
    await onWire(
      () => page(list),
      async ({ gateway }) => {
        const first = await gateway.receive({ cursor: null, since: startAt });
        list.unshift(inbound(sid(2), startAt, 'second, in the same second'));
        const next = await gateway.receive({ cursor: first.cursor, since: 0 });
        expect(bodies(next)).toEqual(['second, in the same second']);
        expect(bodies(await gateway.receive({ cursor: next.cursor, since: 0 }))).toEqual([]);
      },
    );
  });

  it('gives a text that turns up in the list minutes after later ones', async () => {
    const list: Record<string, unknown>[] = [inbound(sid(5), startAt + 9 * minute, 'later')];
    await onWire(
      () => page(list),
      async ({ gateway, server }) => {
        const { cursor } = await gateway.receive({ cursor: null, since: startAt });
        list.push(
          inbound(sid(4), startAt + minute, 'was delayed'),
          inbound(sid(3), startAt - minute, 'before we began'),
        );
        expect(bodies(await gateway.receive({ cursor, since: 0 }))).toEqual(['was delayed']);
        const asked = server.requests[1]?.query.get('DateSent>');
        expect(Date.parse(String(asked))).toBe(startAt - 2 * second);
      },
    );
  });

  it('asks less far back as time goes on, and its cursor does not grow without end', async () => {
    let list: readonly Record<string, unknown>[] = [];
    await onWire(
      () => page(list),
      async ({ gateway, server }) => {
        let cursor: string | null = null;
        for (let count = 0; count < 30; count += 1) {
          list = [inbound(sid(count), startAt + count * minute, `text ${String(count)}`), ...list];
          const received: ReceivedMessages = await gateway.receive({ cursor, since: startAt });
          expect(bodies(received)).toEqual([`text ${String(count)}`]);
          cursor = received.cursor;
        }
        expect(String(cursor).length).toBeLessThan(11 * 40 + 40);
        const asked = Date.parse(String(server.requests.at(-1)?.query.get('DateSent>')));
        expect(asked).toBe(startAt + 18 * minute - 2 * second);
      },
    );
  });

  it('starts anew at since with a cursor that is not its own', async () => {
    await onWire(
      () => page([inbound(sid(1), startAt, 'here')]),
      async ({ gateway }) => {
        for (const cursor of ['17', 'not json', '{}', '[2,0,0]', '[1,"x",0]']) {
          expect(bodies(await gateway.receive({ cursor, since: startAt }))).toEqual(['here']);
        }
      },
    );
  });

  it('gives a text without a date, once', async () => {
    const list = page([{ ...inbound(sid(1), startAt, 'when?'), date_sent: null, date_created: 'no date' }]);
    await onWire(
      () => list,
      async ({ gateway }) => {
        const first = await gateway.receive({ cursor: null, since: startAt });
        expect(first.messages).toMatchObject([{ body: 'when?', receivedAt: null }]);
        expect(bodies(await gateway.receive({ cursor: first.cursor, since: startAt }))).toEqual([]);
      },
    );
  });

  it('asks for each of our numbers', async () => {
    const other = '+61480000002';
    await onWire(
      ({ query }) =>
        page(query.get('To') === other ? [{ ...inbound(sid(2), startAt, 'to the other'), to: other }] : []),
      async ({ gateway, server }) => {
        expect(bodies(await gateway.receive({ cursor: null, since: startAt }))).toEqual(['to the other']);
        expect(server.requests.map((request) => request.query.get('To'))).toEqual([ourNumber, other]);
      },
      { from: [ourNumber, other] },
    );
  });
});

describe('lookUp', () => {
  const message = newText();

  it('finds the text to this recipient that reads the same, queued or not, and reads no further than needed', async () => {
    const list = page(
      [
        resource(sid(4), { body: 'Please come in!' }),
        resource(sid(3), { to: '+61491570157' }),
        { ...inbound(sid(2), startAt, message.body), to: patientNumber },
        resource(sid(1), { date_sent: null, from: null, messaging_service_sid: `MG${'0'.repeat(32)}` }),
        resource(sid(0), { date_created: toRfc2822(startAt - 5 * second), date_sent: null }),
      ],
      `${messagesPath}?Page=1`,
    );
    await onWire(
      ({ query }) => (query.has('Page') ? page([resource(sid(0), { date_sent: toRfc2822(0) })]) : list),
      async ({ gateway, server }) => {
        const found = await gateway.lookUp({ ...message, since: startAt + 400 });
        expect(found).toEqual({ gatewayId: sid(1), acceptedAt: startAt });
        expect(Object.fromEntries(server.requests[0]?.query ?? [])).toEqual({ To: patientNumber, PageSize: '200' });
        expect(server.requests).toHaveLength(2);
      },
    );
  });

  it('finds nothing while the list lags', async () => {
    await onWire(
      () => none,
      async ({ gateway }) => expect(await gateway.lookUp({ ...message, since: startAt })).toBe(null),
    );
  });

  it('does not take another text that reads the same for the one that is in doubt', async () => {
    await onWire(
      ({ method }, count) => {
        if (method === 'GET') return page([resource(sid(1))]);
        return count === 1 ? { status: 201, body: resource(sid(1)) } : 'break';
      },
      async ({ gateway, clock }) => {
        await gateway.send(message);
        const second = gateway.send({ ...message, id: 'a1:screening:1' });
        clock.advance(1);
        await expect(second).rejects.toMatchObject({ failure: 'in-doubt' });
        expect(await gateway.lookUp({ ...message, id: 'a1:screening:1', since: startAt })).toBe(null);
        expect(await gateway.lookUp({ ...message, since: startAt })).toMatchObject({ gatewayId: sid(1) });
      },
    );
  });
});

describe('receipts', () => {
  it.each([
    ['accepted', null, 'accepted', null],
    ['scheduled', null, 'accepted', null],
    ['queued', null, 'accepted', null],
    ['sending', null, 'accepted', null],
    ['something-new', null, 'accepted', null],
    ['sent', null, 'sent', null],
    ['delivered', null, 'delivered', null],
    ['read', null, 'delivered', null],
    ['undelivered', 30003, 'undelivered', 'retry', 'unreachable'],
    ['undelivered', 30005, 'undelivered', 'permanent', 'unassigned'],
    ['undelivered', 30006, 'undelivered', 'permanent', 'landline'],
    ['undelivered', 30007, 'undelivered', 'permanent'],
    ['undelivered', 30034, 'undelivered', 'configuration'],
    ['failed', 21610, 'undelivered', 'opted-out'],
    ['failed', 39999, 'undelivered', 'permanent'],
    ['canceled', null, 'undelivered', 'permanent'],
  ])('reads %s with code %s as %s, failure %s', async (vendorStatus, code, status, failure, number?: string) => {
    await onWire(
      () => ({ body: resource(sid(1), { status: vendorStatus, error_code: code }) }),
      async ({ gateway }) => {
        const vendorCode = code === null ? null : String(code);
        expect(await gateway.receipts({ gatewayIds: [sid(1)] })).toEqual([
          {
            gatewayId: sid(1),
            status,
            failure,
            vendorCode,
            ...(number === undefined ? {} : { numberFailure: number }),
          },
        ]);
      },
    );
  });

  it('asks for four at a time, keeps their order, and leaves out those that Twilio does not know', async () => {
    let open = 0;
    let most = 0;
    const gatewayIds = Array.from({ length: 12 }, (_, index) => sid(index));
    await onWire(
      async ({ path }) => {
        open += 1;
        most = Math.max(most, open);
        await new Promise((resolve) => setTimeout(resolve, 5));
        open -= 1;
        if (path.includes(sid(7))) return { status: 404, body: { code: 20404, status: 404 } };
        return { body: resource('unused', { status: 'delivered' }) };
      },
      async ({ gateway, server }) => {
        const receipts = await gateway.receipts({ gatewayIds });
        expect(receipts.map((receipt) => receipt.gatewayId)).toEqual(gatewayIds.filter((id) => id !== sid(7)));
        expect(most).toBe(4);
        expect(server.requests).toHaveLength(12);
      },
    );
  });

  it('asks nothing about what cannot be an id of Twilio', async () => {
    await onWire(
      () => none,
      async ({ gateway, server }) => {
        expect(await gateway.receipts({ gatewayIds: ['../../Accounts', ''] })).toEqual([]);
        expect(server.requests).toHaveLength(0);
      },
    );
  });

  it('does not take the page of a wrong address for a text that is gone', async () => {
    await onWire(
      () => ({ status: 404, body: '<html>not found</html>' }),
      async ({ gateway }) => {
        await expect(gateway.receipts({ gatewayIds: [sid(1)] })).rejects.toMatchObject({ failure: 'configuration' });
      },
    );
  });
});

describe('listSent', () => {
  it('lists what left our numbers since then, oldest first, and nothing of others on the account', async () => {
    const list = page([
      resource(sid(5), { body: 'third' }),
      resource(sid(4), { from: '+61480000999', body: 'of another clinic' }),
      inbound(sid(3), startAt, 'came in'),
      resource(sid(2), { body: 'second', date_sent: null }),
      resource(sid(1), { body: 'before', date_created: toRfc2822(0), date_sent: toRfc2822(0) }),
    ]);
    await onWire(
      () => list,
      async ({ gateway }) => {
        const to = patientNumber;
        expect(await gateway.listSent?.({ since: startAt + 300 })).toEqual([
          { gatewayId: sid(2), acceptedAt: startAt, to, body: 'second' },
          { gatewayId: sid(5), acceptedAt: startAt, to, body: 'third' },
        ]);
      },
    );
  });

  it('knows texts of our messaging service that have no sender yet', async () => {
    const messagingServiceSid = `MG${'0b'.repeat(16)}`;
    await onWire(
      () => page([resource(sid(1), { from: null, messaging_service_sid: messagingServiceSid })]),
      async ({ gateway }) => expect(await gateway.listSent?.({ since: startAt })).toHaveLength(1),
      { messagingServiceSid, numbers: [ourNumber] },
    );
  });
});
