import { isConfirmQuestion } from '../conversation/accepts.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import { toFamilyVariable } from '../conversation/reminders/family.ts';
import type { OpenQuestion, VisitContext } from '../conversation/state.ts';
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
  const asked = live.filter(({ state }) => state.context.question?.template === 'FamilyReminder');
  return live.flatMap((record) => {
    const { context } = record.state;
    const callInUntil = callInHoldsUntil(engine, record);
    if (callInUntil !== null) {
      const { room } = practitionerOf(engine, context.appointment.practitioner);
      return [toText(engine, record, { template: 'DoctorReady', to, key, latestAt: callInUntil, variables: { room } })];
    }
    const { question } = context;
    if (question === null || question.expiresAt <= engine.clock.now() || isAnswered(context, question)) return [];
    if (question.template === 'FamilyReminder') return familyTextOf(engine, record, asked, { to, key });
    return [
      toText(engine, record, { template: question.template, to, key, latestAt: question.expiresAt, variables: {} }),
    ];
  });
}

/** Who has confirmed is not asked again. */
function isAnswered({ confirmation }: VisitContext, { template, askedAt }: OpenQuestion): boolean {
  return isConfirmQuestion(template) && (confirmation?.at ?? 0) > askedAt;
}

/** The first of those that one text asked about speaks of all; one that is left over is reminded of alone. */
function familyTextOf(
  engine: Engine,
  record: ConversationRecord,
  asked: readonly ConversationRecord[],
  text: Pick<TextAgain, 'to' | 'key'>,
): readonly EffectRecord[] {
  const { question } = record.state.context;
  const together = asked.filter(({ state }) => state.context.question?.askedAt === question?.askedAt);
  if (together[0] !== record) return [];
  const template = together.length > 1 ? 'FamilyReminder' : 'Reminder';
  const variables = toFamilyVariable(together.slice(1), text.key);
  return [toText(engine, record, { ...text, template, latestAt: question?.expiresAt ?? 0, variables })];
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
    // A question that is asked again answers START.
    urgency: isConfirmQuestion(template) ? 'answer' : textRules[template].urgency,
    variables,
  };
  return toEffectRecord(effect, appointmentId, now);
}
