import { createProxyClient } from '@clinicarrivals/proxy-client';
import type { LegacyProxyClientOptions, ProxyClientOptions } from '@clinicarrivals/proxy-client';
import { createTwilioWebhookReader } from '@clinicarrivals/sms/twilio';
import { describe, expect, it } from 'vitest';
import { accountSid, authToken, ourNumber } from './twilio-webhook.ts';

const good: ProxyClientOptions = {
  url: 'https://relay.example.test/base/',
  account: 'main-street',
  token: 'secret-token',
  reader: createTwilioWebhookReader({ authToken }),
  numbers: [ourNumber],
};
const goodLegacy: LegacyProxyClientOptions = {
  url: 'https://relay.example.test',
  legacy: { accountSid },
  numbers: [ourNumber],
};

describe('options', () => {
  // As a program in JavaScript may give them.
  it.each<readonly [string, object, string]>([
    ['url', { url: 'relay.example.test' }, 'https://'],
    ['url', { url: 'http://relay.example.test' }, 'https://'],
    ['url', { url: 'http://127.0.0.1.example.test' }, 'https://'],
    ['url', { url: 'https://user:secret-word@relay.example.test' }, 'no user'],
    ['url', { url: 'https://relay.example.test/?secret-word=1' }, 'no user, query'],
    ['account', { account: '' }, '1 to 64'],
    ['account', { account: '../other' }, '1 to 64'],
    ['account', { account: '..' }, '1 to 64'],
    ['account', { account: undefined }, '1 to 64'],
    ['token', { token: 'secret-word\n' }, 'spaces'],
    ['token', { token: undefined }, 'token'],
    ['privateKey', { privateKey: 'secret-word' }, '32 bytes in base64'],
    ['privateKey', { privateKey: btoa('secret-word') }, '32 bytes in base64'],
    ['reader', { reader: undefined }, 'createTwilioWebhookReader'],
    ['numbers', { numbers: [] }, '+61480000001'],
    ['numbers', { numbers: [ourNumber, 'Clinic'] }, '+61480000001'],
    ['consumer', { consumer: 'a b' }, '1 to 64'],
    ['waitSeconds', { waitSeconds: 51 }, '0 to 50'],
    ['waitSeconds', { waitSeconds: 1.5 }, '0 to 50'],
  ])('refuse a wrong %s (%o) by its name and with the fix, and without its value', (field, change, words) => {
    const create = (): unknown => createProxyClient({ ...good, ...change });
    expect(create).toThrow(expect.objectContaining({ code: 'configuration', field: `proxy.${field}` }));
    expect(create).toThrow(words);
    expect(create).not.toThrow('secret-word');
  });

  it.each<readonly [string, object, string]>([
    ['legacy.accountSid', { legacy: { accountSid: 'AC12' } }, '32 hexadecimal'],
    ['legacy.token', { legacy: { accountSid, token: '' } }, 'token'],
    ['url', { url: 'http://relay.example.test/twilio' }, 'https://'],
    ['numbers', { numbers: ['0480 000 001'] }, '+61480000001'],
  ])('refuse a wrong %s of an original relay (%o)', (field, change, words) => {
    const create = (): unknown => createProxyClient({ ...goodLegacy, ...change });
    expect(create).toThrow(expect.objectContaining({ code: 'configuration', field: `proxy.${field}` }));
    expect(create).toThrow(words);
  });

  it('ask at the address that is given, whatever way it is written', async () => {
    const asked: string[] = [];
    const fetch = (url: string): Promise<Response> => {
      asked.push(url);
      return Promise.reject(new TypeError('no network'));
    };
    const given = [
      createProxyClient({ ...good, fetch }),
      createProxyClient({ ...goodLegacy, fetch }),
      createProxyClient({ ...goodLegacy, url: 'https://relay.example.test/twilio', fetch }),
    ];
    for (const client of given) await client.receive({ cursor: null, since: 0 }).catch(() => undefined);
    expect(asked).toEqual([
      'https://relay.example.test/base/v1/accounts/main-street/lease',
      `https://relay.example.test/twilio?AccountSid=${accountSid}`,
      `https://relay.example.test/twilio?AccountSid=${accountSid}`,
    ]);
    expect(given[0]?.numbers).toEqual([ourNumber]);
  });

  it('take http for this machine', () => {
    for (const url of ['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:80'])
      expect(() => createProxyClient({ ...good, url })).not.toThrow();
  });
});
