import type { Health } from '@clinicarrivals/core';

/** What `GET /health` answers: 200 when all is well, 503 with what is down since when. */
export interface HealthAnswer {
  readonly status: 200 | 503;
  readonly body: {
    readonly status: 'ok' | 'starting' | 'down';
    readonly mode: 'simulation' | 'real';
    /** True while this process does the work; another one of the same clinic stands by. */
    readonly isLeader: boolean;
    readonly down: readonly { readonly part: string; readonly since: string | null; readonly error: string | null }[];
  };
}

/** Words the health of the engine for monitors. */
export function toHealthAnswer(
  health: Health,
  { isStarted, mode }: { readonly isStarted: boolean; readonly mode: 'simulation' | 'real' },
): HealthAnswer {
  const down = Object.entries(health.parts)
    .filter(([, part]) => !part.isUp)
    .map(([part, { since, error }]) => ({
      part,
      since: since === null ? null : new Date(since).toISOString(),
      error,
    }));
  const status = !isStarted ? 'starting' : health.isHealthy ? 'ok' : 'down';
  return { status: status === 'ok' ? 200 : 503, body: { status, mode, isLeader: health.isLeader, down } };
}
