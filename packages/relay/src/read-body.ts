import type { Clock } from '@clinicarrivals/core';
import { Refusal } from './responses.ts';

/** How much of a body is taken. */
export interface BodyLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

/**
 * Reads a body up to a size and a time.
 *
 * @throws Refusal `too-large`, `timeout`, or `bad-request` when the sender breaks off
 */
export async function readBody(request: Request, { maxBytes, timeoutMs, clock }: BodyLimits): Promise<Uint8Array> {
  const declared = request.headers.get('content-length');
  const length = declared !== null && /^\d{1,15}$/.test(declared) ? Number(declared) : null;
  if (length !== null && length > maxBytes) throw tooLarge(maxBytes);
  const reader: BodyReader =
    // A server never passes on more than was declared; reading it in one piece is faster than as a stream.
    length === null
      ? streamReader(request.body, maxBytes)
      : { read: () => readWhole(request), cancel: () => undefined };
  let cancelTimer = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    cancelTimer = clock.schedule(timeoutMs, () => {
      reject(new Refusal('timeout', `The body did not arrive within ${timeoutMs} ms.`));
    });
  });
  try {
    const body = await Promise.race([reader.read(), late]);
    if (body.byteLength > maxBytes) throw tooLarge(maxBytes);
    return body;
  } catch (error) {
    reader.cancel();
    if (error instanceof Refusal) throw error;
    throw new Refusal('bad-request', 'The body broke off.');
  } finally {
    cancelTimer();
  }
}

interface BodyReader {
  read(): Promise<Uint8Array>;
  cancel(): void;
}

async function readWhole(request: Request): Promise<Uint8Array> {
  return new Uint8Array(await request.arrayBuffer());
}

/** Reads a stream no further than it may be long. */
function streamReader(stream: Request['body'], maxBytes: number): BodyReader {
  // The types of Node leave open what a stream holds; that of a body holds bytes.
  const reader = (stream as ReadableStream<Uint8Array> | null)?.getReader();
  return {
    read: async () => {
      const chunks: Uint8Array[] = [];
      for (let total = 0; reader !== undefined;) {
        const { done, value } = await reader.read();
        if (done) break;
        total += value.byteLength;
        if (total > maxBytes) throw tooLarge(maxBytes);
        chunks.push(value);
      }
      return Buffer.concat(chunks);
    },
    cancel: () => void reader?.cancel().catch(() => undefined),
  };
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('too-large', `The body is larger than ${maxBytes} bytes.`);
}
