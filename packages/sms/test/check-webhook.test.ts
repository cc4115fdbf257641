import { createServer, request as httpRequest } from 'node:http';
import type { RequestListener } from 'node:http';
import { ConfigurationError } from '@clinicarrivals/core';
import { checkTwilioWebhook } from '@clinicarrivals/sms/twilio';
import { describe, expect, it } from 'vitest';
import { accountSid, authToken } from './twilio-wire.ts';
import { close, listen, startWebhooks } from './webhook-wire.ts';
import type { WebhookServer } from './webhook-wire.ts';

/** What is always found of a server in a test: it is on this machine, without TLS. */
const here = ['not-https', 'private-address'];

async function codesOf(url: string, changes: Partial<Parameters<typeof checkTwilioWebhook>[0]> = {}) {
  const findings = await checkTwilioWebhook({ url, authToken, accountSid, timeoutMs: 2_000, ...changes });
  for (const { message } of findings) {
    expect(message).toMatch(/^[A-Z].+\.$/);
    expect(message).not.toContain(authToken);
  }
  return findings.map(({ code }) => code);
}

async function onHandler(
  options: Parameters<typeof startWebhooks>[0],
  test: (server: WebhookServer) => Promise<void>,
): Promise<void> {
  const server = await startWebhooks(options);
  try {
    await test(server);
    expect([...server.receiver.messages, ...server.receiver.receipts]).toEqual([]);
  } finally {
    await server.close();
  }
}

async function onListener(listener: RequestListener, test: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  const port = await listen(server);
  try {
    await test(`http://127.0.0.1:${port}`);
  } finally {
    await close(server);
  }
}

/** Passes everything on to a handler, as `rewrite` says. */
function proxyTo(
  target: string,
  rewrite: { readonly host?: string; readonly path: (path: string) => string },
): RequestListener {
  return (incoming, outgoing) => {
    const { port } = new URL(target);
    const headers = { ...incoming.headers, ...(rewrite.host === undefined ? {} : { host: rewrite.host }) };
    const path = rewrite.path(incoming.url ?? '/');
    const onward = httpRequest({ host: '127.0.0.1', port, path, method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] });
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  };
}

/** Asks another server than the one that is named. */
function redirectTo(named: string, asked: string): typeof fetch {
  return (input, init) => fetch(typeof input === 'string' ? input.replace(named, asked) : input, init);
}

