/** A request, as far as a fault may be aimed at it. */
export interface AimedRequest {
  readonly method: string;
  /** Path and query as asked for. */
  readonly url: string;
}

/** What is to go wrong, and how often. */
export interface Fault<Kind extends string> {
  readonly kind: Kind;
  /** How many requests it hits; 1 unless given, `Infinity` until cleared. */
  readonly times?: number;
  /** Which requests it hits: those whose `METHOD url` contains the text, or for which the function says so; all unless given. */
  readonly match?: string | ((request: AimedRequest) => boolean);
}

/** The faults that wait for their requests. */
export interface FaultQueue<Kind extends string> {
  add(fault: Fault<Kind>): void;
  clear(): void;
  /** Takes the fault that hits this request; null when none does. The one added first hits first. */
  take(request: AimedRequest): Kind | null;
}

/** Makes an empty queue of faults. */
export function createFaultQueue<Kind extends string>(): FaultQueue<Kind> {
  let waiting: { readonly fault: Fault<Kind>; left: number }[] = [];
  return {
    add: (fault) => {
      waiting.push({ fault, left: fault.times ?? 1 });
    },
    clear: () => {
      waiting = [];
    },
    take: (request) => {
      if (waiting.length === 0) return null;
      const hit = waiting.find(({ fault, left }) => left > 0 && isAimedAt(fault, request));
      if (hit === undefined) return null;
      hit.left -= 1;
      if (hit.left <= 0) waiting = waiting.filter((other) => other !== hit);
      return hit.fault.kind;
    },
  };
}

function isAimedAt<Kind extends string>(fault: Fault<Kind>, request: AimedRequest): boolean {
  if (fault.match === undefined) return true;
  return typeof fault.match === 'string'
    ? `${request.method} ${request.url}`.includes(fault.match)
    : fault.match(request);
}

/** Requests that are never answered, until the server closes or the client goes away. */
export interface HangingRequests {
  hang(request: Request): Promise<Response>;
  /** Lets go of all of them. */
  release(): void;
}

/** Makes an empty set of hanging requests. */
export function createHangingRequests(): HangingRequests {
  const releases = new Set<() => void>();
  return {
    hang: (request) =>
      new Promise((resolve) => {
        const release = (): void => {
          releases.delete(release);
          resolve(new Response(null, { status: 503 }));
        };
        releases.add(release);
        request.signal.addEventListener('abort', release, { once: true });
      }),
    release: () => {
      for (const release of [...releases]) release();
    },
  };
}
