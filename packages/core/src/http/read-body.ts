import type { Clock } from '../ports/clock.ts';

/** Why a body was not read. */
export type BodyFailure = 'too-large' | 'too-slow' | 'broken-off';

/** Reads the body of a request, no more of it than allowed (bytes) and for no longer than allowed (milliseconds). */
export async function readBody(
  request: Request,
  limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly clock: Clock },
): Promise<Uint8Array | BodyFailure> {
  const { maxBytes, timeoutMs, clock } = limits;
  const declared = request.headers.get('content-length');
  if (Number(declared ?? 0) > maxBytes) return 'too-large';
  let stopWaiting = (): void => undefined;
  const tooSlow = new Promise<BodyFailure>((resolve) => {
    stopWaiting = clock.schedule(timeoutMs, () => resolve('too-slow'));
  });
  // HTTP ends a body where its declared length does: then it may be read in one go, which servers do twice as fast.
  const isDeclared = /^\d+$/.test(declared ?? '');
  const { body, stop } = isDeclared ? readWhole(request, maxBytes) : readStream(request, maxBytes);
  const result = await Promise.race([body.catch((): BodyFailure => 'broken-off'), tooSlow]);
  stopWaiting();
  stop();
  return result;
}

interface Reading {
  readonly body: Promise<Uint8Array | BodyFailure>;
  /** Lets go of what is not wanted any more. */
  readonly stop: () => void;
}

function readWhole(request: Request, maxBytes: number): Reading {
  const body = request
    .arrayBuffer()
    .then((bytes) => (bytes.byteLength > maxBytes ? 'too-large' : new Uint8Array(bytes)));
  return { body, stop: () => undefined };
}

function readStream(request: Request, maxBytes: number): Reading {
  if (request.body === null) return { body: Promise.resolve(new Uint8Array()), stop: () => undefined };
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  return {
    body: readChunks(reader, maxBytes),
    // Not waited for: who sends too much or too slowly may never let go.
    stop: () => void reader.cancel().catch(() => undefined),
  };
}

async function readChunks(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | BodyFailure> {
  const chunks: Uint8Array[] = [];
  for (let length = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return join(chunks, length);
    length += value.byteLength;
    if (length > maxBytes) return 'too-large';
    chunks.push(value);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
