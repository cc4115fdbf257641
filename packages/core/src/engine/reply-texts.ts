import type { SendMessageEffect } from '../conversation/effect.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { PhoneNumber } from '../phone-number.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import { toEffectRecord } from './commit.ts';
import type { Engine } from './engine.ts';

/** A text that answers a message and is not decided by one conversation. */
export interface ReplyText {
  /** What it answers: the id of the message, or a day. One text goes out for each. */
  readonly key: string;
  readonly template: TemplateName;
  readonly to: PhoneNumber;
  /** The conversation that it names; null when it names none. */
  readonly record: ConversationRecord | null;
  readonly variables?: SendMessageEffect['variables'];
}

/** Makes the outbox row of such a text. */
export function toReplyText(engine: Engine, text: ReplyText): EffectRecord {
  const now = engine.clock.now();
  const { settings } = engine.config;
  const context = text.record?.state.context;
  const effect: SendMessageEffect = {
    type: 'send-message',
    id: `${text.record?.appointmentId ?? 'thread'}|${text.template}|${text.to}|${text.key}`,
    after: null,
    dueAt: now,
    latestAt: now + settings.answerMinutes * 60_000,
    template: text.template,
    to: text.to,
    language: context?.appointment.patient.language ?? null,
    revision: context?.revision ?? null,
    startAt: context?.appointment.startAt ?? null,
    urgency: 'answer',
    variables: text.variables ?? {},
  };
  return toEffectRecord(effect, text.record?.appointmentId ?? null, now);
}
