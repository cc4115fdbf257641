import { readFileSync } from 'node:fs';

/**
 * Reads a text file as the editors of Windows write it too: with a byte order mark, or in UTF-16 as Windows PowerShell does.
 *
 * @throws as `readFileSync` does
 */
export function readTextFile(path: string): string {
  const bytes = readFileSync(path);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  // A decoder drops the mark.
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
