import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import type { JoinLinks } from '../join/join-links.ts';

/** How to reach an OpenVidu 2 server. OpenVidu 3 speaks LiveKit's language: take `createLiveKitProvider` for it. */
export interface OpenViduProviderOptions {
  /** Where the server is reached from here, without a path: `https://openvidu.clinic.example`, with a port if needed. */
  readonly url: string;
  /** `OPENVIDU_SECRET` of the server's configuration. */
  readonly secret: string;
  /** What gives people their links; `createJoinLinks` makes it. */
  readonly links: Pick<JoinLinks, 'link'>;
  /** How long a call of the provider may take, in milliseconds; default 10 000. */
  readonly timeoutMs?: number;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** The options after every check. */
export interface OpenViduSettings {
  /** `http(s)://host:port`. */
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions({ url, secret, timeoutMs = 10_000 }: OpenViduProviderOptions): OpenViduSettings {
  if (!(Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 600_000)) {
    throw wrong('timeoutMs', 'must be a whole number of milliseconds from 1 to 600000; leave it out for 10000');
  }
  if (secret.trim() === '') {
    throw wrong('secret', 'is empty; copy OPENVIDU_SECRET from the configuration of the server');
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  // The SDK drops a path without a word, and asks another server than the one that was meant.
  const isRight = parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.href === `${parsed.origin}/`;
  if (!isRight) {
    throw wrong('url', 'must be https:// (http:// inside), a host and a port if needed, and nothing more');
  }
  return { url: parsed.origin, secret, timeoutMs };
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `openvidu.${field}`, message });
}
