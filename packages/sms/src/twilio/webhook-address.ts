import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import type { TwilioWebhookFinding } from './webhook-findings.ts';

/** Addresses that nobody on the internet reaches (RFC 6890), least of all Twilio. */
const privateRanges = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const;

/** What is found about a URL before anything is asked there. */
export interface AddressCheck {
  readonly findings: readonly TwilioWebhookFinding[];
  readonly canBeAsked: boolean;
}

/** Looks at the URL itself, and at where its host is. */
export async function checkAddress(url: string): Promise<AddressCheck> {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['https:', 'http:'].includes(parsed.protocol)) {
    const message = 'This is no URL. Give it whole, such as https://clinic.example/twilio.';
    return { findings: [{ code: 'no-url', message }], canBeAsked: false };
  }
  if (parsed.username !== '' || parsed.password !== '') {
    const message = 'The URL holds a name or password. Leave them out: the signature is what protects it.';
    return { findings: [{ code: 'credentials', message }], canBeAsked: false };
  }
  const findings: TwilioWebhookFinding[] = [];
  if (parsed.protocol === 'http:') {
    const message = 'The URL begins with http://, so that texts could be read on the way. Use https://.';
    findings.push({ code: 'not-https', message });
  }
  if (parsed.hostname.includes('_')) {
    const message = 'The host name has an underscore, which Twilio refuses. Use another name.';
    findings.push({ code: 'underscore', message });
  }
  const where = await locate(parsed.hostname.replace(/^\[|\]$/g, ''));
  if (where === 'private') {
    const message = 'The address is a private one, which Twilio cannot reach. Use a public address, or a relay.';
    findings.push({ code: 'private-address', message });
  }
  if (where === 'unknown') {
    const message = 'The host name is not known. Check its spelling and its DNS entry; a new one may take hours.';
    findings.push({ code: 'unknown-host', message });
  }
  return { findings, canBeAsked: where !== 'unknown' };
}

/** Private when any of the addresses is: Twilio may take any. */
async function locate(host: string): Promise<'public' | 'private' | 'unknown'> {
  const ranges = new BlockList();
  for (const [net, bits, family] of privateRanges) ranges.addSubnet(net, bits, family);
  try {
    const addresses = isIP(host) === 0 ? await lookup(host, { all: true }) : [{ address: host, family: isIP(host) }];
    const isPrivate = addresses.some(({ address, family }) => ranges.check(address, family === 6 ? 'ipv6' : 'ipv4'));
    return isPrivate ? 'private' : 'public';
  } catch {
    return 'unknown';
  }
}
