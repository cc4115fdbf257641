// The relay
export { createRelay } from './create-relay.ts';
export type { Relay, RelayOptions } from './create-relay.ts';
export type { LinkDesk } from './links/link-desk.ts';
export type { AccountLimits, RelayLimits } from './limits.ts';

// Accounts
export { createRelayAccount } from './account.ts';
export type { LegacyAccess, NewRelayAccount, RelayAccount } from './account.ts';

// Port
export type * from './relay-store.ts';
