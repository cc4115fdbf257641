// Every port in memory, for tests and first steps. Nothing here survives the process.
export { createMemoryMessageGateway } from './memory/memory-message-gateway.ts';
export type {
  MemoryDelivery,
  MemoryInboundMessage,
  MemoryMessageGateway,
  MemoryMessageGatewayOptions,
  MemorySentMessage,
} from './memory/memory-message-gateway.ts';
export { createMemoryVideoProvider } from './memory/memory-video-provider.ts';
export type { MemoryVideoProvider, MemoryVideoProviderOptions } from './memory/memory-video-provider.ts';
export { createMemoryConversationStore } from './memory/memory-conversation-store.ts';
export { createMemoryAppointmentStore } from './memory/memory-appointment-store.ts';
export type {
  MemoryAppointmentStore,
  MemoryAppointmentStoreOptions,
  MemoryAppointmentWrite,
} from './memory/memory-appointment-store.ts';
