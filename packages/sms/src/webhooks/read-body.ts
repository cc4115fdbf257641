import type { Clock } from '@clinicarrivals/core';

/** Why a body was not read. */
export type BodyFailure = 'too-large' | 'too-slow' | 'broken-off';

/** Reads the body of a request as it streams in, no more of it than allowed and for no longer than allowed. */
export async function readBody(
  request: Request,
  limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly clock: Clock },
): Promise<Uint8Array | BodyFailure> {
  if (Number(request.headers.get('content-length') ?? 0) > limits.maxBytes) return 'too-large';
  if (request.body === null) return new Uint8Array();
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader();
  let stopWaiting = (): void => undefined;
  const tooSlow = new Promise<BodyFailure>((resolve) => {
    stopWaiting = limits.clock.schedule(limits.timeoutMs, () => resolve('too-slow'));
  });
  const result = await Promise.race([collect(reader, limits.maxBytes), tooSlow]);
  stopWaiting();
  // Not waited for: who sends too much or too slowly may never let go.
  if (typeof result === 'string') void reader.cancel().catch(() => undefined);
  return result;
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Uint8Array | BodyFailure> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > maxBytes) return 'too-large';
      chunks.push(value);
    }
  } catch {
    return 'broken-off';
  }
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const body = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    body.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return body;
}