describe('the self-test of a webhook', () => {
  it('finds nothing wrong with a handler, and leaves nothing in it', async () => {
    await onHandler({}, async ({ url }) => {
      expect(await codesOf(`${url}/twilio?clinic=7#rp=all&rc=3`)).toEqual(here);
    });
  });

  it('finds nothing at all where the address is public and has TLS', async () => {
    await onHandler({ publicUrl: 'https://192.0.2.1' }, async ({ url }) => {
      const throughTls = redirectTo('https://192.0.2.1', url);
      expect(await codesOf('https://192.0.2.1/twilio', { fetch: throughTls })).toEqual([]);
    });
  });

  it('tells that the token is another, or the host', async () => {
    await onHandler({}, async ({ url }) => {
      expect(await codesOf(`${url}/twilio`, { authToken: 'another token' })).toEqual([...here, 'signature']);
    });
  });

  it('tells that the account is another', async () => {
    await onHandler({}, async ({ url }) => {
      expect(await codesOf(url, { accountSid: `AC${'0b'.repeat(16)}` })).toEqual([...here, 'another-account']);
    });
  });

  it.each([
    ['localhost:3000', (path: string) => path, '/twilio', ''],
    ['127.0.0.1', (path: string) => path.replace('/clinic', ''), '/clinic/twilio?x=1', '/clinic'],
    [undefined, (path: string) => path.replace('/a/b', ''), '/a/b/twilio', '/a/b'],
    [undefined, () => '/', '/a/twilio', '/a/twilio'],
  ])('tells which public URL to set behind a proxy that asks for host %s', async (host, path, target, prefix) => {
    await onHandler({}, async ({ url }) => {
      await onListener(proxyTo(url, { ...(host === undefined ? {} : { host }), path }), async (outside) => {
        const findings = await checkTwilioWebhook({ url: outside + target, authToken, accountSid });
        expect(findings.at(-1)?.code).toBe('altered-url');
        expect(findings.at(-1)?.message).toMatch(new RegExp(`Set publicUrl to ${outside}${prefix}\\.$`));
        await onHandler({ publicUrl: outside + prefix }, async (mended) => {
          await onListener(proxyTo(mended.url, { ...(host === undefined ? {} : { host }), path }), async (again) => {
            const through = redirectTo(outside, again);
            expect(await codesOf(outside + target, { fetch: through })).toEqual(here);
          });
        });
      });
    });
  });

  it('names a host that no guess finds as one of two reasons', async () => {
    await onHandler({}, async ({ url }) => {
      await onListener(proxyTo(url, { host: 'backend:3000', path: (path) => path }), async (outside) => {
        const findings = await checkTwilioWebhook({ url: `${outside}/twilio`, authToken, accountSid });
        expect(findings.at(-1)?.code).toBe('signature');
        expect(findings.at(-1)?.message).toContain(`publicUrl to ${outside}.`);
      });
    });
  });

  it.each([
    [301, '', 'redirect'],
    [307, '', 'redirect'],
    [404, 'Not Found', 'not-found'],
    [405, '', 'no-post'],
    [401, '', 'blocked'],
    [403, '<html>Forbidden</html>', 'blocked'],
    [502, '', 'server-error'],
    [200, '<html>Welcome</html>', 'another-answer'],
    [204, '', 'another-answer'],
    [400, '', 'another-answer'],
  ])('tells what %i %s means', async (status, body, code) => {
    const answer: RequestListener = (_incoming, outgoing) => {
      outgoing.writeHead(status, { 'content-type': 'text/html', location: '/elsewhere' }).end(body || undefined);
    };
    await onListener(answer, async (url) => expect(await codesOf(`${url}/twilio`)).toEqual([...here, code]));
  });

  it('tells of a server that believes anybody', async () => {
    const trusting: RequestListener = (_incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/xml' }).end('<Response/>');
    };
    await onListener(trusting, async (url) => expect(await codesOf(url)).toEqual([...here, 'unguarded']));
  });

  it('tells of a server that does not answer, breaks off, is not there, or has no TLS', async () => {
    await onListener(
      () => undefined,
      async (url) => {
        expect(await codesOf(url, { timeoutMs: 100 })).toEqual([...here, 'no-answer']);
        expect(await codesOf(url.replace('http:', 'https:'))).toEqual(['private-address', 'certificate']);
      },
    );
    const breakOff: RequestListener = (incoming) => void incoming.socket.destroy();
    await onListener(breakOff, async (url) => expect(await codesOf(url)).toEqual([...here, 'no-answer']));
    const gone = createServer();
    const port = await listen(gone);
    await close(gone);
    expect(await codesOf(`http://127.0.0.1:${port}`)).toEqual([...here, 'not-reached']);
  });

  it.each([
    ['clinic.example/twilio', ['no-url']],
    ['ftp://clinic.example', ['no-url']],
    ['https://user:password@clinic.example', ['credentials']],
    ['https://no-such-host.invalid/twilio', ['unknown-host']],
    ['http://my_clinic.invalid/twilio', ['not-https', 'underscore', 'unknown-host']],
  ])('tells without asking anybody what is wrong with %s', async (url, codes) => {
    const nobody: typeof fetch = () => Promise.reject(new Error('asked'));
    expect(await codesOf(url, { fetch: nobody })).toEqual(codes);
  });

  it.each(['10.1.2.3', '172.20.0.1', '192.168.1.2', '169.254.1.1', '[::1]', '[fd00::1]', '[fe80::1]'])(
    'tells that Twilio cannot reach %s',
    async (host) => {
      const refuse: typeof fetch = () =>
        Promise.reject(new TypeError('fetch failed', { cause: { syscall: 'connect', code: 'ECONNREFUSED' } }));
      expect(await codesOf(`https://${host}/twilio`, { fetch: refuse })).toEqual(['private-address', 'not-reached']);
    },
  );

  it.each([
    ['authToken', { authToken: '' }],
    ['accountSid', { accountSid: 'AC1' }],
  ])('refuses to begin without %s', async (field, changes) => {
    const check = checkTwilioWebhook({ url: 'https://clinic.example', authToken, accountSid, ...changes });
    await expect(check).rejects.toThrow(ConfigurationError);
    await expect(check).rejects.toThrow(`twilio.${field}`);
  });
});
