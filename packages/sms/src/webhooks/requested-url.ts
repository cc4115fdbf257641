import { ConfigurationError } from '@clinicarrivals/core';

const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i;

/**
 * Makes the function that tells which URL the outside requested, letter by letter as far as the platform has kept the letters.
 *
 * Without a public URL it is the request's own. With one, scheme, host and path prefix are taken from it, and what follows from the request:
 * a proxy may take the prefix off the path or leave it there.
 *
 * Throws ConfigurationError when the public URL is none.
 */
export function createRequestedUrl(publicUrl: string | undefined): (requestUrl: string) => string {
  if (publicUrl === undefined) return (requestUrl) => requestUrl;
  checkPublicUrl(publicUrl);
  const outside = origin.exec(publicUrl)?.[0] ?? '';
  const path = publicUrl.slice(outside.length);
  const prefix = path.replace(/\/+$/, '');
  return (requestUrl) => {
    const target = requestUrl.replace(origin, '');
    const end = target.search(/[?#]/);
    const requested = end === -1 ? target : target.slice(0, end);
    if (prefix === '' || requested === prefix || requested.startsWith(`${prefix}/`)) return outside + target;
    // A proxy that maps the whole prefix to the root: only the public URL tells whether it ends in a slash.
    if (requested === '/') return outside + path + target.slice(1);
    return outside + prefix + target;
  };
}

function checkPublicUrl(publicUrl: string): void {
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (url === null || !['https:', 'http:'].includes(url.protocol)) {
    throw wrong('must be a whole URL such as https://clinic.example, with the path prefix if the proxy adds one');
  }
  if (url.username !== '' || url.password !== '') throw wrong('must not hold a name or password; leave them out');
  if (/[?#]/.test(publicUrl)) throw wrong('must end before the query; leave out everything from the question mark on');
}

function wrong(message: string): ConfigurationError {
  return new ConfigurationError({ field: 'webhooks.publicUrl', message });
}
