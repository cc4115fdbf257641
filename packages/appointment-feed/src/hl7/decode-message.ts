/** The text of a message, or why its bytes make none. */
export type DecodedMessage = { readonly text: string } | { readonly problem: string };

/** What HL7 calls character sets (table 0211), as the Encoding Standard calls them (https://encoding.spec.whatwg.org/#names-and-labels). */
const labels: Readonly<Record<string, string>> = {
  UNICODE: 'utf-8',
  'UNICODE UTF-8': 'utf-8',
  'GB 18030-2000': 'gb18030',
  'BIG-5': 'big5',
  'KS X 1001': 'euc-kr',
  'ISO IR87': 'iso-2022-jp',
  'ISO IR159': 'iso-2022-jp',
};

/**
 * Decodes a message by what it says of itself in MSH-18.
 *
 * Many senders say nothing, or ASCII, and mean something else: then the bytes are read as UTF-8 if they are UTF-8, else as `encoding`.
 *
 * @param encoding a label of the Encoding Standard, such as `windows-1252`
 */
export function decodeMessage(bytes: Uint8Array, encoding: string): DecodedMessage {
  const said = characterSetOf(bytes);
  if (said === '' || said === 'ASCII') {
    const text = decode(bytes, 'utf-8') ?? decode(bytes, encoding);
    return text === null
      ? { problem: 'is missing, and the message is not in the encoding that was agreed on' }
      : { text };
  }
  const label = labels[said] ?? said.replace(/^8859\//, 'iso-8859-').toLowerCase();
  if (!isEncoding(label)) return { problem: 'is a character set that is not known here; send UNICODE UTF-8' };
  const text = decode(bytes, label);
  return text === null ? { problem: 'is not the character set in which the message is written' } : { text };
}

/** Whether there is such an encoding in which the delimiters are single bytes. */
export function isEncoding(label: string): boolean {
  try {
    return !new TextDecoder(label).encoding.startsWith('utf-16');
  } catch {
    return false;
  }
}

/** MSH-18, first of them, in capitals; the header is ASCII in every encoding that is taken here. */
function characterSetOf(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  const header = Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString('latin1');
  const [field = ''] = header.slice(0, 4_096).split(header.charAt(3)).slice(17, 18);
  return field.split(header.charAt(5))[0]?.trim().toUpperCase() ?? '';
}

function decode(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
