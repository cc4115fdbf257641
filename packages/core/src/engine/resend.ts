import type { SendMessageEffect } from '../conversation/effect.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import { textRules } from '../conversation/text-rules.ts';
import { toVisitStage } from '../pms-profile.ts';
import type { ConversationRecord, EffectRecord } from '../ports/conversation-store/records.ts';
import type { PhoneNumber } from '../phone-number.ts';
import { toEffectRecord } from './commit.ts';
import type { Engine } from './engine.ts';
import { practitionerOf } from './practitioners.ts';

/**
 * What START brings after an opt-out: a call-in that still holds, or the question that is open. Nothing else is sent again.
 *
 * @param key the id of the message that said START: the same message brings the same texts
 */
export function textsAfterStart(
  engine: Engine,
  to: PhoneNumber,
  key: string,
  live: readonly ConversationRecord[],
): readonly EffectRecord[] {
  return live.flatMap((record) => {
    const { context } = record.state;
    const callInUntil = callInHoldsUntil(engine, record);
    if (callInUntil !== null) {
      const { room } = practitionerOf(engine, context.appointment.practitioner);
      return [toText(engine, record, { template: 'DoctorReady', to, key, latestAt: callInUntil, variables: { room } })];
    }
    const { question } = context;
    if (question === null || question.expiresAt <= engine.clock.now()) return [];
    return [
      toText(engine, record, { template: question.template, to, key, latestAt: question.expiresAt, variables: {} }),
    ];
  });
}

/** Until when a call-in is of use; null when there is none or its time is over. */
function callInHoldsUntil(engine: Engine, record: ConversationRecord): number | null {
  const { visit, context } = record.state;
  const { callInMinutes, pmsProfile } = engine.config.settings;
  const isReady = toVisitStage(context.appointment, pmsProfile) === 'ready';
  if (visit !== 'called' || context.calls === 0 || context.readyAt === null || !isReady) return null;
  const until = context.readyAt + callInMinutes * 60_000;
  return until >= engine.clock.now() ? until : null;
}

interface TextAgain {
  readonly template: TemplateName;
  readonly to: PhoneNumber;
  readonly key: string;
  readonly latestAt: number;
  readonly variables: SendMessageEffect['variables'];
}

function toText(engine: Engine, record: ConversationRecord, text: TextAgain): EffectRecord {
  const { appointmentId } = record;
  const { appointment, revision } = record.state.context;
  const now = engine.clock.now();
  const { template, to, latestAt, variables } = text;
  const effect: SendMessageEffect = {
    type: 'send-message',
    id: `${appointmentId}|r${revision}|${template}|${to}|start-${text.key}`,
    after: null,
    dueAt: now,
    latestAt,
    template,
    to,
    language: appointment.patient.language,
    revision,
    startAt: appointment.startAt,
    urgency: textRules[template].urgency,
    variables,
  };
  return toEffectRecord(effect, appointmentId, now);
}
