/** Reads what one kind of video server posts. It checks who has sent it before it looks at anything else. */
export interface VideoWebhookReader {
  read(webhook: VideoWebhook): Promise<VideoWebhookReading>;
}

/** A request as it came in. */
export interface VideoWebhook {
  readonly headers: Headers;
  /** The raw bytes: signatures are over them. */
  readonly body: Uint8Array;
}

/** What a webhook says. */
export type VideoWebhookReading =
  /**
   * Something has changed in these sessions. Only a hint: webhooks are lost, doubled and come out of order, so the server itself is asked
   * who is in.
   */
  | { readonly type: 'changed'; readonly sessionIds: readonly string[] }
  /** It is genuine and of no interest. */
  | { readonly type: 'ignored' }
  /** It is not genuine, or makes no sense. The reason repeats nothing of the request. */
  | { readonly type: 'refused'; readonly status: 400 | 401; readonly reason: string };
