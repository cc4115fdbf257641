import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest } from './recording-server.ts';

/** A text as the app keeps it. */
interface KeptText {
  readonly id: string;
  readonly text: string;
  readonly phoneNumber: string;
  state: string;
}

/** A server that answers as the app does. */
export interface AndroidServer {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  readonly texts: readonly KeptText[];
  /** What the next POST is answered in place of an acceptance; `lost` takes the text and then breaks the connection. */
  failNext(answer: Answer | 'lost'): void;
  setState(id: string, state: string): void;
  close(): Promise<void>;
}

/** The shape of a text that is posted. Source: https://docs.sms-gate.app/features/sending-messages/ */
interface PostedText {
  readonly id: string;
  readonly textMessage: { readonly text: string };
  readonly phoneNumbers: readonly string[];
}

/**
 * Starts it. Statuses, answers and words are those of the messages handler of github.com/android-sms-gateway/server, and of
 * MessagesRoutes.kt of the app, which agree but for words.
 */
export async function startAndroidServer(): Promise<AndroidServer> {
  const texts: KeptText[] = [];
  let fault: Answer | 'lost' | null = null;
  const server = await startRecordingServer(({ method, path, headers, body }) => {
    if (headers['authorization'] !== basic && headers['authorization'] !== 'Bearer a.b.c') {
      return { status: 401, body: { message: 'Unauthorized' } };
    }
    if (method === 'GET') {
      const known = texts.find(({ id }) => path === `/messages/${id}`);
      return known === undefined ? { status: 404, body: { message: 'message not found' } } : { body: toState(known) };
    }
    if (method !== 'POST' || path !== '/messages') return { status: 404, body: 'Cannot POST' };
    const failing = fault;
    fault = null;
    if (failing !== null && failing !== 'lost') return failing;
    // Posted by the gateway under test.
    const { id, textMessage, phoneNumbers } = JSON.parse(body) as PostedText;
    if (texts.some((text) => text.id === id)) {
      return { status: 409, body: { message: 'message with the same ID already exists' } };
    }
    const taken = { id, text: textMessage.text, phoneNumber: phoneNumbers[0] ?? '', state: 'Pending' };
    texts.push(taken);
    return failing === 'lost' ? 'break' : { status: 202, body: toState(taken) };
  });
  return {
    url: server.url,
    requests: server.requests,
    texts,
    failNext: (answer) => {
      fault = answer;
    },
    setState: (id, state) => {
      for (const text of texts) if (text.id === id) text.state = state;
    },
    close: () => server.close(),
  };
}

const basic = `Basic ${Buffer.from('user:secret').toString('base64')}`;

function toState({ id, phoneNumber, state }: KeptText): unknown {
  return {
    id,
    deviceId: 'device-1',
    state,
    isHashed: false,
    isEncrypted: false,
    recipients: [{ phoneNumber, state, error: state === 'Failed' ? 'RESULT_ERROR_NO_SERVICE' : null }],
    states: { Pending: new Date().toISOString() },
  };
}
