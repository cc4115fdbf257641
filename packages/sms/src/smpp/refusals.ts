import { GatewayError } from '@clinicarrivals/core';
import type { GatewayFailure } from '@clinicarrivals/core';

/**
 * What the statuses of an answer mean; any other is permanent. Whatever the SMSC refuses it has not taken.
 *
 * Source: SMPP 3.4 section 5.1.3
 */
const meanings: Readonly<Record<number, { readonly failure: GatewayFailure; readonly meaning: string }>> = {
  0x04: { failure: 'retry', meaning: 'not bound as needed' },
  0x05: { failure: 'configuration', meaning: 'already bound: does another process use this account?' },
  0x08: { failure: 'retry', meaning: 'system error' },
  0x0a: { failure: 'configuration', meaning: 'our number is not accepted' },
  0x0b: { failure: 'permanent', meaning: 'recipient is not accepted' },
  0x0d: { failure: 'configuration', meaning: 'bind failed' },
  0x0e: { failure: 'configuration', meaning: 'wrong password' },
  0x0f: { failure: 'configuration', meaning: 'wrong system id' },
  0x14: { failure: 'retry', meaning: 'queue is full' },
  0x53: { failure: 'configuration', meaning: 'wrong system type' },
  0x58: { failure: 'retry', meaning: 'too many texts at once' },
  0x64: { failure: 'retry', meaning: 'temporary failure' },
};

/** Makes the error of a refusal. */
export function toRefusal(operation: 'send' | 'bind', status: number): GatewayError {
  const { failure, meaning } = meanings[status] ?? { failure: 'permanent', meaning: 'refused' };
  const vendorCode = `0x${status.toString(16).padStart(8, '0')}`;
  return smppError(failure, `${operation} failed: ${vendorCode} (${meaning})`, vendorCode);
}

/** Whether a text that was refused so may be handed over again at once. */
export function isMomentary(error: unknown): boolean {
  return error instanceof GatewayError && error.failure === 'retry';
}

/** Makes an error with what to do about it. */
export function smppError(failure: GatewayFailure, reason: string, vendorCode: string | null = null): GatewayError {
  return new GatewayError({ failure, vendorCode, message: `[smpp] ${reason}, ${advices[failure]}` });
}

const advices: Readonly<Record<GatewayFailure, string>> = {
  permanent: 'will not be retried',
  retry: 'will be retried',
  configuration: 'check the settings and ask the operator of the SMSC',
  'opted-out': 'will not be retried until the recipient opts in again',
  'in-doubt': 'it may have been taken',
};
