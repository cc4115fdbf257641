export { createFhirSubscription } from './subscriptions/create-fhir-subscription.ts';
export type {
  FhirSubscription,
  FhirSubscriptionOptions,
  FhirSubscriptionState,
} from './subscriptions/create-fhir-subscription.ts';
export type { SubscriptionKind } from './subscriptions/subscription-resource.ts';
