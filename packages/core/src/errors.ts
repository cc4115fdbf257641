const marker: unique symbol = Symbol.for('clinicarrivals.error');

/** What went wrong, as a code that programs can rely on. */
export type ErrorCode =
  'configuration' | 'gateway' | 'appointment-store' | 'conflict' | 'video' | 'storage' | 'webhook-verification';

/** What an error carries besides its message. */
export interface ClinicArrivalsErrorOptions {
  readonly code: ErrorCode;
  /** What was tried, with whom, and what to do; without names, numbers, texts or links of patients. */
  readonly message: string;
  /** True when the same call may succeed later. */
  readonly isRetryable?: boolean;
  readonly cause?: unknown;
}

/**
 * The base of every error that these packages throw.
 *
 * `ClinicArrivalsError.isInstance(error)` works across two copies of the package, where `instanceof` does not.
 */
export class ClinicArrivalsError extends Error {
  readonly [marker] = true;
  readonly code: ErrorCode;
  readonly isRetryable: boolean;

  constructor(options: ClinicArrivalsErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ClinicArrivalsError';
    this.code = options.code;
    this.isRetryable = options.isRetryable ?? false;
  }

  static isInstance(error: unknown): error is ClinicArrivalsError {
    return typeof error === 'object' && error !== null && marker in error;
  }
}

/** A setting is missing or wrong. Thrown at construction; the message names the field, the shape and the fix. */
export class ConfigurationError extends ClinicArrivalsError {
  readonly field: string;

  constructor(options: { readonly field: string; readonly message: string; readonly cause?: unknown }) {
    super({ code: 'configuration', message: `[settings] ${options.field}: ${options.message}`, cause: options.cause });
    this.name = 'ConfigurationError';
    this.field = options.field;
  }
}

/** Why a gateway did not take a text. */
export type GatewayFailure = 'permanent' | 'retry' | 'configuration' | 'opted-out' | 'in-doubt';

/**
 * What a gateway has found out about a telephone number, whatever the text.
 *
 * `landline`: it takes no texts · `unassigned`: nobody has it · `unreachable`: its telephone is off, out of coverage or not to be reached
 * by this way at the moment.
 */
export type NumberFailure = 'landline' | 'unassigned' | 'unreachable';

/**
 * A message gateway refused a text or could not be asked.
 *
 * `permanent`: this number or text will never work · `retry`: it was not taken and may be tried again · `configuration`:
 * nothing will work until someone mends the set-up · `opted-out`: the carrier blocks this recipient · `in-doubt`: it may
 * or may not have been taken (a timeout, a 5xx), so it must be looked up before it is tried again.
 */
export class GatewayError extends ClinicArrivalsError {
  readonly failure: GatewayFailure;
  /** The vendor's own code, such as Twilio's `21610`; null when there is none. */
  readonly vendorCode: string | null;
  /** How long the vendor asks us to wait; null when it does not say. */
  readonly retryAfterMs: number | null;
  /** What it says about the number itself; null when it is about this text or about the gateway. */
  readonly numberFailure: NumberFailure | null;

  constructor(options: {
    readonly message: string;
    readonly failure: GatewayFailure;
    readonly numberFailure?: NumberFailure | null;
    readonly vendorCode?: string | null;
    readonly retryAfterMs?: number | null;
    readonly cause?: unknown;
  }) {
    super({
      code: 'gateway',
      message: options.message,
      isRetryable: options.failure === 'retry',
      cause: options.cause,
    });
    this.name = 'GatewayError';
    this.failure = options.failure;
    this.vendorCode = options.vendorCode ?? null;
    this.numberFailure = options.numberFailure ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Why the PMS did not do what was asked. */
export type AppointmentStoreFailure =
  'unavailable' | 'unauthorised' | 'refused' | 'slot-taken' | 'not-found' | 'unusable' | 'read-only';

/**
 * The PMS could not be reached or refused.
 *
 * `unavailable`: down, slow or throttling, try again · `unauthorised`: credentials · `refused`: a business rule said no
 * (the message carries what the server said) · `slot-taken`: somebody else has the time · `not-found`: no such appointment · `unusable`: the answer makes no sense ·
 * `read-only`: this store cannot write that.
 */
export class AppointmentStoreError extends ClinicArrivalsError {
  readonly failure: AppointmentStoreFailure;
  readonly retryAfterMs: number | null;

  constructor(options: {
    readonly message: string;
    readonly failure: AppointmentStoreFailure;
    readonly retryAfterMs?: number | null;
    readonly cause?: unknown;
  }) {
    super({
      code: 'appointment-store',
      message: options.message,
      isRetryable:
        options.failure === 'unavailable' || options.failure === 'unauthorised' || options.failure === 'unusable',
      cause: options.cause,
    });
    this.name = 'AppointmentStoreError';
    this.failure = options.failure;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}

/** Somebody else changed the same thing first, and re-reading did not help within the bounds. */
export class ConflictError extends ClinicArrivalsError {
  constructor(options: { readonly message: string; readonly cause?: unknown }) {
    super({ code: 'conflict', message: options.message, isRetryable: true, cause: options.cause });
    this.name = 'ConflictError';
  }
}

/** A video server could not be reached or refused. */
export class VideoError extends ClinicArrivalsError {
  constructor(options: { readonly message: string; readonly isRetryable: boolean; readonly cause?: unknown }) {
    super({ code: 'video', ...options });
    this.name = 'VideoError';
  }
}

/** The database is locked, full, read-only, damaged or of a newer version; the message says which and what to do. */
export class StorageError extends ClinicArrivalsError {
  constructor(options: { readonly message: string; readonly isRetryable?: boolean; readonly cause?: unknown }) {
    super({ code: 'storage', ...options });
    this.name = 'StorageError';
  }
}
