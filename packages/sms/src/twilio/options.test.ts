import { ConfigurationError } from '@clinicarrivals/core';
import { describe, expect, it } from 'vitest';
import { createTwilioGateway } from './create-twilio-gateway.ts';
import { checkOptions } from './options.ts';
import type { TwilioGatewayOptions } from './options.ts';

const accountSid = `AC${'0a'.repeat(16)}`;
const good: TwilioGatewayOptions = { accountSid, authToken: 'secret-token', from: '+61480000001' };
const { from: _, ...withoutFrom } = good;
const service = { ...withoutFrom, messagingServiceSid: `MG${'0b'.repeat(16)}` };
const { authToken: _authToken, ...withoutToken } = good;

describe('wrong options', () => {
  it.each<readonly [string, TwilioGatewayOptions, string]>([
    ['accountSid', { ...good, accountSid: 'AC123' }, 'AC and 32 hexadecimal digits'],
    ['accountSid', { authToken: 'secret-token', from: '+61480000001' }, 'AC and 32 hexadecimal digits'],
    ['authToken', { ...good, authToken: ' ' }, 'copy it from the Twilio console'],
    ['authToken', withoutToken, 'apiKey and apiSecret'],
    ['apiKey', { ...good, apiKey: `SK${'0c'.repeat(16)}` }, 'not both'],
    ['apiKey', { ...withoutToken, apiKey: 'SK1', apiSecret: 'x' }, 'SK and 32 hexadecimal digits'],
    ['apiSecret', { ...withoutToken, apiKey: `SK${'0c'.repeat(16)}` }, 'is missing'],
    ['from', withoutFrom, '+61412345678'],
    ['from', { ...good, from: [] }, '+61412345678'],
    ['from', { ...good, from: '0480 000 001' }, 'E.164'],
    ['from', { ...good, from: ['+61480000001', 'MyClinic'] }, 'names cannot be used'],
    ['from', { ...service, from: '+61480000001' }, 'list the numbers of the service in numbers'],
    ['numbers', service, 'is missing'],
    ['numbers', { ...service, numbers: ['1'] }, 'E.164'],
    ['numbers', { ...good, numbers: ['+61480000001'] }, 'give the numbers to send from in from'],
    ['messagingServiceSid', { ...service, messagingServiceSid: 'MG1' }, 'MG and 32 hexadecimal digits'],
    ['statusCallbackUrl', { ...good, statusCallbackUrl: 'clinic.example/status' }, 'https://'],
    ['statusCallbackUrl', { ...good, statusCallbackUrl: 'http://clinic.example/status' }, 'https://'],
    ['statusCallbackUrl', { ...good, statusCallbackUrl: 'https://my_clinic.example/status' }, 'underscore'],
    ['baseUrl', { ...good, baseUrl: 'localhost:4013' }, 'https:// or http://'],
    ['baseUrl', { ...good, baseUrl: '' }, 'https:// or http://'],
    ['timeoutMs', { ...good, timeoutMs: 0 }, 'milliseconds'],
    ['timeoutMs', { ...good, timeoutMs: 1.5 }, 'milliseconds'],
    ['ratePerSecond', { ...good, ratePerSecond: 0 }, 'above 0'],
    ['ratePerSecond', { ...good, ratePerSecond: Number.NaN }, 'above 0'],
  ])('name %s and the fix', (field, options, fix) => {
    const error = errorOf(() => createTwilioGateway(options));
    expect(error.field).toBe(`twilio.${field}`);
    expect(error.message).toContain(fix);
    expect(error.message).not.toContain('secret-token');
  });
});

describe('checkOptions', () => {
  it('fills in what was left out', () => {
    const settings = checkOptions(good);
    expect(settings).toMatchObject({
      access: { username: accountSid, password: 'secret-token', baseUrl: null, timeoutMs: 15_000 },
      messagingServiceSid: null,
      numbers: ['+61480000001'],
      statusCallbackUrl: null,
      ratePerSecond: 1,
    });
    expect(Math.abs(settings.clock.now() - Date.now())).toBeLessThan(1000);
  });

  it('takes several numbers, each once', () => {
    const from = ['+61480000001', '+61480000002', '+61480000001'];
    expect(checkOptions({ ...good, from }).numbers).toEqual(['+61480000001', '+61480000002']);
  });

  it('takes a status callback without TLS beside an emulator only', () => {
    const statusCallbackUrl = 'http://127.0.0.1:4600/twilio/status';
    const settings = checkOptions({ ...good, baseUrl: 'http://127.0.0.1:4013', statusCallbackUrl });
    expect(settings.statusCallbackUrl).toBe(statusCallbackUrl);
  });
});

function errorOf(call: () => unknown): ConfigurationError {
  try {
    call();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
  }
  throw new Error('expected a ConfigurationError');
}
