import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJoinLinks } from './join-links.ts';

const secret = 'a secret of thirty-two characters';
const links = createJoinLinks({ url: 'https://clinic.example/v/', secret });
const sessionId = '7hq2m4x0c9t3n8r5k1wz';
const codeOf = (link: string): string => link.slice(links.url.length + 1);

describe('createJoinLinks', () => {
  it('makes a link that fits a text beside some words', () => {
    const link = links.link({ sessionId, role: 'patient' });
    expect(link).toMatch(/^https:\/\/clinic\.example\/v\/[0-9a-z]+$/);
    expect(link.length).toBeLessThanOrEqual(60);
  });

  it.each(['patient', 'practitioner', 'guest'] as const)('reads the link of a %s again', (role) => {
    expect(links.read(codeOf(links.link({ sessionId, role })))).toEqual({ sessionId, role });
  });

  it('reads links to sessions with a UUID, as early versions gave', () => {
    const uuid = '1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b';
    expect(links.read(codeOf(links.link({ sessionId: uuid, role: 'guest' })))).toEqual({
      sessionId: uuid,
      role: 'guest',
    });
  });

  it('gives the same link with the same secret, and reads none that was made with another', () => {
    const again = createJoinLinks({ url: 'https://clinic.example/v', secret });
    const other = createJoinLinks({ url: 'https://clinic.example/v', secret: secret.toUpperCase() });
    const link = links.link({ sessionId, role: 'patient' });
    expect(again.link({ sessionId, role: 'patient' })).toBe(link);
    expect(other.read(codeOf(link))).toBe(null);
  });

  it('does not let a patient make the link of the practitioner', () => {
    const patient = codeOf(links.link({ sessionId, role: 'patient' }));
    expect(links.read(patient.replace(`${sessionId}p`, `${sessionId}d`))).toBe(null);
  });

  it('reads nothing that differs from a link in one character', () => {
    const code = codeOf(links.link({ sessionId, role: 'patient' }));
    fc.assert(
      fc.property(fc.nat(code.length - 1), fc.string({ minLength: 1, maxLength: 1 }), (at, character) => {
        fc.pre(code[at] !== character);
        expect(links.read(code.slice(0, at) + character + code.slice(at + 1))).toBe(null);
      }),
    );
  });

  it('reads nothing from any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => links.read(text) === null));
  });

  it.each(['http://clinic.example/v', 'clinic.example', 'ftp://clinic.example', '', 'https://clinic.example/v?x=1'])(
    'refuses the URL %j',
    (url) => {
      expect(() => createJoinLinks({ url, secret })).toThrowError(/joinLinks\.url/);
    },
  );

  it('takes http on this machine', () => {
    expect(createJoinLinks({ url: 'http://127.0.0.1:4600/v', secret }).url).toBe('http://127.0.0.1:4600/v');
  });

  it('refuses a short secret without repeating it', () => {
    expect(() => createJoinLinks({ url: 'https://clinic.example/v', secret: 'short' })).toThrowError(
      /^(?!.*short).*32/,
    );
  });
});
