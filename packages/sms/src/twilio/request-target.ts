import { UnusableAnswerError } from '../http/request-failure.ts';

/**
 * Gives the URL that a request of the SDK really goes to: the same below `baseUrl`, or Twilio's own.
 *
 * Throws UnusableAnswerError for any other server: a page link of an answer is not followed there with our token.
 */
export function toTarget(uri: string, baseUrl: string | null): string {
  const url = new URL(uri);
  if (baseUrl === null) {
    if (url.protocol !== 'https:' || !url.hostname.endsWith('.twilio.com')) {
      throw new UnusableAnswerError('page link to another server');
    }
    return uri;
  }
  const base = new URL(baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  const path = prefix !== '' && url.pathname.startsWith(`${prefix}/`) ? url.pathname : `${prefix}${url.pathname}`;
  return `${base.origin}${path}${url.search}`;
}
