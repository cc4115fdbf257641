import { createMovableClock } from '@clinicarrivals/core/testing';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import twilio from 'twilio';
import type Response from 'twilio/lib/http/response.js';
import { describe, expect, it } from 'vitest';
import { openTextId } from '../src/sealed-id.ts';
import type { Answer } from './recording-server.ts';
import { accountSid, authToken, messagesPath, newText, onWire, ourNumber, patientNumber } from './twilio-wire.ts';
import { resource, sid, startAt } from './twilio-wire.ts';

const accept = (): Answer => ({ status: 201, body: resource(sid(1)) });
const serviceSid = `MG${'0b'.repeat(16)}`;

describe('what a text looks like on the wire', () => {
  it('posts the form that Twilio documents, with basic authentication', async () => {
    await onWire(accept, async ({ gateway, server, clock }) => {
      const accepted = await gateway.send(newText({ body: 'Hi +1 & ünï 👍\n50%', validUntil: startAt + 90_999 }));
      expect(accepted).toEqual({ gatewayId: sid(1), acceptedAt: clock.now() });
      expect(server.requests).toHaveLength(1);
      const [request] = server.requests;
      expect(request).toMatchObject({ method: 'POST', path: messagesPath });
      expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
      const credentials = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
      expect(request?.headers['authorization']).toBe(`Basic ${credentials}`);
      // A plus sign that is not encoded would arrive as a space.
      expect(request?.body).toContain('To=%2B61491570156');
      expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
        To: patientNumber,
        From: ourNumber,
        Body: 'Hi +1 & ünï 👍\n50%',
        ValidityPeriod: '90',
      });
    });
  });

  it('seals our id, which may carry a number, into the query of the status callback and keeps what stands there', async () => {
    await onWire(
      accept,
      async ({ gateway, server }) => {
        await gateway.send(newText({ id: 'a 1/screening&0' }));
        const callback = new URL(new URLSearchParams(server.requests[0]?.body).get('StatusCallback') ?? '');
        const { mid = '', ...others } = Object.fromEntries(callback.searchParams);
        expect(others).toEqual({ clinic: '7' });
        expect(mid).toMatch(/^[\w-]{40,}$/);
        expect(openTextId(mid, ['another token', authToken])).toBe('a 1/screening&0');
        expect(openTextId(mid, ['another token'])).toBeNull();
      },
      { statusCallbackUrl: 'https://clinic.example/twilio/status?clinic=7' },
    );
  });

  it('leaves the sender to the messaging service', async () => {
    await onWire(
      accept,
      async ({ gateway, server }) => {
        await gateway.send(newText());
        const form = new URLSearchParams(server.requests[0]?.body);
        expect(form.get('MessagingServiceSid')).toBe(serviceSid);
        expect(form.has('From')).toBe(false);
        expect(gateway.numbers).toEqual([ourNumber]);
      },
      { messagingServiceSid: serviceSid, numbers: [ourNumber] },
    );
  });

  it('authenticates with an API key where one is given, below the path of the base URL', async () => {
    await onWire(accept, async ({ server }) => {
      const apiKey = `SK${'0c'.repeat(16)}`;
      const gateway = createTwilioGateway({
        accountSid,
        apiKey,
        apiSecret: 'key-secret',
        from: ourNumber,
        baseUrl: `${server.url}/sandbox/`,
      });
      await gateway.send(newText({ validUntil: Date.now() + 60_000 }));
      expect(server.requests[0]?.path).toBe(`/sandbox${messagesPath}`);
      const credentials = Buffer.from(`${apiKey}:key-secret`).toString('base64');
      expect(server.requests[0]?.headers['authorization']).toBe(`Basic ${credentials}`);
    });
  });

  it('uses a client that was made elsewhere', async () => {
    const options: unknown[] = [];
    class RefusingRequestClient extends twilio.RequestClient {
      override async request<TData>(asked: unknown): Promise<Response.default<TData>> {
        options.push(asked);
        // The answer of a refusal is not of the type that was asked for.
        const body = { code: 21614, status: 400, message: patientNumber } as TData;
        return { statusCode: 400, body, headers: {} };
      }
    }
    const client = twilio(accountSid, authToken, { httpClient: new RefusingRequestClient() });
    const gateway = createTwilioGateway({ client, from: ourNumber, clock: createMovableClock(startAt) });
    await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'permanent', vendorCode: '21614' });
    expect(options).toMatchObject([{ method: 'post', data: { To: patientNumber } }]);
  });

  it('always texts a recipient from the same of our numbers, and uses all of them', async () => {
    await onWire(
      accept,
      async ({ gateway, server, clock }) => {
        for (const to of ['+61491570156', '+61491570157', '+61491570156'] as const) {
          await gateway.send(newText({ to }));
          clock.advance(1);
        }
        const senders = server.requests.map((request) => new URLSearchParams(request.body).get('From'));
        expect(new Set(senders).size).toBe(2);
        expect(senders[2]).toBe(senders[0]);
      },
      { from: [ourNumber, '+61480000002'] },
    );
  });
});

