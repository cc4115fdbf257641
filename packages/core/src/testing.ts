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
export { scenario, scenarioClinic } from './testing/scenario.ts';
export type {
  Scenario,
  ScenarioAppointment,
  ScenarioGiven,
  ScenarioOptions,
  ScenarioParts,
  ScenarioThen,
  ScenarioWhen,
} from './testing/scenario.ts';
