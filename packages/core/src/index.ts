// Domain
export type { Appointment, AppointmentStatus, EncounterStage, Modality, Patient, Practitioner } from './appointment.ts';
export { defaultSettings } from './clinic-settings.ts';
export type { Clinic, ClinicSettings, PractitionerSettings } from './clinic-settings.ts';
export { isPhoneNumber, parseMobileNumber, parsePhoneNumber } from './phone-number.ts';
export type { PhoneNumber } from './phone-number.ts';
export { pmsProfiles, toVisitStage } from './pms-profile.ts';
export type { PmsProfile, PmsProfileName, VisitStage } from './pms-profile.ts';
export { taskKinds } from './task.ts';
export type { Task, TaskKind } from './task.ts';

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
export type { AppointmentStoreFailure, ClinicArrivalsErrorOptions, ErrorCode, GatewayFailure } from './errors.ts';

// Ports
export type * from './ports/appointment-store.ts';
export type * from './ports/clock.ts';
export type * from './ports/conversation-store/conversation-store.ts';
export type * from './ports/conversation-store/records.ts';
export type * from './ports/conversation-store/store-maintenance.ts';
export type * from './ports/logger.ts';
export type * from './ports/message-gateway.ts';
export type * from './ports/video-provider.ts';

// Conversation
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
  VisitContext,
  VisitState,
} from './conversation/state.ts';
export { templateNames } from './conversation/template-name.ts';
export type { TemplateName } from './conversation/template-name.ts';
