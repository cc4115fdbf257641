import type { ReceivedMessages, ReceiveQuery } from '@clinicarrivals/core';

/**
 * The `receive` of every gateway that pushes texts: it answers nothing and keeps the cursor.
 *
 * Texts of such gateways are read by their webhook reader and go straight to where they are durable. Nothing is kept here for who asks,
 * for what waits in memory is lost in a crash after the gateway was told that it has arrived.
 */
export async function receivePushed({ cursor }: ReceiveQuery): Promise<ReceivedMessages> {
  return { messages: [], cursor };
}
