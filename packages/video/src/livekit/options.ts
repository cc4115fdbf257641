import { ConfigurationError } from '@clinicarrivals/core';
import type { Clock } from '@clinicarrivals/core';
import type { JoinLinks } from '../join/join-links.ts';

/** How to reach a LiveKit server, LiveKit Cloud, or OpenVidu 3, which speaks the same. */
export interface LiveKitProviderOptions {
  /** Where the server's API is reached from here, without a path: `https://livekit.clinic.example` or `http://localhost:7880`; `wss://` is taken for `https://`. */
  readonly url: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** What gives people their links; `createJoinLinks` makes it. */
  readonly links: Pick<JoinLinks, 'link'>;
  /** Where browsers reach the server, if that is not `url`. It must be encrypted, or on this machine: browsers refuse anything else. */
  readonly publicUrl?: string;
  /** How long a call of the provider may take, in milliseconds; default 10 000. */
  readonly timeoutMs?: number;
  /** The same as the engine's; default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** The options after every check. */
export interface LiveKitSettings {
  /** `http(s)://host:port` of the API. */
  readonly apiUrl: string;
  /** `ws(s)://host:port` for browsers. */
  readonly serverUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly timeoutMs: number;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: LiveKitProviderOptions): LiveKitSettings {
  const { url, publicUrl = url, apiKey, apiSecret, timeoutMs = 10_000 } = options;
  if (!(Number.isInteger(timeoutMs) && timeoutMs >= 1 && timeoutMs <= 600_000)) {
    throw wrong('timeoutMs', 'must be a whole number of milliseconds from 1 to 600000; leave it out for 10000');
  }
  return {
    apiUrl: checkUrl('url', url).replace(/^ws/, 'http'),
    serverUrl: checkPublicUrl(publicUrl === url ? 'url' : 'publicUrl', publicUrl),
    ...checkCredentials({ apiKey, apiSecret }),
    timeoutMs,
  };
}

/** Checks that neither is empty: the SDK would look into the environment instead. */
export function checkCredentials(credentials: { readonly apiKey: string; readonly apiSecret: string }): {
  readonly apiKey: string;
  readonly apiSecret: string;
} {
  for (const field of ['apiKey', 'apiSecret'] as const) {
    if (credentials[field].trim() === '') {
      throw wrong(
        field,
        'is empty; copy it from the keys of the server configuration, or from the settings in LiveKit Cloud',
      );
    }
  }
  return { apiKey: credentials.apiKey, apiSecret: credentials.apiSecret };
}

function checkUrl(field: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isRight = url !== null && /^(https?|wss?):$/.test(url.protocol) && url.href === `${url.protocol}//${url.host}/`;
  if (!isRight) {
    throw wrong(
      field,
      'must be https:// or wss:// (http:// or ws:// inside), a host and a port if needed, and nothing more',
    );
  }
  return `${url.protocol}//${url.host}`;
}

function checkPublicUrl(field: string, text: string): string {
  const serverUrl = checkUrl(field, text).replace(/^http/, 'ws');
  const { protocol, hostname } = new URL(serverUrl);
  if (protocol !== 'wss:' && !['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) {
    throw wrong(
      field,
      'is not encrypted, and browsers refuse that; give the wss:// address that browsers use in publicUrl',
    );
  }
  return serverUrl;
}

function wrong(field: string, message: string): ConfigurationError {
  return new ConfigurationError({ field: `livekit.${field}`, message });
}
