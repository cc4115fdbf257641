import type { Logger, LogLevel } from '@clinicarrivals/core';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

/** Makes a logger that writes a line each, from a level on. The libraries give it nothing about patients. */
export function createLineLogger(options: { readonly from: LogLevel; readonly write: (line: string) => void }): Logger {
  const lowest = levels.indexOf(options.from);
  return {
    log: (level, message, fields = {}) => {
      if (levels.indexOf(level) < lowest) return;
      const details = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
      options.write(`${level} ${message}${details.join('')}`);
    },
  };
}
