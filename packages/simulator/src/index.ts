// Clock
export { createScaledClock } from './scaled-clock.ts';
export type { ScaledClock, ScaledClockOptions } from './scaled-clock.ts';

// PMS
export { createSimulatedPms } from './pms/simulated-pms.ts';
export type { SimulatedPms, SimulatedPmsOptions, StatusChange } from './pms/simulated-pms.ts';
export type { PmsControls } from './pms/pms-controls.ts';
export type { NewAppointment, NewPatient, NewPerson } from './pms/new-resources.ts';
export type { PmsFaultKind } from './pms/pms-faults.ts';
export type { PmsAuthentication } from './pms/pms-handler.ts';
export type { PmsSupport } from './pms/operations.ts';
export type { ChangeAuthor, PmsResource, ResourceChange, ResourceType } from './pms/resource-store.ts';
export type { PmsModality } from './pms/telehealth.ts';

// Gateway
export { createSimulatedGateway } from './gateway/simulated-gateway.ts';
export type { SimulatedGateway, SimulatedGatewayOptions } from './gateway/simulated-gateway.ts';
export type { GatewayControls } from './gateway/gateway-controls.ts';
export type { Handset } from './gateway/delivery.ts';
export type { GatewayFaultKind } from './gateway/gateway-handler.ts';
export type { TextDirection, TextLogEntry, TextRecord, TextStatus, TextStatusChange } from './gateway/text-record.ts';
export type { WebhookCall } from './gateway/webhooks.ts';

// Video server
export { createSimulatedVideoServer } from './video/simulated-video-server.ts';
export type { SimulatedVideoServer, SimulatedVideoServerOptions } from './video/simulated-video-server.ts';
export type { VideoConnection, VideoServerControls } from './video/video-controls.ts';
export type { VideoFaultKind } from './video/video-handler.ts';
export type { JoinRefusal, VideoLogEntry } from './video/video-log.ts';
export type { CloseReason, LeaveReason, SimulatedParticipant, SimulatedRoom } from './video/room-book.ts';
export type { VideoWebhookCall, VideoWebhookFaultKind } from './video/video-webhooks.ts';

// Clinic
export { simulatedAccount } from './clinic/account.ts';
export { createSimulatedClinic } from './clinic/simulated-clinic.ts';
export type { SimulatedClinic, SimulatedClinicOptions } from './clinic/simulated-clinic.ts';
export { simulatedVideoKey } from './clinic/clinic-video.ts';
export type { SimulatedClinicVideo } from './clinic/clinic-video.ts';
export { createAgenda } from './clinic/agenda.ts';
export type { Agenda, AgendaOptions, AgendaPractitioner, AgendaVisit, Stranger } from './clinic/agenda.ts';
export type { PageAddress } from './clinic/browser.ts';
export type { CallEntry } from './clinic/call-log.ts';
export type { ClinicPlan } from './clinic/casting.ts';
export type { DoctorProfile } from './clinic/doctor.ts';
export type { Personality } from './clinic/personality.ts';
export type { VideoHabit } from './clinic/video-habit.ts';
export type { VideoOutage } from './clinic/video-troubles.ts';
export type { DiaryEntry } from './clinic/world.ts';

// Week
export { createSimulatedWeek } from './week/simulated-week.ts';
export type { SimulatedWeek, SimulatedWeekOptions } from './week/simulated-week.ts';
export type { WeekAgenda, WeekPractitioner, WeekVisit } from './week/week-agenda.ts';
export type { WeekHabit, WeekLanguage, WeekPlan } from './week/week-habit.ts';
export type { WeekDiaryEntry } from './week/week-world.ts';

// Checker
export { checkDay } from './checker/check-day.ts';
export type {
  CallSeen,
  ClinicFacts,
  DeliverySeen,
  ObservedDay,
  ReminderFacts,
  ReminderRuleFacts,
  ResourceSeen,
  Restore,
  TaskSeen,
  TextSeen,
  VideoSeen,
  VideoServerSeen,
} from './checker/observed-day.ts';
export type { Promise10, Violation } from './checker/violation.ts';

// Shared
export type { EventLog } from './event-log.ts';
export type { AimedRequest, Fault } from './faults.ts';
