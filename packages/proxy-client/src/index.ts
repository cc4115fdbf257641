export { createKeyPair } from './create-key-pair.ts';
export type { KeyPair } from './create-key-pair.ts';
export { createProxyClient } from './create-proxy-client.ts';
export type { ProxyClient, ReceivingSide } from './create-proxy-client.ts';
export type { LegacyProxyClientOptions, ProxyClientOptions } from './options.ts';
export type { WebhookCounts } from './receive-webhooks.ts';
