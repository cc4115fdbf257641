import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startRecordingServer } from '../../test/recording-server.ts';
import type { Answer, RecordedRequest, RecordingServer } from '../../test/recording-server.ts';
import { createGatewayErrors } from './gateway-errors.ts';
import { request } from './request.ts';
import type { HttpOptions } from './request.ts';

const toGatewayError = createGatewayErrors({
  vendor: 'test',
  console: 'the console',
  explain: ({ status, code }) => {
    if (status === 503 && code === '3') return { failure: 'retry', meaning: 'queue is full', isCertain: true };
    return code === '7' ? { failure: 'opted-out', meaning: 'opted out' } : undefined;
  },
});

const options: HttpOptions = { timeoutMs: 5000, readCode: ({ text }) => text || null };

async function onServer(
  answer: (request: RecordedRequest) => Answer,
  test: (server: RecordingServer) => Promise<void>,
): Promise<void> {
  const server = await startRecordingServer(answer);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

/** What a text would fail as that is posted there. */
async function failureAt(url: string, changes: Partial<HttpOptions> = {}): Promise<unknown> {
  const error: unknown = await request(
    { method: 'POST', url, body: { to: '+61491570156', text: 'Please come in' } },
    { ...options, ...changes },
  ).catch((reason: unknown) => toGatewayError('send', reason));
  expect(JSON.stringify(error) + String(error)).not.toMatch(/61491570156|Please|127\.0\.0\.1/);
  return error;
}

describe('request', () => {
  it('posts an object as JSON and gives the answer with its status', async () => {
    await onServer(
      () => ({ status: 202, body: { id: 'ä' } }),
      async (server) => {
        const answer = await request(
          { method: 'POST', url: server.url, headers: { authorization: 'Bearer x' }, body: { text: 'ü' } },
          options,
        );
        expect(answer).toEqual({ status: 202, text: '{"id":"ä"}', json: { id: 'ä' } });
        expect(server.requests).toMatchObject([
          {
            method: 'POST',
            body: '{"text":"ü"}',
            headers: { 'content-type': 'application/json', authorization: 'Bearer x', connection: 'close' },
          },
        ]);
      },
    );
  });

  it('gives an answer that is not JSON as text alone', async () => {
    await onServer(
      () => ({ body: '0: Accepted' }),
      async (server) => {
        const answer = await request({ method: 'GET', url: server.url }, options);
        expect(answer).toEqual({ status: 200, text: '0: Accepted', json: undefined });
      },
    );
  });

  it('takes a new connection each time', async () => {
    await onServer(
      () => ({ body: {} }),
      async (server) => {
        for (let count = 0; count < 3; count += 1) await request({ method: 'GET', url: server.url }, options);
        expect(new Set(server.requests.map(({ port }) => port)).size).toBe(3);
      },
    );
  });
});

describe('a request that fails', () => {
  it.each([
    [400, '', 'permanent'],
    [400, '7', 'opted-out'],
    [401, '', 'configuration'],
    [403, '', 'configuration'],
    [404, '', 'configuration'],
    [429, '', 'retry'],
    [408, '', 'in-doubt'],
    [500, '7', 'in-doubt'],
    [503, '', 'in-doubt'],
    [503, '3', 'retry'],
  ])('with status %i and code "%s" makes a text %s', async (status, body, failure) => {
    await onServer(
      () => ({ status, body }),
      async ({ url }) => {
        expect(await failureAt(url)).toMatchObject({ failure, vendorCode: body || null });
      },
    );
  });

  it('says how long it is asked to wait', async () => {
    await onServer(
      () => ({ status: 429, headers: { 'retry-after': '7' }, body: '' }),
      async ({ url }) => {
        expect(await failureAt(url)).toMatchObject({ failure: 'retry', retryAfterMs: 7000 });
      },
    );
  });

  it('does not follow a redirect with the text and our credentials', async () => {
    await onServer(
      ({ path }) => (path === '/' ? { status: 307, headers: { location: '/elsewhere' }, body: '' } : { body: {} }),
      async ({ url, requests }) => {
        expect(await failureAt(url)).toMatchObject({ failure: 'configuration' });
        expect(requests).toHaveLength(1);
      },
    );
  });

  it('leaves a text in doubt when there is no answer in time', async () => {
    await onServer(
      () => 'hang',
      async ({ url }) => {
        expect(await failureAt(url, { timeoutMs: 50 })).toMatchObject({
          failure: 'in-doubt',
          message: expect.stringContaining('no answer in time'),
        });
      },
    );
  });

  it('leaves a text in doubt when an answer begins in time and does not end', async () => {
    const server = createHttpServer((_, response) => void response.writeHead(202).write('{"id":'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A TCP server's address is an object, never a path.
    const { port } = server.address() as AddressInfo;
    try {
      const startedAt = performance.now();
      expect(await failureAt(`http://127.0.0.1:${port}`, { timeoutMs: 100 })).toMatchObject({
        failure: 'in-doubt',
        message: expect.stringContaining('no answer in time'),
      });
      expect(performance.now() - startedAt).toBeLessThan(5000);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it('leaves a text in doubt when the connection breaks after it was written, and does not write it again', async () => {
    await onServer(
      () => 'break',
      async ({ url, requests }) => {
        expect(await failureAt(url)).toMatchObject({ failure: 'in-doubt' });
        expect(requests).toHaveLength(1);
      },
    );
  });

  it('leaves a text in doubt when the answer is too long, unless its status says that it was refused', async () => {
    const body = 'x'.repeat(2_000_000);
    await onServer(
      ({ path }) => ({ status: path === '/refused' ? 400 : 200, body }),
      async ({ url }) => {
        expect(await failureAt(url)).toMatchObject({ failure: 'in-doubt' });
        expect(await failureAt(`${url}/refused`)).toMatchObject({ failure: 'permanent', vendorCode: null });
      },
    );
  });

  it('lets a text be tried again when nobody took the connection or the host has no address', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A TCP server's address is an object, never a path.
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await failureAt(`http://127.0.0.1:${port}`)).toMatchObject({ failure: 'retry' });
    expect(await failureAt('http://gateway.invalid')).toMatchObject({ failure: 'retry' });
  });

  it('while it only reads is tried again, or a matter of configuration', async () => {
    await onServer(
      ({ path }) => ({ status: path === '/refused' ? 400 : 500, body: '' }),
      async ({ url }) => {
        const failureOf = (path: string): Promise<unknown> =>
          request({ method: 'GET', url: `${url}${path}` }, options).catch((error: unknown) =>
            toGatewayError('receive', error),
          );
        expect(await failureOf('/')).toMatchObject({ failure: 'retry' });
        expect(await failureOf('/refused')).toMatchObject({ failure: 'configuration' });
      },
    );
  });
});
