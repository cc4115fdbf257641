import type { MessageGateway, MessageGatewayAbilities } from '../ports/message-gateway.ts';

/**
 * Makes one gateway of two, where texts leave by one way and come in by another: sent by Twilio, received through a relay.
 *
 * What is asked about sent texts (look-up, receipts, lists) goes to the way by which they left. The numbers of both are ours, so that
 * neither is answered.
 *
 * @example
 * const messages = joinGateways({ send: createTwilioGateway(account), receive: createProxyClient(relay) });
 */
export function joinGateways(ways: {
  readonly send: Omit<MessageGateway, 'receive'>;
  readonly receive: Pick<MessageGateway, 'numbers' | 'receive'> & {
    readonly abilities?: Pick<MessageGatewayAbilities, 'waitsForMessages'>;
  };
}): MessageGateway {
  const { send, receive } = ways;
  return {
    numbers: [...new Set([...send.numbers, ...receive.numbers])],
    abilities: { ...send.abilities, waitsForMessages: receive.abilities?.waitsForMessages ?? false },
    send: (message) => send.send(message),
    lookUp: (query) => send.lookUp(query),
    receipts: (query) => send.receipts(query),
    ...(send.listSent === undefined ? {} : { listSent: (query) => send.listSent?.(query) ?? Promise.resolve([]) }),
    receive: (query) => receive.receive(query),
  };
}
