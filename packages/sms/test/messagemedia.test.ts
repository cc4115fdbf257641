import type { MessageGateway } from '@clinicarrivals/core';
import { createMessageMediaGateway } from '@clinicarrivals/sms/messagemedia';
import type { MessageMediaGatewayOptions } from '@clinicarrivals/sms/messagemedia';
import { describe, expect, it } from 'vitest';
import { apiKey, apiSecret, refusals, startMessageMediaServer } from './messagemedia-server.ts';
import type { MessageMediaServer } from './messagemedia-server.ts';
import { newText as textAt } from './twilio-wire.ts';

const from = '+61480000001';
const patient = '+61491570156';

async function onServer(
  test: (wire: { readonly gateway: MessageGateway; readonly server: MessageMediaServer }) => Promise<void>,
  options: Partial<MessageMediaGatewayOptions> = {},
): Promise<void> {
  const server = await startMessageMediaServer();
  try {
    await test({
      server,
      gateway: createMessageMediaGateway({ apiKey, apiSecret, from, baseUrl: server.url, ...options }),
    });
  } finally {
    await server.close();
  }
}

const newText = (changes: Parameters<typeof textAt>[0] = {}): ReturnType<typeof textAt> =>
  textAt({ validUntil: Date.now() + 60_000, ...changes });

/** What was confirmed, in the order of the requests. */
const confirmedBy = (server: MessageMediaServer): readonly unknown[] =>
  server.requests.filter(({ path }) => path === '/v1/replies/confirmed').map(({ body }) => JSON.parse(body) as unknown);

const bodiesOf = async (gateway: MessageGateway, cursor: string | null, since = 0): Promise<readonly string[]> =>
  (await gateway.receive({ cursor, since })).messages.map(({ body }) => body);

describe('a text by MessageMedia', () => {
  it('is posted as the Messages API wants it, with our id and its validity', async () => {
    await onServer(async ({ gateway, server }) => {
      const message = newText();
      const { gatewayId } = await gateway.send(message);
      expect(gatewayId).toBe(server.texts[0]?.['message_id']);
      expect(JSON.parse(String(server.requests[0]?.body))).toEqual({
        messages: [
          {
            content: 'Please come in',
            destination_number: patient,
            source_number: from,
            source_number_type: 'INTERNATIONAL',
            format: 'SMS',
            delivery_report: true,
            message_expiry_timestamp: new Date(message.validUntil).toISOString(),
            metadata: { clinicarrivals_id: 'a1:screening:0' },
          },
        ],
      });
    });
  });

  it.each([
    [refusals.field('destination_number'), 'permanent', 'destination_number', 'unassigned'],
    [refusals.field('source_number'), 'configuration', 'source_number', null],
    [refusals.field('61491570156'), 'permanent', null, null],
    [refusals.throttled, 'retry', null, null],
    [refusals.unauthorised, 'configuration', null, null],
    [{ status: 202, body: { messages: [] } }, 'in-doubt', null, null],
    [{ status: 200, body: '<html>sign in</html>' }, 'in-doubt', null, null],
    [{ status: 502, body: '' }, 'in-doubt', null, null],
  ])('that is answered with %j fails as %s, and names nothing of it', async (answer, failure, vendorCode, number) => {
    await onServer(async ({ gateway, server }) => {
      server.failNext('/v1/messages', answer);
      const error: unknown = await gateway.send(newText()).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ failure, vendorCode, numberFailure: number });
      expect(JSON.stringify(error) + String(error)).not.toMatch(/61491570156|Please|secret|Basic/);
      expect(server.requests).toHaveLength(1);
    });
  });

  it('is found by our id although the report has others to the same number with the same words', async () => {
    await onServer(async ({ gateway }) => {
      const since = Date.now();
      await gateway.send(newText({ id: 'another' }));
      const { gatewayId } = await gateway.send(newText({ id: 'x'.repeat(300) }));
      const query = { to: patient, body: 'Please come in', since } as const;
      expect(await gateway.lookUp({ ...query, id: 'x'.repeat(300) })).toMatchObject({ gatewayId });
      expect(await gateway.lookUp({ ...query, id: 'a third' })).toBe(null);
    });
  });

  it('is not taken for another when the report ignores the filter', async () => {
    await onServer(async ({ gateway, server }) => {
      const path = '/v2-preview/reporting/messages/detail';
      const metadata = [{ key: 'clinicarrivals_id', value: 'another' }];
      server.failNext(path, { body: { messages: [{ message_id: 'm1', metadata }, { message_id: 'm2' }] } });
      expect(await gateway.lookUp({ id: 'a1', to: patient, body: 'x', since: Date.now() })).toBe(null);
    });
  });

  it('that is not in a report, since what came is none, may still have left', async () => {
    await onServer(async ({ gateway, server }) => {
      server.failNext('/v2-preview/reporting/messages/detail', { body: '<html>busy</html>' });
      const query = { id: 'a1', to: patient, body: 'x', since: Date.now() } as const;
      await expect(gateway.lookUp(query)).rejects.toMatchObject({ failure: 'retry' });
    });
  });
});

