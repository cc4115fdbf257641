import type { VideoAdmittance } from '@clinicarrivals/core';
import type { JoinPageCall, JoinPageFailure, JoinPageVisit } from '../../src/join/answers.ts';

/** What the clinic answers; `failed` carries whom to ring, where the server says. */
export type ClinicAnswer<T> =
  | { readonly type: 'answered'; readonly answer: T }
  | { readonly type: 'unknown' | 'failed'; readonly clinic: JoinPageFailure['clinic'] };

/** Asks the clinic for what concerns this link. Never rejects. */
export interface Clinic {
  visit(): Promise<ClinicAnswer<JoinPageVisit>>;
  join(): Promise<ClinicAnswer<VideoAdmittance>>;
  callInstead(): Promise<ClinicAnswer<JoinPageCall>>;
}

const timeoutMs = 15_000;

/** Makes the clinic from the address of the page, whose last part is the link's code. */
export function createClinic(pageUrl: string): Clinic {
  const url = new URL(pageUrl);
  const ask = async <T>(action: string, method: 'GET' | 'POST'): Promise<ClinicAnswer<T>> => {
    // `AbortSignal.timeout` would say it shorter, but telephones that stay with iOS 15 do not have it.
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs);
    try {
      const response = await fetch(`${url.origin}${url.pathname}/${action}`, {
        method,
        signal: limit.signal,
        ...(method === 'POST' ? { headers: { 'content-type': 'application/json' }, body: '{}' } : {}),
      });
      // Our own server's answer, whose shape its own tests check.
      if (response.ok) return { type: 'answered', answer: (await response.json()) as T };
      const { clinic } = (await response.json()) as JoinPageFailure;
      return { type: response.status === 404 ? 'unknown' : 'failed', clinic };
    } catch {
      return { type: 'failed', clinic: null };
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    visit: () => ask('visit', 'GET'),
    join: () => ask('join', 'POST'),
    callInstead: () => ask('call', 'POST'),
  };
}
