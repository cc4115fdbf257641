declare module 'simple-hl7' {
  interface Segment {
    getField(index: number): string;
  }
  export class Message {
    constructor(...header: (string | readonly string[])[]);
    addSegment(name: string, ...fields: (string | readonly string[])[]): Segment;
    getSegment(name: string): Segment | undefined;
    toString(): string;
  }
  export interface TcpClient {
    send(message: Message, callback: (error: Error | null, acknowledgement: Message) => void): void;
    close(): void;
  }
  export const Server: {
    createTcpClient(options: { readonly host: string; readonly port: number; readonly keepalive?: boolean }): TcpClient;
  };
}
