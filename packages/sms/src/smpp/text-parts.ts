import { encodeGsm, isGsmText } from '../gsm-alphabet.ts';

/** A text as it is handed over. */
export interface EncodedText {
  /** 0 is the SMSC's own alphabet, by the standard GSM; 8 is UCS-2. */
  readonly dataCoding: 0 | 8;
  readonly whole: Uint8Array;
  /** With headers when there are several; one otherwise. */
  readonly parts: readonly Uint8Array[];
}

/** How many bytes go into one SMS alone, and into one of several. Source: 3GPP TS 23.040 section 9.2.3.24.1 */
const room = { gsm: { alone: 160, part: 153 }, ucs2: { alone: 140, part: 134 } } as const;

/** Encodes a text and takes it apart where it is too long for one SMS. `reference` tells the parts of one text from those of another. */
export function encodeText(text: string, reference: number): EncodedText {
  const isGsm = isGsmText(text);
  const encode = isGsm ? encodeGsm : encodeUcs2;
  const whole = encode(text);
  const { alone, part } = isGsm ? room.gsm : room.ucs2;
  const dataCoding = isGsm ? 0 : 8;
  if (whole.length <= alone) return { dataCoding, whole, parts: [whole] };
  const pieces: number[][] = [[]];
  // By characters, lest half of one stands in each of two parts.
  for (const character of text) {
    const bytes = encode(character);
    if ((pieces.at(-1)?.length ?? 0) + bytes.length > part) pieces.push([]);
    pieces.at(-1)?.push(...bytes);
  }
  const parts = pieces.map((piece, index) =>
    Uint8Array.from([0x05, 0x00, 0x03, reference & 0xff, pieces.length, index + 1, ...piece]),
  );
  return { dataCoding, whole, parts };
}

function encodeUcs2(text: string): Uint8Array {
  return Buffer.from(text, 'utf16le').swap16();
}
