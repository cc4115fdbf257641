/** How a text goes over the air. */
export interface SegmentCount {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets of GSM-7 (two for each of `^{}\[~]|€`), or UTF-16 units of UCS-2. */
  readonly units: number;
  /** How many texts a carrier sends and bills; 0 for an empty text. */
  readonly segments: number;
  /** The characters that GSM-7 lacks, each once: one of them turns the whole text into UCS-2. */
  readonly foreign: readonly string[];
}

/** The basic table of GSM 03.38, without its escape character. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** The extension table: each is written as an escape and a septet. */
const extension = new Set('\f^{}\\[~]|€');

const limits = { 'GSM-7': { single: 160, joined: 153 }, 'UCS-2': { single: 70, joined: 67 } } as const;

/**
 * Counts the segments of a text as carriers do.
 *
 * An escaped character and a surrogate pair are not split between two segments, so a segment may end a unit early.
 *
 * Source: 3GPP TS 23.038 §6.2.1; 3GPP TS 23.040 §9.2.3.24.1 (the header of joined texts).
 */
export function countSegments(text: string): SegmentCount {
  const characters = [...text];
  const foreign = [...new Set(characters.filter((each) => !basic.has(each) && !extension.has(each)))];
  const encoding = foreign.length === 0 ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map((each) => (encoding === 'GSM-7' ? (extension.has(each) ? 2 : 1) : each.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, joined } = limits[encoding];
  const segments = units <= single ? Math.sign(units) : countJoined(sizes, joined);
  return { encoding, units, segments, foreign };
}

function countJoined(sizes: readonly number[], room: number): number {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}
