/** The 128 characters of the GSM alphabet in their order; the escape stands at 27. Source: 3GPP TS 23.038 section 6.2.1 */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** What stands behind an escape. Source: 3GPP TS 23.038 section 6.2.1.1 */
const extension: Readonly<Record<string, number>> = {
  '\f': 0x0a,
  '^': 0x14,
  '{': 0x28,
  '}': 0x29,
  '\\': 0x2f,
  '[': 0x3c,
  '~': 0x3d,
  ']': 0x3e,
  '|': 0x40,
  '€': 0x65,
};

const escape = 0x1b;
const codes = new Map([...basic].map((character, code) => [character, code]));
codes.delete('\u001b');

/** Whether a text can be written in the GSM alphabet, so that 160 of its characters go into one SMS. */
export function isGsmText(text: string): boolean {
  return [...text].every((character) => codes.has(character) || character in extension);
}

/** Writes a text in the GSM alphabet, a byte for each septet, unpacked as SMPP takes it. What the alphabet lacks becomes `?`. */
export function encodeGsm(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = codes.get(character);
    const behindEscape = extension[character];
    if (code !== undefined) bytes.push(code);
    else if (behindEscape !== undefined) bytes.push(escape, behindEscape);
    else bytes.push(codes.get('?') ?? 0);
  }
  return Uint8Array.from(bytes);
}
