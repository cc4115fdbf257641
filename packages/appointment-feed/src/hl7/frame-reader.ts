/** Takes messages out of the bytes of a connection, as the Minimal Lower Layer Protocol wraps them: `VT` message `FS` `CR`. */
export interface FrameReader {
  /**
   * Takes the next bytes, wherever they were cut, and gives the messages that end in them.
   *
   * What stands outside of frames is left alone, and so is a frame that is begun anew before its end: its sender has given it up.
   */
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** Whether a frame has begun and not ended. */
  readonly isWithin: boolean;
  /** Whether more has come than a message may have: nothing can be read from this connection any more. */
  readonly isTooMuch: boolean;
}

const verticalTab = 0x0b;
const fileSeparator = 0x1c;

/**
 * Makes the reader of one connection. It holds at most `maxBytes`.
 *
 * Source: HL7 Version 2, Transport Specification: MLLP, Release 1
 */
export function createFrameReader({ maxBytes }: { readonly maxBytes: number }): FrameReader {
  let parts: Uint8Array[] | null = null;
  /** Of the frame, or of what stands outside since the last one. */
  let size = 0;

  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > maxBytes) parts = null;
    else parts?.push(part);
  };
  return {
    push: (bytes) => {
      const frames: Uint8Array[] = [];
      let rest = bytes;
      while (rest.length > 0 && size <= maxBytes) {
        const begin = rest.indexOf(verticalTab);
        const end = parts === null ? -1 : rest.indexOf(fileSeparator);
        if (parts !== null && end >= 0 && (begin < 0 || end < begin)) {
          keep(rest.subarray(0, end));
          if (size <= maxBytes) frames.push(Buffer.concat(parts));
          else break;
          parts = null;
          size = 0;
          rest = rest.subarray(end + 1);
        } else if (begin >= 0) {
          parts = [];
          size = 0;
          rest = rest.subarray(begin + 1);
        } else {
          // A copy: a small rest would else hold the whole of what came with it.
          keep(Uint8Array.from(rest));
          break;
        }
      }
      return frames;
    },
    get isWithin() {
      return parts !== null;
    },
    get isTooMuch() {
      return size > maxBytes;
    },
  };
}
