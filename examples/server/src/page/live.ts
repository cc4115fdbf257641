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
  const pages = new Set<ReadableStreamDefaultController<Uint8Array>>();
  const encoder = new TextEncoder();
  let timer: NodeJS.Timeout | null = null;
  let isReading = false;
  let isStale = false;
  let lastShown = '';
  let quietTicks = 0;

  const send = (text: string): void => {
    const bytes = encoder.encode(text);
    for (const page of pages) page.enqueue(bytes);
    quietTicks = 0;
  };
  const show = async (): Promise<void> => {
    const view = await read();
    // The page lets its clock run by itself, so the mere passing of time is no news.
    const shown = JSON.stringify({ ...view, clock: view.clock.speed });
    if (shown !== lastShown) send(`data: ${JSON.stringify(view)}\n\n`);
    lastShown = shown;
  };
  const tick = (): void => {
    if (isReading) {
      isStale = true;
      return;
    }
    isReading = true;
    quietTicks += 1;
    if (quietTicks >= heartbeatTicks) send(': still here\n\n');
    show()
      // What is down shows in the health of the next view that can be read.
      .catch(() => undefined)
      .finally(() => {
        isReading = false;
        if (isStale) {
          isStale = false;
          tick();
        }
      });
  };
  const leave = (page: ReadableStreamDefaultController<Uint8Array>): void => {
    pages.delete(page);
    if (pages.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };

  return {
    open: () => {
      let own: ReadableStreamDefaultController<Uint8Array> | null = null;
      const stream = new ReadableStream<Uint8Array>({
        start: (page) => {
          own = page;
          pages.add(page);
          lastShown = '';
          timer ??= setInterval(tick, tickMs);
          tick();
        },
        cancel: () => {
          if (own !== null) leave(own);
        },
      });
      return new Response(stream, { headers: { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' } });
    },
    refresh: () => {
      if (pages.size > 0) tick();
    },
    close: () => {
      for (const page of [...pages]) {
        page.close();
        leave(page);
      }
    },
  };
}
