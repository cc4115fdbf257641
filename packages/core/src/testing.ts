// Contract suites for the ports, the scenario language and a movable clock. The suites take `{ describe, it, expect }`,
// so any test runner will do.
export { createMovableClock } from './testing/movable-clock.ts';
export type { MovableClock } from './testing/movable-clock.ts';
export type { Expectation, TestRunner } from './testing/test-runner.ts';
export type {
  MessageGatewayFixture,
  MessageGatewaySuiteOptions,
  MessageNetwork,
  NetworkFault,
} from './testing/message-gateway-fixture.ts';
export { testMessageGateway } from './testing/message-gateway-suite.ts';
export { testVideoProvider } from './testing/video-provider-suite.ts';
export type { VideoProviderFixture, VideoProviderSuiteOptions } from './testing/video-provider-suite.ts';
export * from './testing/conversation-store/records.ts';
export type {
  AppointmentStoreFixture,
  AppointmentStoreSuiteOptions,
  Booking,
  PmsHarness,
} from './testing/appointment-store-fixture.ts';
export { testAppointmentStore } from './testing/appointment-store-suite.ts';
export { testConversationStore } from './testing/conversation-store-suite.ts';
export type {
  ConversationStoreSuiteOptions,
  StoreAbility,
  ConversationStoreFixture,
} from './testing/conversation-store/store-fixture.ts';
export { scenario } from './testing/scenario.ts';
export type { Scenario, ScenarioGiven, ScenarioThen, ScenarioWhen } from './testing/scenario.ts';
export type { ScenarioAppointment } from './testing/scenario-appointment.ts';
export { scenarioClinic } from './testing/scenario-clinic.ts';
export type { ScenarioOptions, ScenarioParts } from './testing/scenario-clinic.ts';
