import { X509Certificate } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';
import { GatewayError } from '@clinicarrivals/core';
import { request } from '../http/request.ts';
import { toRequestFailure } from '../http/request-failure.ts';

const minute = 60_000;
/** Whoever posts here can make us ask for a certificate that is not there: not more often than this. */
const mostAskedPerMinute = 20;
/** What is not there is known for so long, and as many: made-up addresses that come again must not keep a true one from being asked for. */
const missingForMs = 60 * minute;
const mostMissing = 1_000;

/** Gives SNS's signing certificates by their address. */
export interface SigningCertificates {
  /** Null when there is none at this address. Rejects with a GatewayError to be tried again when the server was not reached or is asked too often. */
  get(url: string): Promise<X509Certificate | null>;
}

/** Makes the source of certificates, which fetches each once and keeps it: only SNS can add to them. The caller has checked that the address is SNS's. */
export function createSigningCertificates(options: {
  readonly fetch: typeof fetch | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
}): SigningCertificates {
  const { fetch, timeoutMs, clock } = options;
  const kept = new Map<string, X509Certificate>();
  const pending = new Map<string, Promise<X509Certificate | null>>();
  const missing = createMissing(clock);
  let asked: readonly number[] = [];

  const fetchCertificate = async (url: string): Promise<X509Certificate | null> => {
    try {
      const how = { timeoutMs, readCode: () => null, ...(fetch === undefined ? {} : { fetch }) };
      const { text } = await request({ method: 'GET', url, headers: { accept: '*/*' } }, how);
      const certificate = parse(text);
      // Only what is good is kept, so that nothing wrong sticks.
      if (certificate !== null) kept.set(url, certificate);
      return certificate;
    } catch (error) {
      const failed = toRequestFailure(error);
      if (failed.type === 'refused' && failed.status < 500 && failed.status !== 429) {
        missing.add(url);
        return null;
      }
      throw notHad('the signing certificate of SNS cannot be fetched');
    }
  };

  return {
    get: async (url) => {
      const known = kept.get(url) ?? pending.get(url);
      if (known !== undefined) return known;
      if (missing.has(url)) return null;
      const now = clock.now();
      asked = asked.filter((at) => at > now - minute && at <= now);
      if (asked.length >= mostAskedPerMinute) throw notHad('signing certificates of SNS are asked for too often');
      asked = [...asked, now];
      const certificate = fetchCertificate(url).finally(() => pending.delete(url));
      pending.set(url, certificate);
      return certificate;
    },
  };
}

function createMissing(clock: Clock) {
  const since = new Map<string, number>();
  return {
    add: (url: string): void => {
      since.delete(url);
      since.set(url, clock.now());
      const oldest = since.size > mostMissing ? since.keys().next().value : undefined;
      if (oldest !== undefined) since.delete(oldest);
    },
    // The clock may have been set back.
    has: (url: string): boolean => Math.abs(clock.now() - (since.get(url) ?? Number.NaN)) < missingForMs,
  };
}

function parse(text: string): X509Certificate | null {
  try {
    return new X509Certificate(text);
  } catch {
    return null;
  }
}

function notHad(reason: string): GatewayError {
  return new GatewayError({ failure: 'retry', message: `[aws] webhook not read: ${reason}, will be retried` });
}
