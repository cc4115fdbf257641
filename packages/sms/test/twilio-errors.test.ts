import { GatewayError } from '@clinicarrivals/core';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { describe, expect, it } from 'vitest';
import type { Answer } from './recording-server.ts';
import { accountSid, authToken, newText, onWire, ourNumber, patientNumber, resource, sid } from './twilio-wire.ts';

const refuse = (status: number, code: number | null, headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: { code, status, message: `The 'To' number ${patientNumber} and "Please come in" and ${authToken}` },
});

describe('a text that Twilio refuses', () => {
  it.each([
    [400, 21211, 'permanent'],
    [400, 21612, 'permanent'],
    [400, 21614, 'permanent'],
    [400, 21617, 'permanent'],
    [400, 21635, 'permanent'],
    [400, 99999, 'permanent'],
    [400, null, 'permanent'],
    [401, 20003, 'configuration'],
    [400, 21212, 'configuration'],
    [400, 21606, 'configuration'],
    [400, 21659, 'configuration'],
    [400, 21408, 'configuration'],
    [404, 20404, 'configuration'],
    [407, null, 'configuration'],
    [302, null, 'configuration'],
    [400, 21610, 'opted-out'],
    [429, 20429, 'retry'],
    [429, null, 'retry'],
    [500, null, 'in-doubt'],
    [503, 20429, 'in-doubt'],
    [408, null, 'in-doubt'],
  ])('with HTTP %i and code %s fails as %s', async (status, code, failure) => {
    await onWire(
      () => refuse(status, code),
      async ({ gateway, server }) => {
        const error = await failureOf(gateway.send(newText()));
        expect(error.failure).toBe(failure);
        expect(error.vendorCode).toBe(code === null ? null : String(code));
        expect(error.isRetryable).toBe(failure === 'retry');
        expect(error.message).toContain(String(status));
        expect(error.cause).toBe(undefined);
        expectNothingPrivate(error);
        // The gateway never sends again by itself: the engine decides.
        expect(server.requests).toHaveLength(1);
      },
    );
  });

  it.each([
    [21211, 'unassigned'],
    [21614, 'landline'],
    [21635, 'landline'],
    [21617, null],
    [99999, null],
  ])('with code %s says of the number: %s', async (code, numberFailure) => {
    await onWire(
      () => refuse(400, code),
      async ({ gateway }) => {
        expect(await failureOf(gateway.send(newText()))).toMatchObject({ failure: 'permanent', numberFailure });
        expect(await failureOf(gateway.receipts({ gatewayIds: [sid(1)] }))).toMatchObject({ numberFailure: null });
      },
    );
  });

  it('says how long Twilio asks to wait, in seconds or as a date', async () => {
    const waits = {
      '7': 7000,
      'Sun, 03 May 2026 23:00:30 GMT': 30_000,
      'Sun, 03 May 2026 22:00:00 GMT': 0,
      soon: null,
    };
    for (const [header, retryAfterMs] of Object.entries(waits)) {
      await onWire(
        () => refuse(429, 20429, { 'retry-after': header }),
        async ({ gateway }) => {
          const error = await failureOf(gateway.send(newText()));
          expect(error.message).toBe('[twilio] send failed: 429 (20429 too many requests at once), will be retried');
          expect(error.retryAfterMs).toBe(retryAfterMs);
        },
      );
    }
  });
});

