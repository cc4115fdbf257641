import { X509Certificate } from 'node:crypto';
import type { Clock } from '@clinicarrivals/core';
import { GatewayError } from '@clinicarrivals/core';
import { request } from '../http/request.ts';
import { toRequestFailure } from '../http/request-failure.ts';

const minute = 60_000;
/** SNS has one or two for a region at a time. */
const mostKept = 16;
/** Whoever posts here can make us ask for a certificate that is not there: not more often than this. */
const mostAskedPerMinute = 20;

/** Gives SNS's signing certificates by their address. */
export interface SigningCertificates {
  /** Null when there is none at this address. Rejects with a GatewayError to be tried again when the server was not reached or is asked too often. */
  get(url: string): Promise<X509Certificate | null>;
}

/** Makes the source of certificates, which fetches each once and keeps the last few. The caller has checked that the address is SNS's. */
export function createSigningCertificates(options: {
  readonly fetch: typeof fetch | undefined;
  readonly timeoutMs: number;
  readonly clock: Clock;
}): SigningCertificates {
  const { fetch, timeoutMs, clock } = options;
  const kept = new Map<string, Promise<X509Certificate | null>>();
  let asked: readonly number[] = [];

  const fetchCertificate = async (url: string): Promise<X509Certificate | null> => {
    try {
      const how = { timeoutMs, readCode: () => null, ...(fetch === undefined ? {} : { fetch }) };
      const { text } = await request({ method: 'GET', url, headers: { accept: '*/*' } }, how);
      return parse(text);
    } catch (error) {
      const failed = toRequestFailure(error);
      if (failed.type === 'refused' && failed.status < 500 && failed.status !== 429) return null;
      throw notHad('the signing certificate of SNS cannot be fetched');
    }
  };

  return {
    get: async (url) => {
      const known = kept.get(url);
      if (known !== undefined) return known;
      const now = clock.now();
      asked = asked.filter((at) => at > now - minute && at <= now);
      if (asked.length >= mostAskedPerMinute) throw notHad('signing certificates of SNS are asked for too often');
      asked = [...asked, now];
      const certificate = fetchCertificate(url);
      kept.set(url, certificate);
      // Only what is good is kept, so that nothing wrong sticks.
      const isGood = await certificate.then(
        (found) => found !== null,
        () => false,
      );
      if (!isGood) kept.delete(url);
      const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      return certificate;
    },
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