describe('replies at MessageMedia', () => {
  it('are confirmed by the call that has made them durable, and not before', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'here');
      const first = await gateway.receive({ cursor: null, since: 0 });
      expect(confirmedBy(server)).toEqual([]);
      const second = await gateway.receive({ cursor: first.cursor, since: 0 });
      expect(confirmedBy(server)).toEqual([{ reply_ids: [first.messages[0]?.gatewayId] }]);
      expect([second.messages, server.replies]).toEqual([[], []]);
      await gateway.receive({ cursor: second.cursor, since: 0 });
      expect(confirmedBy(server)).toHaveLength(1);
    });
  });

  it('come again, and none is lost, when the answer was never stored', async () => {
    await onServer(async ({ gateway, server }) => {
      const start = await gateway.receive({ cursor: null, since: 0 });
      server.reply(patient, from, 'here');
      for (let crash = 0; crash < 3; crash += 1) expect(await bodiesOf(gateway, start.cursor)).toEqual(['here']);
      expect(server.replies).toHaveLength(1);
    });
  });

  it('are not given twice while MessageMedia still lists what was confirmed, and are confirmed again', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'here');
      const { cursor } = await gateway.receive({ cursor: null, since: 0 });
      server.failNext('/v1/replies/confirmed', { status: 202, body: '' });
      const second = await gateway.receive({ cursor, since: 0 });
      expect([second.messages.length, server.replies.length]).toEqual([0, 1]);
      await gateway.receive({ cursor: second.cursor, since: 0 });
      expect(server.replies).toEqual([]);
    });
  });

  it('wait for the next call when the confirmation fails', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'here');
      const { cursor } = await gateway.receive({ cursor: null, since: 0 });
      server.reply(patient, from, 'and waiting');
      server.failNext('/v1/replies/confirmed', { status: 503, body: '' });
      await expect(gateway.receive({ cursor, since: 0 })).rejects.toMatchObject({ failure: 'retry' });
      expect(await bodiesOf(gateway, cursor)).toEqual(['and waiting']);
    });
  });

  it('go on when MessageMedia has forgotten what is confirmed', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'here');
      const { cursor } = await gateway.receive({ cursor: null, since: 0 });
      server.reply(patient, from, 'and waiting');
      server.failNext('/v1/replies/confirmed', { status: 404, body: { message: 'Resource not found.' } });
      expect(await bodiesOf(gateway, cursor)).toEqual(['and waiting']);
    });
  });

  it('are all given when there are more than one answer holds, the oldest first', async () => {
    await onServer(async ({ gateway, server }) => {
      for (let count = 0; count < 250; count += 1) server.reply(patient, from, `text ${count}`);
      const seen: string[] = [];
      let cursor: string | null = null;
      for (let poll = 0; poll < 4; poll += 1) {
        const answer = await gateway.receive({ cursor, since: 0 });
        seen.push(...answer.messages.map(({ body }) => body));
        cursor = answer.cursor;
      }
      expect(seen).toEqual(Array.from({ length: 250 }, (_, count) => `text ${count}`));
    });
  });

  it('that are older than the beginning are not given, and do not fill the list for ever', async () => {
    await onServer(async ({ gateway, server }) => {
      for (let count = 0; count < 100; count += 1) {
        server.reply(patient, from, 'long ago', { date_received: '2026-05-04T09:00:00.000Z' });
      }
      server.reply(patient, from, 'here');
      const first = await gateway.receive({ cursor: null, since: Date.now() - 60_000 });
      expect(first.messages).toEqual([]);
      expect(await bodiesOf(gateway, first.cursor)).toEqual(['here']);
    });
  });

  it('to a number of somebody else are neither given nor confirmed', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, '+61491570157', 'not for us');
      server.reply(patient, from.slice(1), 'here');
      server.reply(patient, undefined, 'to the number that is not named');
      const first = await gateway.receive({ cursor: null, since: 0 });
      expect(first.messages.map(({ to, body }) => [to, body])).toEqual([
        [from, 'here'],
        [from, 'to the number that is not named'],
      ]);
      await gateway.receive({ cursor: first.cursor, since: 0 });
      expect(server.replies.map(({ content }) => content)).toEqual(['not for us']);
    });
  });

  it('to somebody else that hide ours are a matter of configuration', async () => {
    await onServer(async ({ gateway, server }) => {
      for (let count = 0; count < 100; count += 1) server.reply(patient, '+61491570157', 'not for us');
      await expect(gateway.receive({ cursor: null, since: 0 })).rejects.toMatchObject({ failure: 'configuration' });
    });
  });

  it('are asked for again when what came is the page of a proxy', async () => {
    await onServer(async ({ gateway, server }) => {
      server.failNext('/v1/replies', { body: '<html>sign in</html>' });
      await expect(gateway.receive({ cursor: null, since: 0 })).rejects.toMatchObject({ failure: 'retry' });
    });
  });

  it.each(['[1,0,0]', 'not JSON', '["messagemedia-1",7,[]]', '{}'])(
    'begin anew, and confirm nothing, with the foreign cursor %s',
    async (cursor) => {
      await onServer(async ({ gateway, server }) => {
        server.reply(patient, from, 'here');
        expect(await bodiesOf(gateway, cursor)).toEqual(['here']);
        expect(confirmedBy(server)).toEqual([]);
      });
    },
  );

  it('with fields that are none are left out, and the rest is given', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'no id', { reply_id: null });
      server.reply('61491570156', from, 'x', { content: undefined, date_received: 'soon' });
      const { messages } = await gateway.receive({ cursor: null, since: 0 });
      expect(messages).toMatchObject([{ from: patient, body: '', receivedAt: null }]);
    });
  });
});