describe('validity (P3)', () => {
  it.each([
    [1000, '1'],
    [1999, '1'],
    [36_000_000, '36000'],
    [999_999_999, '36000'],
  ])('tells Twilio that a text which is good for %i ms is valid for %s s', async (leftMs, seconds) => {
    await onWire(accept, async ({ gateway, server }) => {
      await gateway.send(newText({ validUntil: startAt + leftMs }));
      expect(new URLSearchParams(server.requests[0]?.body).get('ValidityPeriod')).toBe(seconds);
    });
  });

  it('asks nothing for a text with less than a second left', async () => {
    await onWire(accept, async ({ gateway, server }) => {
      const sending = gateway.send(newText({ validUntil: startAt + 999 }));
      await expect(sending).rejects.toMatchObject({
        failure: 'permanent',
        message: expect.stringContaining('too late'),
      });
      expect(server.requests).toHaveLength(0);
    });
  });

  it('refuses a recipient that is no number before anything is asked', async () => {
    await onWire(accept, async ({ gateway, server }) => {
      await expect(gateway.send(newText({ to: '+0491' }))).rejects.toMatchObject({ failure: 'permanent' });
      expect(server.requests).toHaveLength(0);
    });
  });
});

describe('rate', () => {
  it('lets one text a second leave a number, in the order of the calls, whatever the wall clock says', async () => {
    await onWire(
      accept,
      async ({ gateway, server, clock }) => {
        const sent = ['one', 'two', 'three'].map((body) => gateway.send(newText({ body })));
        await sent[0];
        expect(server.requests).toHaveLength(1);
        clock.advance(999);
        await settle();
        expect(server.requests).toHaveLength(1);
        clock.jumpTo(clock.now() - 1);
        clock.advance(2);
        await sent[1];
        await settle();
        clock.advance(1000);
        await sent[2];
        const bodies = server.requests.map((request) => new URLSearchParams(request.body).get('Body'));
        expect(bodies).toEqual(['one', 'two', 'three']);
      },
      { ratePerSecond: 1 },
    );
  });

  it('refuses at once a text whose turn would come after its validity', async () => {
    await onWire(
      accept,
      async ({ gateway, server }) => {
        await gateway.send(newText());
        const late = gateway.send(newText({ validUntil: startAt + 1500 }));
        await expect(late).rejects.toMatchObject({
          failure: 'permanent',
          message: expect.stringContaining('too late'),
        });
        expect(server.requests).toHaveLength(1);
      },
      { ratePerSecond: 1 },
    );
  });

  it('does not send what has become too late while it waited, as when the machine slept', async () => {
    await onWire(
      accept,
      async ({ gateway, server, clock }) => {
        await gateway.send(newText());
        const waiting = gateway.send(newText());
        await settle();
        clock.jumpTo(startAt + 3_600_000);
        clock.advance(0);
        await expect(waiting).rejects.toMatchObject({ message: expect.stringContaining('too late') });
        expect(server.requests).toHaveLength(1);
      },
      { ratePerSecond: 1 },
    );
  });

  it('lets nothing wait where the rate is without limit, also while the clock stands still', async () => {
    await onWire(
      accept,
      async ({ gateway, server }) => {
        for (const id of ['one', 'two', 'three']) await gateway.send(newText({ id }));
        expect(server.requests).toHaveLength(3);
      },
      { ratePerSecond: Number.POSITIVE_INFINITY },
    );
  });

  it('lets another number send meanwhile', async () => {
    await onWire(
      accept,
      async ({ gateway, server }) => {
        await Promise.all([gateway.send(newText()), gateway.send(newText({ to: '+61491570157' }))]);
        expect(server.requests).toHaveLength(2);
      },
      { ratePerSecond: 1, from: [ourNumber, '+61480000002'] },
    );
  });
});

/** Lets everything run that waits for nothing but its turn. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
