import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { createWebhookSecrets } from './standard-webhooks.ts';

const first = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const second = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const seconds = Math.floor(Date.now() / 1_000);
const message = { id: 'msg_1', timestamp: seconds, body: '{"name":"王小明, Ward 7"}' };

describe('signatures of Standard Webhooks', () => {
  it("are those that the standard's own library makes", () => {
    const theirs = new Webhook(first).sign(message.id, new Date(seconds * 1_000), message.body);
    const secrets = createWebhookSecrets({ secrets: [first], field: 'secrets' });
    expect(secrets.sign(message)).toBe(theirs);
    expect(secrets.isSigned({ ...message, body: new TextEncoder().encode(message.body) }, theirs)).toBe(true);
  });

  it("are taken by the standard's own library, whichever of two secrets it knows", () => {
    const headers = {
      'webhook-id': message.id,
      'webhook-timestamp': String(seconds),
      'webhook-signature': createWebhookSecrets({ secrets: [first, second], field: 'secrets' }).sign(message),
    };
    for (const secret of [first, second])
      expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
  });

  it('are taken by any of the secrets, and of another version or length by none', () => {
    const secrets = createWebhookSecrets({ secrets: [first, second], field: 'secrets' });
    const isSigned = (given: typeof message, by: string): boolean => secrets.isSigned(given, by);
    const signature = createWebhookSecrets({ secrets: [second], field: 'secrets' }).sign(message);
    expect(isSigned(message, `v1a,AAAA v1,AAAA ${signature}`)).toBe(true);
    expect(isSigned(message, signature.replace('v1,', 'v2,'))).toBe(false);
    expect(isSigned(message, '')).toBe(false);
    expect(isSigned({ ...message, id: 'msg_2' }, signature)).toBe(false);
    expect(isSigned({ ...message, timestamp: seconds + 1 }, signature)).toBe(false);
    expect(isSigned({ ...message, body: `${message.body} ` }, signature)).toBe(false);
  });

  it.each([[[]], [['']], [['secret']], [['whsec_AAAA']], [[first, 'whsec_']]])(
    'refuse secrets of another shape, without repeating them: %j',
    (secrets) => {
      expect(() => createWebhookSecrets({ secrets, field: 'EHR_EVENTS_SECRET' })).toThrow(
        /^\[settings\] EHR_EVENTS_SECRET: must be "whsec_"/,
      );
    },
  );
});
