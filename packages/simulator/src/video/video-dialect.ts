import type { JoinRefusal } from './video-log.ts';
import type { SimulatedParticipant } from './room-book.ts';

/** A request to the API of a video server, read. */
export interface VideoApiRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly body: string;
}

/** What one kind of video server says and understands. */
export interface VideoDialect {
  /** Does what a request asks for. */
  answer(request: VideoApiRequest): Response;
  /** Lets in whoever shows a token. */
  join(token: string, onLeft: () => void): SimulatedParticipant | JoinRefusal;
}
