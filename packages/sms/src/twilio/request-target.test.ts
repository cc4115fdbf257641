import { describe, expect, it } from 'vitest';
import { toTarget } from './request-target.ts';

const uri = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json?Page=1';

describe('toTarget', () => {
  it('leaves requests to Twilio as they are', () => {
    expect(toTarget(uri, null)).toBe(uri);
  });

  it.each(['https://elsewhere.example/page', 'http://api.twilio.com/page', 'https://nottwilio.com/page'])(
    'does not take our token to %s',
    (elsewhere) => {
      expect(() => toTarget(elsewhere, null)).toThrow('page link to another server');
    },
  );

  it('puts every request below the base URL, whatever host a page link names', () => {
    const path = '/2010-04-01/Accounts/AC1/Messages.json?Page=1';
    expect(toTarget(uri, 'http://127.0.0.1:4013')).toBe(`http://127.0.0.1:4013${path}`);
    expect(toTarget(uri, 'http://127.0.0.1:4013/twilio/')).toBe(`http://127.0.0.1:4013/twilio${path}`);
    expect(toTarget('https://elsewhere.example/page', 'http://127.0.0.1:4013')).toBe('http://127.0.0.1:4013/page');
  });

  it('does not repeat the path of the base URL where a page link has it already', () => {
    const link = 'https://api.twilio.com/twilio/page2';
    expect(toTarget(link, 'http://127.0.0.1:4013/twilio')).toBe('http://127.0.0.1:4013/twilio/page2');
  });
});
