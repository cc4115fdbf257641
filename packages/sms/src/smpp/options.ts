import type { Clock, Logger, PhoneNumber } from '@clinicarrivals/core';
import { checkNumbers, checkSecret, checkTimeout, createWrongOption } from '../gateway-options.ts';
import { createSystemClock } from '../system-clock.ts';

const wrong = createWrongOption('smpp');

/** Where the SMSC is, who we are there, and our numbers. */
export interface SmppGatewayOptions {
  /** `smpps://host:3550` over TLS, or `smpp://host:2775` where the line itself is safe, such as a VPN. */
  readonly url: string;
  readonly systemId: string;
  /** At most eight characters. */
  readonly password: string;
  readonly systemType?: string;
  /** `transceiver` by default: one connection. `separate`: a transmitter and a receiver, for an SMSC that knows no transceiver. */
  readonly bind?: 'transceiver' | 'separate';
  /** Our number in E.164 form, or several: each recipient always hears from the same one. */
  readonly from: string | readonly string[];
  /** How a long text is handed over: in `parts` with a header, the default, or whole as `payload`, which fewer SMSCs take. */
  readonly longTexts?: 'parts' | 'payload';
  /**
   * How receipts write the id of a text: the `same` as the answer to it, the default, or in `decimal` where the answer has it in
   * hexadecimal digits, as many SMSCs do.
   */
  readonly receiptIds?: 'same' | 'decimal';
  /** How long the SMSC may take to answer, 15 000 by default. */
  readonly timeoutMs?: number;
  /** How often we ask whether the connection stands, 30 000 by default. */
  readonly enquireMs?: number;
  /** Default: silence. */
  readonly logger?: Logger;
  readonly clock?: Clock;
}

/** The options after every check. */
export interface SmppSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
  readonly bind: 'transceiver' | 'separate';
  readonly numbers: readonly PhoneNumber[];
  readonly longTexts: 'parts' | 'payload';
  readonly receiptIds: 'same' | 'decimal';
  readonly timeoutMs: number;
  readonly enquireMs: number;
  readonly logger: Logger;
  readonly clock: Clock;
}

/** Checks the options; throws ConfigurationError with the field and the fix. */
export function checkOptions(options: SmppGatewayOptions): SmppSettings {
  const {
    bind = 'transceiver',
    longTexts = 'parts',
    receiptIds = 'same',
    enquireMs = 30_000,
    systemType = '',
  } = options;
  if (!['transceiver', 'separate'].includes(bind)) throw wrong('bind', 'must be transceiver or separate');
  if (!['parts', 'payload'].includes(longTexts)) throw wrong('longTexts', 'must be parts or payload');
  if (!['same', 'decimal'].includes(receiptIds)) throw wrong('receiptIds', 'must be same or decimal');
  if (!(Number.isInteger(enquireMs) && enquireMs >= 1000 && enquireMs <= 600_000)) {
    throw wrong('enquireMs', 'must be a whole number of milliseconds from 1000 to 600000; leave it out for 30000');
  }
  const where = 'ask the operator of the SMSC';
  return {
    ...checkAddress(options.url),
    systemId: checkWord('systemId', checkSecret(wrong, 'systemId', options.systemId, where), 15),
    password: checkWord('password', checkSecret(wrong, 'password', options.password, where), 8),
    systemType: checkWord('systemType', systemType, 12),
    bind,
    numbers: checkNumbers(wrong, 'from', options.from),
    longTexts,
    receiptIds,
    timeoutMs: checkTimeout(wrong, options.timeoutMs),
    enquireMs,
    logger: options.logger ?? { log: () => undefined },
    clock: options.clock ?? createSystemClock(),
  };
}

function checkAddress(text: string): Pick<SmppSettings, 'host' | 'port' | 'tls'> {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['smpp:', 'smpps:'].includes(url.protocol) || url.hostname === '') {
    throw wrong('url', 'must be smpp://host:port or smpps://host:port');
  }
  const tls = url.protocol === 'smpps:';
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || (tls ? 3550 : 2775)), tls };
}

/** Fields of a bind have a longest length. Source: SMPP 3.4 section 4.1 */
function checkWord(field: string, value: string, longest: number): string {
  if (/^[ -~]*$/.test(value) && value.length <= longest) return value;
  throw wrong(field, `must be of ASCII letters, digits and signs, at most ${longest}`);
}
