import type { Clock, LogLevel, Logger } from '@clinicarrivals/core';

const quietMs = 60_000;

/** Logs a kind of line at most once a minute, with how often it happened: who is refused again and again must not fill the disk. */
export interface QuietLog {
  log(level: LogLevel, message: string, fields: Readonly<Record<string, string>>): void;
}

/** Makes one. The lines and their fields must be of a limited number, such as reasons and account ids. */
export function createQuietLog(logger: Logger | null, clock: Clock): QuietLog {
  const kinds = new Map<string, { since: number; count: number }>();
  return {
    log: (level, message, fields) => {
      const key = JSON.stringify([message, fields]);
      const now = clock.now();
      const kind = kinds.get(key) ?? { since: -Infinity, count: 0 };
      kind.count += 1;
      kinds.set(key, kind);
      if (Math.abs(now - kind.since) < quietMs) return;
      logger?.log(level, message, { ...fields, count: kind.count });
      kind.since = now;
      kind.count = 0;
    },
  };
}
