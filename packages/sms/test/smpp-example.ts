import type { MessageGateway } from '@clinicarrivals/core';
import { createSmppGateway } from '@clinicarrivals/sms/smpp';
import type { SmppReceiver } from '@clinicarrivals/sms/smpp';

/** Texts leave by an SMSC, and what it delivers comes in. Returns what ends it, to be awaited before the receiver is stopped. */
export async function textBySmpp(
  account: { url: string; systemId: string; password: string },
  start: (messages: MessageGateway) => SmppReceiver, // gives what `createArrivals({ messages, … })` gives
) {
  const gateway = createSmppGateway({ ...account, from: '+61480000001' });
  await gateway.connect(start(gateway));
  return () => gateway.close();
}