describe('delivery reports at MessageMedia', () => {
  it('come with the replies, name our text, and are confirmed by the next call', async () => {
    await onServer(async ({ gateway, server }) => {
      const { gatewayId } = await gateway.send(newText());
      server.setStatus(gatewayId, 'enroute');
      server.setStatus(gatewayId, 'delivered');
      const first = await gateway.receive({ cursor: null, since: 0 });
      const known = { gatewayId, id: 'a1:screening:0', failure: null, vendorCode: null };
      expect(first.receipts).toEqual([
        { ...known, status: 'accepted' },
        { ...known, status: 'delivered' },
      ]);
      expect(server.reports).toHaveLength(2);
      expect((await gateway.receive({ cursor: first.cursor, since: 0 })).receipts).toEqual([]);
      expect(server.reports).toEqual([]);
    });
  });

  it('of texts that are not ours are left alone', async () => {
    await onServer(async ({ gateway, server }) => {
      const { gatewayId } = await gateway.send(newText());
      Object.assign(server.texts[0] ?? {}, { metadata: { campaign: '7' } });
      server.setStatus(gatewayId, 'delivered');
      const first = await gateway.receive({ cursor: null, since: 0 });
      await gateway.receive({ cursor: first.cursor, since: 0 });
      expect([first.receipts, server.reports.length]).toEqual([[], 1]);
    });
  });

  it('that cannot be had hold up no reply', async () => {
    await onServer(async ({ gateway, server }) => {
      server.reply(patient, from, 'here');
      server.failNext('/v1/delivery_reports', { status: 500, body: '' });
      expect(await bodiesOf(gateway, null)).toEqual(['here']);
    });
  });

  it.each([
    ['submitted', 'sent', null],
    ['expired', 'undelivered', 'retry'],
    ['rejected', 'undelivered', 'permanent'],
    ['processed', 'accepted', null],
    ['something new', 'accepted', null],
  ])('of status %s are %s (%s) also when asked for one by one', async (vendorStatus, status, failure) => {
    await onServer(async ({ gateway, server }) => {
      const { gatewayId } = await gateway.send(newText());
      server.setStatus(gatewayId, vendorStatus);
      const receipts = await gateway.receipts({ gatewayIds: ['../replies', gatewayId] });
      expect(receipts).toEqual([{ gatewayId, status, failure, vendorCode: null }]);
    });
  });
});

describe('listSent of MessageMedia', () => {
  it('goes through all pages', async () => {
    await onServer(async ({ gateway }) => {
      const since = Date.now();
      for (let count = 0; count < 120; count += 1) await gateway.send(newText({ id: `a${count}` }));
      const sent = (await gateway.listSent?.({ since })) ?? [];
      expect(new Set(sent.map(({ gatewayId }) => gatewayId)).size).toBe(120);
      expect(sent[0]).toMatchObject({ to: patient, body: 'Please come in' });
    });
  });
});

describe('createMessageMediaGateway', () => {
  const good = { apiKey, apiSecret, from };
  it.each([
    ['apiKey', { apiKey: '' }],
    ['apiKey', { apiKey: 'key:secret' }],
    ['apiSecret', { apiSecret: ' ' }],
    ['from', { from: 'CLINIC' }],
    ['baseUrl', { baseUrl: 'ftp://api.messagemedia.com' }],
    ['timeoutMs', { timeoutMs: 1.5 }],
  ])('names %s when it is wrong, without its value', (field, wrong) => {
    const make = (): MessageGateway => createMessageMediaGateway({ ...good, ...wrong });
    expect(make).toThrow(`messagemedia.${field}`);
    expect(make).not.toThrow(/key:secret|CLINIC/);
  });
});
