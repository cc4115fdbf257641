import { createMovableClock } from '@clinicarrivals/core/testing';
import { createVonageGateway } from '@clinicarrivals/sms/vonage';
import type { VonageGatewayOptions } from '@clinicarrivals/sms/vonage';
import type { MessageGateway } from '@clinicarrivals/core';
import { describe, expect, it } from 'vitest';
import { newText as textAt } from './twilio-wire.ts';
import { applicationId, privateKey, problem, startVonageServer, verifyToken } from './vonage-server.ts';
import type { VonageServer } from './vonage-server.ts';

const from = '+61480000001';

async function onServer(
  test: (wire: { readonly gateway: MessageGateway; readonly server: VonageServer }) => Promise<void>,
  options: Partial<VonageGatewayOptions> = {},
): Promise<void> {
  const server = await startVonageServer();
  try {
    await test({
      server,
      gateway: createVonageGateway({ applicationId, privateKey, from, baseUrl: server.url, ...options }),
    });
  } finally {
    await server.close();
  }
}

const newText = (changes: Parameters<typeof textAt>[0] = {}): ReturnType<typeof textAt> =>
  textAt({ validUntil: Date.now() + 60_000, ...changes });

const claimsOf = (server: VonageServer, count: number): Readonly<Record<string, unknown>> =>
  verifyToken(String(server.requests[count]?.headers['authorization']).slice(7)) ?? {};

describe('a text by Vonage', () => {
  it('is posted as the Messages API wants it, with our id and its validity', async () => {
    await onServer(async ({ gateway, server }) => {
      const { gatewayId } = await gateway.send(newText());
      expect(gatewayId).toBe(server.taken[0]?.uuid);
      expect(server.requests).toMatchObject([
        { method: 'POST', path: '/v1/messages', headers: { 'content-type': 'application/json' } },
      ]);
      const { ttl, ...body } = JSON.parse(String(server.requests[0]?.body)) as Record<string, unknown>;
      expect(body).toEqual({
        channel: 'sms',
        message_type: 'text',
        to: '61491570156',
        from: '61480000001',
        text: 'Please come in',
        client_ref: 'a1:screening:0',
      });
      expect(Number(ttl)).toBeGreaterThan(50);
      expect(Number(ttl)).toBeLessThanOrEqual(60);
    });
  });

  it('carries the hash of an id that is too long for Vonage', async () => {
    await onServer(async ({ gateway, server }) => {
      await gateway.send(newText({ id: 'x'.repeat(101) }));
      expect(server.taken[0]?.clientRef).toMatch(/^sha256-[\w-]{43}$/);
    });
  });

  it('is refused beforehand when it is longer than 1000 characters, or good for less than 20 seconds', async () => {
    await onServer(async ({ gateway, server }) => {
      for (const changes of [{ body: 'x'.repeat(1001) }, { validUntil: Date.now() + 19_000 }]) {
        await expect(gateway.send(newText(changes))).rejects.toMatchObject({ failure: 'permanent' });
      }
      expect(server.requests).toHaveLength(0);
      await gateway.send(newText({ body: 'x'.repeat(1000) }));
      expect(server.taken).toHaveLength(1);
    });
  });

  it.each([
    ['1000', 429, 'retry'],
    ['1240', 422, 'opted-out'],
    ['1420', 422, 'configuration'],
    ['1430', 422, 'permanent'],
    ['9999', 422, 'permanent'],
    ['low-balance', 402, 'configuration'],
    ['forbidden', 403, 'configuration'],
    ['1000', 500, 'in-doubt'],
  ])('that is refused with %s and status %i fails as %s, and names nothing of it', async (code, status, failure) => {
    await onServer(async ({ gateway, server }) => {
      server.failNext(problem(status, code, { 'retry-after': '3' }));
      const error: unknown = await gateway.send(newText()).catch((reason: unknown) => reason);
      const vendorCode = /^\d+$/.test(code) ? code : null;
      expect(error).toMatchObject({ failure, vendorCode, retryAfterMs: 3000 });
      expect(error instanceof Error ? error.cause : 'no error').toBe(undefined);
      expect(JSON.stringify(error) + String(error)).not.toMatch(/61491570156|Please|Bearer|PRIVATE/);
      expect(server.requests).toHaveLength(1);
    });
  });

  it('is in doubt when the answer has no id of it', async () => {
    await onServer(async ({ gateway, server }) => {
      server.failNext({ status: 202, body: {} });
      await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt' });
    });
  });
});

describe('the token of the application', () => {
  it('is used until shortly before it runs out, then made anew with an id of its own', async () => {
    const clock = createMovableClock(new Date().toISOString());
    await onServer(
      async ({ gateway, server }) => {
        for (const minutes of [0, 13, 1.1]) {
          clock.advance(minutes * 60_000);
          // The server's clock stands still meanwhile, so that it takes both tokens.
          await gateway.send(newText({ validUntil: clock.now() + 60_000 }));
        }
        const [first, second, third] = [0, 1, 2].map((count) => claimsOf(server, count));
        expect(second).toEqual(first);
        expect(third?.['jti']).not.toBe(first?.['jti']);
        expect(Number(first?.['exp']) - Number(first?.['iat'])).toBe(900);
        expect(first?.['application_id']).toBe(applicationId);
      },
      { clock },
    );
  });

  it('is made anew when the clock was set back, lest it is of the future', async () => {
    let at = Date.now() + 3_600_000;
    await onServer(
      async ({ gateway, server }) => {
        await gateway.send(newText({ validUntil: at + 60_000 }));
        at = Date.now();
        await gateway.send(newText());
        expect(Number(claimsOf(server, 1)['iat'])).toBeLessThan(Number(claimsOf(server, 0)['iat']));
      },
      { clock: { now: () => at, schedule: () => () => undefined } },
    );
  });
});

describe('createVonageGateway', () => {
  it('cannot be asked about a text: what becomes of it is pushed', async () => {
    const gateway = createVonageGateway({ applicationId, privateKey, from });
    expect(await gateway.lookUp({ ...newText(), since: 0 })).toBe(null);
    expect(await gateway.receipts({ gatewayIds: ['m1'] })).toEqual([]);
    expect('listSent' in gateway).toBe(false);
  });

  const good = { applicationId, privateKey, from };
  it.each([
    ['applicationId', { applicationId: 'my application' }],
    ['privateKey', { privateKey: 'not a key: secret' }],
    ['from', { from: 'CLINIC' }],
    ['from', { from: [] }],
    ['baseUrl', { baseUrl: 'api.nexmo.com' }],
    ['timeoutMs', { timeoutMs: 0 }],
  ])('names %s when it is wrong, without its value', (field, wrong) => {
    const make = (): MessageGateway => createVonageGateway({ ...good, ...wrong });
    expect(make).toThrow(`vonage.${field}`);
    expect(make).not.toThrow(/secret|CLINIC/);
  });
});
