// Domain
export type { Appointment, AppointmentStatus, EncounterStage, Modality, Patient, Practitioner } from './appointment.ts';
export { appointmentEvents } from './appointment-event.ts';
export type { AppointmentAspect, AppointmentEvent, AppointmentEventKind } from './appointment-event.ts';
export { defaultSettings } from './clinic-settings.ts';
export type {
  Clinic,
  ClinicSettings,
  PractitionerSettings,
  QuietHours,
  ReminderRule,
  ReminderTime,
  Weekday,
} from './clinic-settings.ts';
export { isPhoneNumber, parseMobileNumber, parsePhoneNumber } from './phone-number.ts';
export type { PhoneNumber } from './phone-number.ts';
export { pmsProfiles, toVisitStage } from './pms-profile.ts';
export type { PmsProfile, PmsProfileName, VisitStage } from './pms-profile.ts';
export { presets } from './presets.ts';
export type { PresetName } from './presets.ts';
export { taskKinds } from './task.ts';
export type { Task, TaskKind } from './task.ts';

// The waiting room
export { createArrivals } from './engine/create-arrivals.ts';
export type { Arrivals, ArrivalsOptions } from './engine/create-arrivals.ts';
export type { ArrivalsEventName, ArrivalsEvents } from './engine/event-bus.ts';
export type { Explanation } from './engine/explain.ts';
export type { Health, HealthPart, PartHealth } from './engine/health.ts';
export type { Noticed } from './engine/noticed.ts';
export type { ReminderActions, ScheduledReminder } from './engine/reminders.ts';
export type { PauseTarget, StaffActions } from './engine/staff.ts';
export type { ArrivalsVideo } from './engine/video-desk.ts';
export type { Board, BoardLine, BoardVideo, NotServedLine, ThreadMessage } from './engine/views.ts';
export { joinGateways } from './engine/join-gateways.ts';
export { checkSettings } from './engine/check-settings.ts';
export { createClinicCalendar } from './clinic-calendar.ts';
export type { ClinicCalendar, ClinicDay } from './clinic-calendar.ts';

// Errors
export {
  AppointmentStoreError,
  ClinicArrivalsError,
  ConfigurationError,
  ConflictError,
  GatewayError,
  StorageError,
  VideoError,
} from './errors.ts';
export type {
  AppointmentStoreFailure,
  ClinicArrivalsErrorOptions,
  ErrorCode,
  GatewayFailure,
  NumberFailure,
} from './errors.ts';

// For adapters that write to the clinic's store themselves
export { toTask } from './engine/tasks.ts';
export type { TaskToRaise } from './engine/tasks.ts';
export { createTurns } from './engine/turns.ts';
export type { InTurn } from './engine/turns.ts';

// Ports
export type * from './ports/appointment-store.ts';
export type * from './ports/clock.ts';
export type * from './ports/conversation-store/conversation-store.ts';
export type * from './ports/conversation-store/fed-appointments.ts';
export type * from './ports/conversation-store/records.ts';
export type * from './ports/conversation-store/store-maintenance.ts';
export type * from './ports/logger.ts';
export type * from './ports/message-gateway.ts';
export type * from './ports/message-scheduling.ts';
export type * from './ports/video-desk.ts';
export type * from './ports/video-provider.ts';
export type * from './ports/webhook-reader.ts';

// Conversation: pure
export { beginConversation, decide } from './conversation/decide.ts';
export type { Decision } from './conversation/decision.ts';
export type { Circumstances, VisitParts } from './conversation/circumstances.ts';
export type { ConversationEvent } from './conversation/event.ts';
export { conversationMachine } from './conversation/machine.ts';
export { findUrgent } from './conversation/replies/find-urgent.ts';
export { consentWord } from './conversation/replies/consent-word.ts';
export { interpretReply } from './conversation/replies/interpret-reply.ts';
export type { Interpretation, ReplyChoice, ReplyContext } from './conversation/replies/interpretation.ts';
export { checkTemplate } from './conversation/templates/check-template.ts';
export type { TemplateCheck, TemplateProblem, TemplateProblemCode } from './conversation/templates/check-template.ts';
export { countSegments } from './conversation/templates/count-segments.ts';
export type { SegmentCount } from './conversation/templates/count-segments.ts';
export { createTemplates, maximumTextLength } from './conversation/templates/templates.ts';
export type { TemplateOverrides, Templates } from './conversation/templates/templates.ts';
export type { TemplateVariables, VariableSource } from './conversation/templates/template-variables.ts';
export { templateExpects } from './conversation/templates/template-expects.ts';
export { templateVariableNames } from './conversation/templates/variable-names.ts';
export type { VariableName } from './conversation/templates/variable-names.ts';
export type { Urgency } from './conversation/effect.ts';
export type {
  CloseSessionEffect,
  Effect,
  OpenSessionEffect,
  SendMessageEffect,
  UpdateAppointmentEffect,
} from './conversation/effect.ts';
export { intents } from './conversation/intent.ts';
export type { Intent } from './conversation/intent.ts';
export { machineVersion, visitStates } from './conversation/state.ts';
export type {
  ConversationState,
  KnownAppointment,
  NoticesState,
  OpenQuestion,
  RoomState,
  VisitContext,
  VisitState,
} from './conversation/state.ts';
export { templateNames } from './conversation/template-name.ts';
export type { TemplateName } from './conversation/template-name.ts';
