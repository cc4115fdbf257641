import { describe, expect, it } from 'vitest';
import { consentWord } from './consent-word.ts';

describe('consentWord', () => {
  it.each(['STOP', 'stop', ' Stop \n', 'STOPALL', 'unsubscribe', 'CANCEL', 'End', 'QUIT', 'revoke', 'OptOut'])(
    'takes "%s" as an opt-out, as carriers do',
    (text) => {
      expect(consentWord(text)).toBe('stop');
    },
  );

  it.each(['START', 'unstop', 'Yes'])('takes "%s" as an opt-in, as carriers do', (text) => {
    expect(consentWord(text)).toBe('start');
  });

  it.each(['HELP', 'info'])('takes "%s" as a call for help, as carriers do', (text) => {
    expect(consentWord(text)).toBe('help');
  });

  it.each(['STOP PLEASE', 'help me', 'cancel appt', 'STOP.', 'arrived', '', 'constructor', 'toString', 'yes please'])(
    'takes "%s" for no consent word',
    (text) => {
      expect(consentWord(text)).toBeNull();
    },
  );
});
