/** How grave a log line is. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/**
 * Takes log lines. Lines never carry names, numbers, texts or links of patients: ids, codes, counts and reasons only.
 */
export interface Logger {
  log(level: LogLevel, message: string, fields?: Readonly<Record<string, string | number | boolean | null>>): void;
}
