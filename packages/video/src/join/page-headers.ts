import { ConfigurationError } from '@clinicarrivals/core';

/** Headers of every answer: nothing is kept, framed, sniffed or told to others. */
export function createPageHeaders(connectTo: readonly string[]): Readonly<Record<string, string>> {
  const servers = [...new Set(connectTo.flatMap(toOrigins))];
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "media-src 'self'",
    ["connect-src 'self'", ...servers].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'cache-control': 'no-store',
    'content-security-policy': policy.join('; '),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(self), microphone=(self), screen-wake-lock=(self), speaker-selection=(self), display-capture=(), geolocation=(), payment=(), usb=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'x-robots-tag': 'noindex, nofollow',
  };
}

/** Video libraries talk to their server by WebSocket, and ask the same server over HTTP why a connection failed. */
function toOrigins(address: string, index: number): readonly string[] {
  const url = URL.canParse(address) ? new URL(address) : null;
  const protocols = url === null ? undefined : schemes[url.protocol];
  // Some characters that separate directives are allowed in hosts.
  if (url === null || protocols === undefined || !/^[\w.:[\]-]+$/.test(url.host)) {
    throw new ConfigurationError({
      field: `joinPage.connectTo[${index}]`,
      message: 'must be the whole address of the video server that browsers connect to, such as wss://video.example',
    });
  }
  return protocols.map((protocol) => `${protocol}//${url.host}`);
}

const schemes: Readonly<Record<string, readonly string[]>> = {
  'wss:': ['wss:', 'https:'],
  'https:': ['wss:', 'https:'],
  'ws:': ['ws:', 'http:'],
  'http:': ['ws:', 'http:'],
};
