import { toVisitStage } from '../pms-profile.ts';
import type { Circumstances } from './circumstances.ts';
import type { Draft } from './draft.ts';
import { remember } from './draft.ts';
import type { ConversationEvent, PmsChange } from './event.ts';
import { observe } from './observe.ts';
import { isNoticesOnly } from './participation.ts';
import { passOver } from './reminders/remind.ts';
import { isPatientHere } from './state.ts';
import type { ConversationState } from './state.ts';

/** Takes a snapshot into the context and tells what is new in it. */
export function seeSnapshot(
  draft: Draft,
  { appointment, isBookedBefore }: Extract<ConversationEvent, { type: 'appointment-changed' }>,
  circumstances: Circumstances,
): readonly PmsChange[] {
  const { context, visit, notices } = draft.state;
  const { calendar, settings, hasVideoLink } = circumstances;
  const seen = observe(context, appointment, { calendar, profile: settings.pmsProfile, hasVideoLink });
  const revision = context.revision + (seen.isNewRevision ? 1 : 0);
  draft.state = { ...draft.state, context: { ...context, appointment, revision } };
  const parts = changesOfPart(draft.state, circumstances);
  const isFirst = context.occurrence <= 1;
  if (isFirst || context.appointment.startAt !== appointment.startAt) passOver(draft, circumstances);
  if (!isFirst) return [...new Set([...parts, ...seen.changes])];

  const stage = toVisitStage(appointment, settings.pmsProfile);
  const isSameDay = calendar.dayOf(context.known.startAt).day === calendar.dayOf(appointment.startAt).day;
  // A telehealth answer is kept within the day only.
  if (!isSameDay) remember(draft, { chosen: null });
  const isNews = stage === 'booked' && notices === 'quiet' && !draft.isBaseline && isBookedBefore !== true;
  if (isNews && settings.sendsBooked) {
    remember(draft, { known: { ...context.known, isNew: true } });
    return [...parts, 'booked'];
  }
  return stage === 'booked' && visit !== 'held' ? parts : [...parts, stage];
}

/**
 * Tells whether settings and the type of the appointment make another visit of it than it has been: told and reminded only, or all by text.
 * Whoever is here by then is seen to be.
 */
export function changesOfPart(
  { visit, context }: ConversationState,
  { settings }: Circumstances,
): readonly PmsChange[] {
  const { appointment } = context;
  if (isNoticesOnly(appointment, settings))
    return visit === 'upcoming' || visit === 'screening' || visit === 'expected' ? ['notices-only'] : [];
  if (visit !== 'notices-only') return [];
  return toVisitStage(appointment, settings.pmsProfile) === 'arrived' ? ['whole-visit', 'arrived'] : ['whole-visit'];
}

/** Who was here once was not missed, whatever the PMS says later. */
export function noteWhoIsHere(draft: Draft, { settings }: Circumstances): void {
  const { visit, context } = draft.state;
  const { appointment, hereFor } = context;
  const stage = toVisitStage(appointment, settings.pmsProfile);
  // Where nobody is called in by text, the practitioner is ready for somebody who is there.
  const isWithPractitioner = stage === 'over' || (stage === 'ready' && visit === 'notices-only');
  const isHere = isPatientHere(visit) || stage === 'arrived' || isWithPractitioner;
  if (isHere && hereFor !== appointment.startAt) remember(draft, { hereFor: appointment.startAt });
}