describe('a text whose fate is not told', () => {
  const answers: readonly (readonly [string, Answer])[] = [
    ['a connection that breaks off', 'break'],
    ['no answer in time', 'hang'],
    ['a web page in place of JSON', { status: 200, body: `<html>Welcome ${patientNumber}</html>` }],
    ['a web page with a server error', { status: 502, body: '<html>Bad gateway</html>' }],
    ['an answer without an id', { status: 201, body: {} }],
    ['an answer that is null', { status: 201, body: null }],
  ];
  it.each(answers)('is in doubt after %s', async (_, answer) => {
    await onWire(
      () => answer,
      async ({ gateway, server }) => {
        const error = await failureOf(gateway.send(newText()));
        expect(error).toMatchObject({ failure: 'in-doubt', isRetryable: false, vendorCode: null });
        expect(error.message).toContain('look it up');
        expectNothingPrivate(error);
        expect(server.requests).toHaveLength(1);
      },
      answer === 'hang' ? { timeoutMs: 300 } : {},
    );
  });

  it('may be tried again when the server was not reached at all', async () => {
    for (const baseUrl of ['http://127.0.0.1:1', 'http://twilio.invalid']) {
      const gateway = createTwilioGateway({ accountSid, authToken, from: ourNumber, baseUrl });
      const error = await failureOf(gateway.send(newText({ validUntil: Date.now() + 60_000 })));
      expect(error).toMatchObject({ failure: 'retry', isRetryable: true });
      expect(error.message).toMatch(/server not reached \((ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\), will be retried/);
    }
  });
});

describe('a question that fails', () => {
  const since = Date.now();
  const answers: readonly (readonly [string, Answer, string])[] = [
    ['a server error', refuse(500, null), 'retry'],
    ['too many requests', refuse(429, 20429), 'retry'],
    ['a connection that breaks off', 'break', 'retry'],
    ['no answer in time', 'hang', 'retry'],
    ['a web page', { status: 200, body: '<html>' }, 'retry'],
    ['JSON of another kind', { status: 200, body: { hello: 'world' } }, 'retry'],
    ['a wrong token', refuse(401, 20003), 'configuration'],
    ['a wrong path', { status: 404, body: '<html>' }, 'configuration'],
    ['an unknown refusal', refuse(400, 20001), 'configuration'],
  ];
  it.each(answers)('by %s fails in the way that the engine acts on', async (_, answer, failure) => {
    await onWire(
      () => answer,
      async ({ gateway }) => {
        const questions = [
          gateway.receive({ cursor: null, since }),
          gateway.lookUp({ ...newText(), since }),
          gateway.listSent?.({ since }) ?? Promise.reject(new Error('the gateway lists nothing')),
        ];
        for (const question of questions) {
          const error = await failureOf(question);
          expect(error.failure).toBe(failure);
          expectNothingPrivate(error);
        }
      },
      answer === 'hang' ? { timeoutMs: 300 } : {},
    );
  });

  it('names what was asked', async () => {
    await onWire(
      () => refuse(500, null),
      async ({ gateway }) => {
        const messages = [
          await failureOf(gateway.receive({ cursor: null, since })),
          await failureOf(gateway.lookUp({ ...newText(), since })),
          await failureOf(gateway.receipts({ gatewayIds: [sid(1)] })),
        ].map((error) => error.message);
        expect(messages).toEqual([
          '[twilio] receive failed: 500, will be retried',
          '[twilio] look-up failed: 500, will be retried',
          '[twilio] receipts failed: 500, will be retried',
        ]);
      },
    );
  });

  it('asks the server of the base URL for every page, whatever host the link names', async () => {
    await onWire(
      () => ({ body: { messages: [], meta: { next_page_url: 'https://elsewhere.example/page2', key: 'messages' } } }),
      async ({ gateway, server }) => {
        const error = await failureOf(gateway.receive({ cursor: null, since }));
        expect(error.message).toBe('[twilio] receive failed: pages without an end, will be retried');
        expect(server.requests.map((request) => request.path)).toContain('/page2');
      },
    );
  });

  it('carries on with the next text after one failed', async () => {
    await onWire(
      (_, count) => (count === 1 ? refuse(500, null) : { status: 201, body: resource(sid(2)) }),
      async ({ gateway, clock }) => {
        await failureOf(gateway.send(newText()));
        const second = gateway.send(newText());
        clock.advance(1);
        expect((await second).gatewayId).toBe(sid(2));
      },
    );
  });
});

async function failureOf(call: Promise<unknown>): Promise<GatewayError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof GatewayError) return error;
  throw new Error('expected a GatewayError', { cause: error });
}

function expectNothingPrivate(error: Error): void {
  const words = `${error.message} ${String(error.cause)} ${JSON.stringify(error)}`;
  for (const secret of [patientNumber.slice(1), ourNumber.slice(1), 'Please come in', authToken, accountSid]) {
    expect(words).not.toContain(secret);
  }
}
