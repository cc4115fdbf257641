import type { Clock } from '@clinicarrivals/core';
import type { Random } from '../random.ts';
import type { TextRecord, TextStatus } from './text-record.ts';

/** A text to take on. */
export type NewText = Pick<TextRecord, 'direction' | 'from' | 'to' | 'body' | 'validUntil' | 'statusCallback'> &
  Partial<Pick<TextRecord, 'messagingServiceSid' | 'sendAt'>>;

/** Where the texts of one account are kept. */
export interface TextShelf {
  /** All texts, oldest first. */
  list(): readonly TextRecord[];
  get(sid: string): TextRecord | undefined;
  /** Keeps a new text under a new sid. */
  add(text: NewText, status: TextStatus): TextRecord;
  /** Changes a text and tells of it when the status is another. Gives undefined where there is no such text. */
  change(sid: string, edit: Partial<TextRecord>): TextRecord | undefined;
}

/** Makes an empty shelf. */
export function createTextShelf(options: {
  readonly clock: Clock;
  readonly random: Random;
  readonly onStatus: (record: TextRecord) => void;
}): TextShelf {
  const { clock, random, onStatus } = options;
  const records = new Map<string, TextRecord>();
  return {
    list: () => [...records.values()],
    get: (sid) => records.get(sid),
    add: (text, status) => {
      const now = clock.now();
      const record: TextRecord = {
        messagingServiceSid: null,
        sendAt: null,
        ...text,
        sid: `SM${random.hex(32)}`,
        status,
        errorCode: null,
        createdAt: now,
        updatedAt: now,
        sentAt: status === 'received' ? now : null,
      };
      records.set(record.sid, record);
      return record;
    },
    change: (sid, edit) => {
      const record = records.get(sid);
      if (record === undefined) return undefined;
      const changed = { ...record, ...edit, updatedAt: clock.now() };
      records.set(sid, changed);
      if (changed.status !== record.status) onStatus(changed);
      return changed;
    },
  };
}

/** Tells whether a text is still on its way. */
export function isPending(record: TextRecord | undefined): record is TextRecord {
  return record?.status === 'queued' || record?.status === 'sent';
}
