import { describe, expect, it } from 'vitest';
import { VideoError } from '../errors.ts';
import { createMovableClock } from '../testing/movable-clock.ts';
import { testVideoProvider } from '../testing/video-provider-suite.ts';
import { createMemoryVideoProvider } from './memory-video-provider.ts';

const clock = createMovableClock('2026-05-04T09:00:00+10:00');
const session = {
  sessionId: 'session-1',
  practitionerId: 'sharma',
  startAt: clock.now(),
  endAt: clock.now() + 900_000,
};

describe('createMemoryVideoProvider', () => {
  testVideoProvider(
    { describe, it, expect },
    {
      create: async () => {
        const provider = createMemoryVideoProvider({ clock, telephone: ['wong'] });
        return {
          provider,
          practitioners: { video: 'sharma', telephone: 'wong' },
          join: async (query) => void provider.join(query),
        };
      },
    },
  );

  it('shows the open sessions and counts the calls', async () => {
    const provider = createMemoryVideoProvider({ clock });
    await provider.open(session);
    await provider.open(session);
    expect(provider.sessions).toEqual([session]);
    await provider.close(session);
    expect(provider.sessions).toEqual([]);
    expect(provider.calls).toEqual({ open: 2, close: 1 });
  });

  it('lets people join only while the session is open, and leave again', async () => {
    const provider = createMemoryVideoProvider({ clock });
    const patient = { sessionId: session.sessionId, role: 'patient' } as const;
    expect(provider.join(patient)).toBe(false);
    await provider.open(session);
    expect(provider.join(patient)).toBe(true);
    expect(await provider.participants({ sessionIds: [session.sessionId] })).toEqual([
      { sessionId: session.sessionId, role: 'patient', joinedAt: clock.now() },
    ]);
    provider.leave(patient);
    provider.leave({ sessionId: 'another', role: 'patient' });
    expect(await provider.participants({ sessionIds: [session.sessionId] })).toEqual([]);
  });

  it('admits nobody to a room that is not open', async () => {
    const provider = createMemoryVideoProvider({ clock });
    await expect(provider.admit({ ...session, role: 'patient', validUntil: session.endAt })).rejects.toMatchObject({
      code: 'video',
      isRetryable: true,
    });
  });

  it('fails once when it is told to', async () => {
    const provider = createMemoryVideoProvider({ clock });
    provider.failNext(new VideoError({ message: '[memory] open failed', isRetryable: true }));
    await expect(provider.open(session)).rejects.toMatchObject({ code: 'video', isRetryable: true });
    await provider.open(session);
    expect(provider.sessions).toHaveLength(1);
  });
});
