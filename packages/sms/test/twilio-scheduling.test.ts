import type { MessageScheduling } from '@clinicarrivals/core';
import { describe, expect, it } from 'vitest';
import type { Answer, RecordedRequest } from './recording-server.ts';
import { messagesPath, newText, onWire, ourNumber, patientNumber, resource, sid, startAt } from './twilio-wire.ts';

const messagingServiceSid = `MG${'0b'.repeat(16)}`;
const service = { messagingServiceSid, numbers: [ourNumber] } as const;
const minute = 60_000;
const sendAt = startAt + 60 * minute;
const text = newText({ validUntil: sendAt + 30 * minute });
const scheduled = (number: number, changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  resource(sid(number), {
    status: 'scheduled',
    date_sent: null,
    from: null,
    messaging_service_sid: messagingServiceSid,
    ...changes,
  });
const refusal = (status: number, code: number): Answer => ({ status, body: { code, status, message: 'no' } });

/** Runs a test with what a service can do, against a scripted server. */
function withScheduling(
  answer: (request: RecordedRequest, count: number) => Answer,
  test: (scheduling: MessageScheduling, requests: readonly RecordedRequest[]) => Promise<void>,
  options = {},
): Promise<void> {
  return onWire(
    answer,
    async ({ gateway, server }) => {
      if (gateway.scheduling === undefined) throw new Error('no scheduling');
      await test(gateway.scheduling, server.requests);
    },
    { ...service, ...options },
  );
}

describe('a text that is handed to Twilio ahead', () => {
  it('needs a messaging service: by a number Twilio would send it at once', async () => {
    await onWire(
      () => 'break',
      async ({ gateway }) => expect(gateway.scheduling).toBeUndefined(),
    );
  });

  it('is posted with its time and a validity from then on', async () => {
    await withScheduling(
      () => ({ status: 201, body: scheduled(1) }),
      async (scheduling, requests) => {
        expect(await scheduling.schedule({ ...text, sendAt })).toMatchObject({ gatewayId: sid(1) });
        expect(requests[0]).toMatchObject({ method: 'POST', path: messagesPath });
        expect(Object.fromEntries(new URLSearchParams(requests[0]?.body))).toEqual({
          To: patientNumber,
          MessagingServiceSid: messagingServiceSid,
          Body: 'Please come in',
          ScheduleType: 'fixed',
          SendAt: '2026-05-04T00:00:00Z',
          ValidityPeriod: '1800',
        });
      },
    );
  });

  it('takes its id to the status callback, sealed', async () => {
    await withScheduling(
      () => ({ status: 201, body: scheduled(1) }),
      async (scheduling, requests) => {
        await scheduling.schedule({ ...text, sendAt });
        const callback = new URL(new URLSearchParams(requests[0]?.body).get('StatusCallback') ?? '');
        expect(callback.searchParams.get('mid')).toMatch(/^[\w-]{40,}$/);
      },
      { statusCallbackUrl: 'https://clinic.example/twilio/status' },
    );
  });

  it('asks nobody for a moment that Twilio does not take', async () => {
    await withScheduling(
      () => 'break',
      async (scheduling, requests) => {
        for (const at of [startAt + 5 * minute, startAt + 35 * 24 * 60 * minute + 1, NaN]) {
          const wrong = { ...text, sendAt: at, validUntil: startAt + 36 * 24 * 60 * minute };
          await expect(scheduling.schedule(wrong)).rejects.toMatchObject({ failure: 'permanent' });
        }
        expect(requests).toEqual([]);
      },
    );
  });

  it.each([
    [refusal(400, 35114), 'permanent'],
    [refusal(400, 21610), 'opted-out'],
    [refusal(429, 20429), 'retry'],
    [refusal(401, 20003), 'configuration'],
    [refusal(500, 20500), 'in-doubt'],
    ['break' as const, 'in-doubt'],
  ])('fails as it is refused (%#)', async (answer, failure) => {
    await withScheduling(
      () => answer,
      async (scheduling) => {
        await expect(scheduling.schedule({ ...text, sendAt })).rejects.toMatchObject({ failure });
      },
    );
  });
});

describe('a text that is taken back', () => {
  it('is cancelled', async () => {
    await withScheduling(
      () => ({ body: scheduled(1, { status: 'canceled' }) }),
      async (scheduling, requests) => {
        expect(await scheduling.withdraw({ gatewayId: sid(1) })).toBe('withdrawn');
        expect(requests).toMatchObject([{ method: 'POST', body: 'Status=canceled' }]);
        expect(requests[0]?.path).toContain(sid(1));
      },
    );
  });

  it.each([
    ['canceled', 'withdrawn'],
    ['delivered', 'left'],
    ['queued', 'left'],
    ['failed', 'left'],
  ])('and that Twilio does not cancel is looked at: one that is %s is %s', async (status, fate) => {
    await withScheduling(
      ({ method }) => (method === 'POST' ? refusal(400, 30409) : { body: scheduled(1, { status }) }),
      async (scheduling) => expect(await scheduling.withdraw({ gatewayId: sid(1) })).toBe(fate),
    );
  });

  it('is unknown when the account does not have it (any more), or it is no id of theirs', async () => {
    await withScheduling(
      () => refusal(404, 20404),
      async (scheduling) => {
        expect(await scheduling.withdraw({ gatewayId: sid(1) })).toBe('unknown');
        expect(await scheduling.withdraw({ gatewayId: '../Accounts' })).toBe('unknown');
      },
    );
  });

  it.each([
    ['Twilio cannot be asked', refusal(503, 20503), 'retry'],
    ['the token is wrong', refusal(401, 20003), 'configuration'],
    ['a proxy answers', { status: 404, body: 'Not found' }, 'configuration'],
    ['the connection breaks', 'break' as const, 'retry'],
  ] as const)('is not known to be withdrawn when %s', async (_, answer, failure) => {
    await withScheduling(
      () => answer,
      async (scheduling) =>
        expect(scheduling.withdraw({ gatewayId: sid(1) })).rejects.toMatchObject({ code: 'gateway', failure }),
    );
  });

  it('is not known to be withdrawn while Twilio says that it still stands', async () => {
    await withScheduling(
      ({ method }) => (method === 'POST' ? refusal(400, 30409) : { body: scheduled(1) }),
      async (scheduling) =>
        expect(scheduling.withdraw({ gatewayId: sid(1) })).rejects.toMatchObject({ failure: 'retry' }),
    );
  });
});

describe('what is listed of such texts', () => {
  const list = (...messages: readonly Record<string, unknown>[]): Answer => ({
    body: { messages, page: 0, page_size: 200, next_page_uri: null, uri: messagesPath },
  });
  const query = { id: 'another', to: patientNumber, body: 'Please come in', since: startAt, sendAt } as const;

  it('finds one that stands or left at its time, and none that left before, was cancelled, or came in', async () => {
    const left = new Date(sendAt).toUTCString().replace('GMT', '+0000');
    const others = [resource(sid(2)), scheduled(3, { status: 'canceled' }), resource(sid(4), { direction: 'inbound' })];
    for (const [message, found] of [
      [scheduled(1), sid(1)],
      [scheduled(1, { status: 'delivered', date_sent: left }), sid(1)],
      [scheduled(1, { status: 'delivered' }), undefined],
    ] as const) {
      await withScheduling(
        () => list(message, ...others),
        async (scheduling) => expect((await scheduling.lookUp(query))?.gatewayId).toBe(found),
      );
    }
  });

  it('gives those of our service alone as standing', async () => {
    const foreign = scheduled(2, { messaging_service_sid: `MG${'0f'.repeat(16)}` });
    await withScheduling(
      () => list(scheduled(1), foreign, resource(sid(3)), scheduled(4, { status: 'canceled' })),
      async (scheduling) => {
        const standing = await scheduling.standing({ since: startAt });
        expect(standing).toEqual([
          { gatewayId: sid(1), acceptedAt: startAt, to: patientNumber, body: 'Please come in' },
        ]);
      },
    );
  });

  it('neither lists nor finds as sent what stands or was cancelled', async () => {
    await onWire(
      () => list(scheduled(1), scheduled(2, { status: 'canceled' })),
      async ({ gateway }) => {
        expect(await gateway.listSent?.({ since: startAt })).toEqual([]);
        expect(await gateway.lookUp(query)).toBeNull();
      },
      service,
    );
  });
});
