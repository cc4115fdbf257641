import { describe, expect, it } from 'vitest';
import { createMemoryVideoProvider } from '@clinicarrivals/core/memory';
import { systemClock } from './system-clock.ts';
import { createMixedVideo } from './mixed-video.ts';

const links = { 'practitioner-7': 'https://meet.example/dr-7', 'practitioner-8': 'telephone' };
const session = { sessionId: 'session-1', startAt: 0, endAt: 1 };

describe('practitioners with rooms of their own beside a video server', () => {
  const server = createMemoryVideoProvider({ clock: systemClock });
  const video = createMixedVideo({ server, links });
  const link = (practitionerId: string): string | null =>
    video.link({ sessionId: session.sessionId, practitionerId, role: 'patient' });

  it('keep them, or the telephone; all others meet on the server', () => {
    expect(link('practitioner-7')).toBe('https://meet.example/dr-7');
    expect(link('practitioner-8')).toBeNull();
    expect(link('practitioner-1')).toBe(
      server.link({ sessionId: session.sessionId, practitionerId: 'practitioner-1', role: 'patient' }),
    );
    expect(video.abilities).toEqual({ knowsWhoJoined: true, notFor: ['practitioner-7', 'practitioner-8'] });
    // A name of an object's own is no practitioner.
    expect(link('constructor')).not.toBeUndefined();
  });

  it('ask the server for no room', async () => {
    await video.open({ ...session, practitionerId: 'practitioner-7' });
    const admission = { ...session, role: 'patient', validUntil: Date.now() + 60_000 } as const;
    await expect(video.admit?.({ ...admission, practitionerId: 'practitioner-1' })).rejects.toThrow();
    expect(await video.admit?.({ ...admission, practitionerId: 'practitioner-7' })).toEqual({
      type: 'page',
      url: 'https://meet.example/dr-7',
    });
    await expect(video.admit?.({ ...admission, practitionerId: 'practitioner-8' })).rejects.toThrow(/rings/);
  });
});
