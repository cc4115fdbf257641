import { testVideoProvider } from '@clinicarrivals/core/testing';
import { describe, expect, it } from 'vitest';
import { createFixedLinkProvider } from './fixed-link.ts';

const room = 'https://meet.example/dr-sharma?pwd=42';
const linkOf = (practitionerId: string, options: Parameters<typeof createFixedLinkProvider>[0]): string | null =>
  createFixedLinkProvider(options).link({ sessionId: 'session-1', practitionerId, role: 'patient' });

describe('createFixedLinkProvider', () => {
  testVideoProvider(
    { describe, it, expect },
    {
      // A room that stands for all patients knows neither who comes nor for which appointment.
      switches: { participants: false, admit: false, linkPerSession: false },
      create: async () => ({
        provider: createFixedLinkProvider({ links: { sharma: room, wong: 'telephone' } }),
        practitioners: { video: 'sharma', telephone: 'wong' },
      }),
    },
  );

  it('gives the link of the practitioner as it was written', () => {
    expect(linkOf('sharma', { links: { sharma: room } })).toBe(room);
  });

  it('gives the default to practitioners without an entry, and only to them', () => {
    const options = { links: { wong: 'telephone' }, defaultLink: room };
    expect(linkOf('somebody', options)).toBe(room);
    expect(linkOf('wong', options)).toBe(null);
  });

  it('falls back to the telephone where nothing else is said', () => {
    expect(linkOf('somebody', {})).toBe(null);
  });

  it('does not take the name of something built in for a practitioner', () => {
    expect(linkOf('constructor', { links: { sharma: room } })).toBe(null);
  });

  it.each(['http://meet.example/dr-sharma', 'meet.example/dr-sharma', 'javascript:alert(1)', '', 'Telephone'])(
    'refuses the link %j, naming the entry but not the link',
    (link) => {
      const inLinks = errorOf(() => createFixedLinkProvider({ links: { 'practitioner-7': link } }));
      expect(inLinks).toMatchObject({ code: 'configuration', field: "fixedLink.links['practitioner-7']" });
      expect(inLinks.message).toContain("https://, or 'telephone'");
      if (link !== '') expect(inLinks.message).not.toContain(link);
      expect(errorOf(() => createFixedLinkProvider({ defaultLink: link }))).toMatchObject({
        field: 'fixedLink.defaultLink',
      });
    },
  );
});

function errorOf(call: () => unknown): Error {
  try {
    call();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('expected an error');
}
