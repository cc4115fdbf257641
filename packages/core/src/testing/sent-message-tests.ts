import type { MessageReceipt } from '../ports/message-gateway.ts';
import { hour, newText } from './message-gateway-fixture.ts';
import type { MessageGatewaySuiteOptions, MessageGatewayTest as Test } from './message-gateway-fixture.ts';
import type { TestRunner } from './test-runner.ts';

/** Checks what a gateway tells of texts that have left. */
export function testReceipts({ expect }: TestRunner, test: Test): void {
  test('follows a text from accepted to delivered', async ({ gateway, network }) => {
    const { gatewayId } = await gateway.send(newText(network.now()));
    const [first] = await gateway.receipts({ gatewayIds: [gatewayId] });
    expect(first).toMatchObject({ gatewayId, failure: null });
    expect(['accepted', 'sent'].includes(String(first?.status))).toBe(true);
    await network.setDelivery(gatewayId, 'delivered');
    expect(await gateway.receipts({ gatewayIds: [gatewayId] })).toMatchObject([{ status: 'delivered', failure: null }]);
  });

  test('gives a reason for a text that was not delivered', async ({ gateway, network }) => {
    const { gatewayId } = await gateway.send(newText(network.now()));
    await network.setDelivery(gatewayId, 'undelivered');
    const [receipt]: readonly MessageReceipt[] = await gateway.receipts({ gatewayIds: [gatewayId] });
    expect(receipt?.status).toBe('undelivered');
    expect(receipt?.failure).not.toBe(null);
  });

  test('leaves out a text that the gateway does not know', async ({ gateway, network }) => {
    const { gatewayId } = await gateway.send(newText(network.now()));
    const unknown = `${gatewayId.slice(0, 2)}${'f'.repeat(gatewayId.length - 2)}`;
    const receipts = await gateway.receipts({ gatewayIds: [unknown, gatewayId] });
    expect(receipts.map((receipt) => receipt.gatewayId)).toEqual([gatewayId]);
    expect(await gateway.receipts({ gatewayIds: [] })).toEqual([]);
  });
}

/** Checks the list of texts that have left. */
export function testListSent({ expect }: TestRunner, { switches }: MessageGatewaySuiteOptions, test: Test): void {
  test('lists what left with its recipient and words, and nothing that came in', async ({ gateway, network }) => {
    const since = network.now();
    const message = newText(since);
    const { gatewayId } = await gateway.send(message);
    await network.receiveFrom?.(message.to, 'thanks');
    const listed = (await gateway.listSent?.({ since })) ?? [];
    expect(listed.filter((text) => text.to === message.to || text.body === 'thanks')).toMatchObject([
      { gatewayId, to: message.to, body: message.body },
    ]);
  });

  if (switches?.since !== false) {
    test('lists nothing that left before since', async ({ gateway, network }) => {
      await gateway.send(newText(network.now()));
      expect(await gateway.listSent?.({ since: network.now() + hour })).toEqual([]);
    });
  }
}
