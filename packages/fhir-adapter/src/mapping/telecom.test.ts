import type { ContactPoint } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';

import { chooseMobile } from './telecom.ts';

const now = Date.parse('2026-04-02T00:00:00Z');
const context = { country: 'AU', now };
const a = '0491 570 156';
const b = '0491 570 157';

describe('the number to text', () => {
  it.each<[string, ContactPoint[], string | null]>([
    ['is the mobile phone', [{ system: 'phone', use: 'mobile', value: a }], '+61491570156'],
    [
      'is sms before phone',
      [
        { system: 'phone', use: 'mobile', value: a },
        { system: 'sms', value: b },
      ],
      '+61491570157',
    ],
    [
      'is use mobile before others',
      [
        { system: 'phone', use: 'work', rank: 1, value: a },
        { system: 'phone', use: 'mobile', value: b },
      ],
      '+61491570157',
    ],
    [
      'is the better rank',
      [
        { system: 'phone', rank: 2, value: a },
        { system: 'phone', rank: 1, value: b },
      ],
      '+61491570157',
    ],
    [
      'is ranked before unranked',
      [
        { system: 'phone', value: a },
        { system: 'phone', rank: 9, value: b },
      ],
      '+61491570157',
    ],
    [
      'is the first of equals',
      [
        { system: 'phone', value: a },
        { system: 'phone', value: b },
      ],
      '+61491570156',
    ],
    ['is a mobile by its shape although marked home', [{ system: 'phone', use: 'home', value: a }], '+61491570156'],
    [
      'is no landline, whatever it is marked',
      [
        { system: 'phone', use: 'mobile', value: '03 9123 4567' },
        { system: 'phone', use: 'home', value: b },
      ],
      '+61491570157',
    ],
    ['is not an old one', [{ system: 'phone', use: 'old', value: a }], null],
    [
      'is no e-mail, fax or pager',
      [{ system: 'email', value: a }, { system: 'fax', value: a }, { system: 'pager', value: a }, { value: a }],
      null,
    ],
    ['is not one whose period is over', [{ system: 'phone', value: a, period: { end: '2026-03-01' } }], null],
    ['is not one whose period has not begun', [{ system: 'phone', value: a, period: { start: '2026-05-01' } }], null],
    ['is one whose last day is today', [{ system: 'phone', value: a, period: { end: '2026-04-02' } }], '+61491570156'],
    ['is none where there is no number', [{ system: 'phone' }, { system: 'phone', value: 'ask mum' }], null],
    ['is a foreign mobile in international form', [{ system: 'phone', value: '+64 21 123 4567' }], '+64211234567'],
  ])('%s', async (_, telecom, expected) => {
    expect(await chooseMobile(telecom, context)).toBe(expected);
  });
});
