import { describe, expect, it } from 'vitest';
import { newText, onWire, page, resource, sid, startAt } from './twilio-wire.ts';

const query = { cursor: null, since: startAt };

describe('connections', () => {
  it('are shared by polls', async () => {
    await onWire(
      () => page([]),
      async ({ gateway, server }) => {
        for (let poll = 0; poll < 3; poll += 1) await gateway.receive(query);
        expect(new Set(server.requests.map(({ port }) => port)).size).toBe(1);
      },
    );
  });

  it('are made anew for each text, also between polls', async () => {
    await onWire(
      ({ method }, count) => (method === 'POST' ? { status: 201, body: resource(sid(count)) } : page([])),
      async ({ gateway, server }) => {
        await gateway.receive(query);
        await gateway.send(newText());
        await gateway.send(newText({ id: 'a2:screening:0' }));
        await gateway.receive(query);
        const ports = server.requests.map(({ port }) => port);
        expect(new Set(ports).size).toBe(3);
        expect(ports[3]).toBe(ports[0]);
        expect(server.requests[1]?.headers['connection']).toBe('close');
      },
      { ratePerSecond: Infinity },
    );
  });

  it('that were closed meanwhile cost a poll nothing: it is asked again on a new one', async () => {
    await onWire(
      (_request, count) => (count === 2 ? 'break' : page([])),
      async ({ gateway, server }) => {
        await gateway.receive(query);
        await expect(gateway.receive(query)).resolves.toMatchObject({ messages: [] });
        expect(server.requests).toHaveLength(3);
        expect(server.requests[2]?.port).not.toBe(server.requests[0]?.port);
      },
    );
  });

  it('that break while a text is handed over leave it in doubt, and it is not handed over again', async () => {
    await onWire(
      () => 'break',
      async ({ gateway, server }) => {
        await expect(gateway.send(newText())).rejects.toMatchObject({ failure: 'in-doubt' });
        expect(server.requests).toHaveLength(1);
      },
    );
  });
});
