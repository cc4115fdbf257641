export { createSiuListener } from './hl7/create-siu-listener.ts';
export type { SiuListener, SiuListenerOptions } from './hl7/create-siu-listener.ts';
export type { ListenerTls } from './hl7/mllp-server.ts';
