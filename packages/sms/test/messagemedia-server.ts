import { randomUUID } from 'node:crypto';
import { startRecordingServer } from './recording-server.ts';
import type { Answer, RecordedRequest, RecordingServer } from './recording-server.ts';

export const apiKey = 'abcDEF123';
export const apiSecret = 'secret-of-the-account';

type Fields = Readonly<Record<string, unknown>>;

/** A server that answers as MessageMedia's Messages API does, for one account. */
export interface MessageMediaServer extends RecordingServer {
  /** The texts as they were posted, each with its id and status. */
  readonly texts: readonly Fields[];
  /** Replies that are not confirmed. */
  readonly replies: readonly Fields[];
  /** Delivery reports that are not confirmed. */
  readonly reports: readonly Fields[];
  /** Lets a handset text one of the account's numbers. */
  reply(from: string, to: string | undefined, content: string, changes?: Fields): void;
  /** Changes what became of a text, and reports it. */
  setStatus(messageId: string, status: string): void;
  /** Answers the next request to this path in this way; `lost` does what is asked and breaks the connection. */
  failNext(path: string, answer: Answer | 'lost'): void;
}

export const refusals = {
  throttled: { status: 429, headers: { 'retry-after': '2' }, body: { message: 'Too many requests' } },
  unauthorised: { status: 401, body: { message: 'Invalid authentication credentials' } },
  field: (field: string): Answer => ({
    status: 400,
    body: {
      message: 'Request failed to parse correctly. Please ensure input is valid and try again.',
      details: [`/messages/0/${field}: +61491570156 "Please come in" is not good.`],
    },
  }),
};

/** Source of what it takes and answers: https://messagemedia.github.io/documentation/. */
export async function startMessageMediaServer(): Promise<MessageMediaServer> {
  const account = new Account();
  const faults = new Map<string, Answer | 'lost'>();
  const server = await startRecordingServer((request) => {
    const fault = faults.get(request.path);
    faults.delete(request.path);
    if (fault !== undefined && fault !== 'lost') return fault;
    const token = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
    if (request.headers['authorization'] !== `Basic ${token}`) return refusals.unauthorised;
    const answer = account.answer(request);
    return fault === 'lost' ? 'break' : answer;
  });
  return {
    ...server,
    texts: account.texts,
    get replies() {
      return account.replies;
    },
    get reports() {
      return account.reports;
    },
    reply: (from, to, content, changes) => account.reply(from, to, content, changes),
    setStatus: (messageId, status) => account.setStatus(messageId, status),
    failNext: (path, answer) => void faults.set(path, answer),
  };
}

class Account {
  readonly texts: Record<string, unknown>[] = [];
  replies: Fields[] = [];
  reports: Fields[] = [];

  answer({ method, path, body }: RecordedRequest): Answer {
    const asked = (body === '' ? {} : JSON.parse(body)) as Fields;
    switch (`${method} ${path}`) {
      case 'POST /v1/messages':
        return this.#send(asked);
      case 'GET /v1/replies':
        return { body: { replies: this.replies.slice(0, 100) } };
      case 'POST /v1/replies/confirmed':
        this.replies = this.replies.filter(({ reply_id: id }) => !idsOf(asked, 'reply_ids').includes(id));
        return { status: 202, body: '' };
      case 'GET /v1/delivery_reports':
        return { body: { delivery_reports: this.reports.slice(0, 100) } };
      case 'POST /v1/delivery_reports/confirmed':
        this.reports = this.reports.filter(
          ({ delivery_report_id: id }) => !idsOf(asked, 'delivery_report_ids').includes(id),
        );
        return { status: 202, body: '' };
      case 'POST /v2-preview/reporting/messages/detail':
        return this.#report(asked);
      default: {
        const text = this.texts.find(({ message_id: id }) => path === `/v1/messages/${String(id)}`);
        return text === undefined ? { status: 404, body: { message: 'Resource not found.' } } : { body: text };
      }
    }
  }

  reply(from: string, to: string | undefined, content: string, changes: Fields = {}): void {
    this.replies.push({
      reply_id: randomUUID(),
      message_id: randomUUID(),
      date_received: new Date().toISOString(),
      source_number: from,
      ...(to === undefined ? {} : { destination_number: to }),
      content,
      vendor_account_id: { vendor_id: 'MessageMedia', account_id: 'MyAccount' },
      ...changes,
    });
  }

  setStatus(messageId: string, status: string): void {
    const text = this.texts.find(({ message_id: id }) => id === messageId);
    if (text === undefined) return;
    text['status'] = status;
    this.reports.push({
      delivery_report_id: randomUUID(),
      message_id: messageId,
      source_number: text['destination_number'],
      date_received: new Date().toISOString(),
      submitted_date: new Date().toISOString(),
      original_text: text['content'],
      status,
      delay: 0,
      metadata: text['metadata'],
    });
  }

  #send({ messages }: Fields): Answer {
    const [text] = messages as readonly Fields[];
    if (text === undefined) return refusals.field('');
    if (!/^\+[1-9]\d{7,14}$/.test(String(text['destination_number']))) return refusals.field('destination_number');
    if (!(String(text['content']).length <= 5000)) return refusals.field('content');
    if (Number.isNaN(Date.parse(String(text['message_expiry_timestamp'])))) {
      return refusals.field('message_expiry_timestamp');
    }
    const taken = { ...text, message_id: randomUUID(), status: 'queued', timestamp: new Date().toISOString() };
    this.texts.push(taken);
    return { status: 202, body: { messages: [taken] } };
  }

  /** Sent texts of a time, where metadata is a list of pairs; the newest first. */
  #report(asked: Fields): Answer {
    const [page, size] = [Number(asked['page']), Number(asked['page_size'])];
    const { metadata_key: key, metadata_value: value, sources } = asked;
    const [start, end] = [Date.parse(String(asked['start_date'])), Date.parse(String(asked['end_date']))];
    if (!(end > start) || !(size <= 100)) return { status: 400, body: { message: 'Bad Request', details: [] } };
    const found = this.texts
      .filter((text) => {
        const at = Date.parse(String(text['timestamp']));
        const metadata = text['metadata'] as Fields;
        return (
          at >= start &&
          at <= end &&
          (key === undefined || (typeof key === 'string' && metadata[key] === value)) &&
          (!Array.isArray(sources) || sources.includes(text['source_number']))
        );
      })
      .map((text) => ({
        message_id: text['message_id'],
        format: 'SMS',
        timestamp: text['timestamp'],
        direction: 'outbound',
        status: text['status'],
        source_address: text['source_number'],
        destination_address: text['destination_number'],
        content: text['content'],
        metadata: Object.entries(text['metadata'] as Fields).map(([name, entry]) => ({ key: name, value: entry })),
      }))
      .reverse();
    return {
      body: {
        messages: found.slice(page * size, (page + 1) * size),
        pagination: { page, page_size: size, has_next: found.length > (page + 1) * size },
      },
    };
  }
}

function idsOf(asked: Fields, field: string): readonly unknown[] {
  const ids = asked[field];
  return Array.isArray(ids) ? ids : [];
}
