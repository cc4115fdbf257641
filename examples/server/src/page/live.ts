import type { DayView } from './day-view.ts';

/** Tells every open page how the day stands, whenever that changes (server-sent events). */
export interface Live {
  /** Answers with a stream of events, the first at once; each carries a {@link DayView} as JSON. */
  open(): Response;
  /** Looks now instead of at the next tick: somebody has just changed something. */
  refresh(): void;
  /** Ends all streams. */
  close(): void;
}

const tickMs = 400;
// Proxies and sleeping laptops drop silent connections without a word.
const heartbeatTicks = 40;

/** Makes the live view over what `read` gives. Nothing is read while no page is open. */
export function createLive(read: () => Promise<DayView>): Live {
  const audience = createAudience();
  let timer: NodeJS.Timeout | null = null;
  let lastShown = '';

  const look = createTurns(async () => {
    audience.stayAwake();
    const view = await read();
    // The page lets its clock run by itself, so the mere passing of time is no news.
    const shown = JSON.stringify({ ...view, clock: view.clock.speed });
    if (shown !== lastShown) audience.send(`data: ${JSON.stringify(view)}\n\n`);
    lastShown = shown;
  });
  const stopWhenAlone = (): void => {
    if (!audience.isEmpty() || timer === null) return;
    clearInterval(timer);
    timer = null;
  };

  return {
    open: () => {
      const stream = audience.admit(stopWhenAlone);
      // Whoever is new has seen nothing yet.
      lastShown = '';
      timer ??= setInterval(look, tickMs);
      look();
      return new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } });
    },
    refresh: () => {
      if (!audience.isEmpty()) look();
    },
    close: () => {
      audience.dismiss();
      stopWhenAlone();
    },
  };
}

interface Audience {
  /** Lets one more page listen; `onLeave` is called when it has gone. */
  admit(onLeave: () => void): ReadableStream<Uint8Array>;
  send(text: string): void;
  /** Sends something now and then where nothing has happened for long. */
  stayAwake(): void;
  isEmpty(): boolean;
  dismiss(): void;
}

function createAudience(): Audience {
  const pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  let quietTicks = 0;
  const send = (text: string): void => {
    const bytes = encoder.encode(text);
    for (const page of pages) page.enqueue(bytes);
    quietTicks = 0;
  };
  return {
    admit: (onLeave) => {
      let leave = onLeave;
      return new ReadableStream<Uint8Array>({
        start: (page) => {
          pages.add(page);
          leave = () => {
            pages.delete(page);
            onLeave();
          };
        },
        cancel: () => {
          leave();
        },
      });
    },
    send,
    stayAwake: () => {
      quietTicks += 1;
      if (quietTicks >= heartbeatTicks) send(': still here\n\n');
    },
    isEmpty: () => pages.size === 0,
    dismiss: () => {
      for (const page of pages) page.close();
      pages.clear();
    },
  };
}

/** Runs one thing at a time: asked again meanwhile, it runs once more afterwards. */
function createTurns(work: () => Promise<void>): () => void {
  let isRunning = false;
  let isWanted = false;
  const run = (): void => {
    isWanted = isRunning;
    if (isRunning) return;
    isRunning = true;
    work()
      // What is down shows in the health of the next view that can be read.
      .catch(() => undefined)
      .finally(() => {
        isRunning = false;
        if (isWanted) run();
      });
  };
  return run;
}
