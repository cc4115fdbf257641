import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClinic, lease, postText } from './clinic.ts';
import type { RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';
import { startEmulate } from '../../sms/test/emulate-process.ts';
import type { EmulateProcess } from '../../sms/test/emulate-process.ts';

const { open } = useRelays();
const accountSid = `AC${'0'.repeat(31)}1`;

interface OriginalText {
  readonly from: string;
  readonly date: string;
  readonly body: string;
}

/** What the first ClinicArrivals does at each poll: one GET, and no messages whatever goes wrong. */
async function pollAsOriginal(url: string, headers: Record<string, string> = {}): Promise<readonly OriginalText[]> {
  try {
    const response = await fetch(`${url}/twilio?AccountSid=${accountSid}`, { headers });
    // As the first client: what does not fit throws, and counts as nothing.
    const { messages } = (await response.json()) as { messages: OriginalText[] };
    return messages.map(({ from, date, body }) => ({ from, date, body }));
  } catch {
    return [];
  }
}

const postOriginal = (server: RelayServer, fields: Record<string, string>): Promise<Response> =>
  fetch(`${server.url}/twilio`, { method: 'POST', body: new URLSearchParams(fields) });

describe('the first protocol', () => {
  it('hands out what was posted, each text once, with the words letter for letter', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid, isOpen: true } });
    const server = await open({ accounts: [clinic.account] });
    const body = ' Arrived & 100% + “hier” 👋\r\n';
    const posted = await postOriginal(server, {
      AccountSid: accountSid,
      From: '+61491570156',
      Body: body,
      MessageSid: 'SM1',
    });
    expect([posted.status, posted.headers.get('content-type'), await posted.text()]).toEqual([
      200,
      'text/xml',
      '<Response/>',
    ]);
    const texts = await pollAsOriginal(server.url);
    expect(texts).toEqual([{ from: '+61491570156', date: expect.any(String), body }]);
    expect(Math.abs(Date.parse(texts[0]?.date ?? '') - Date.now())).toBeLessThan(20_000);
    expect(await pollAsOriginal(server.url)).toEqual([]);
  });

  it('loses nothing that comes in while it hands out: only what was handed out is marked', async () => {
    const clinic = await createClinic({
      id: 'old',
      legacy: { accountSid, isOpen: true },
      limits: { requestsPerSecond: 10_000 },
    });
    const server = await open({ accounts: [clinic.account] });
    const got: string[] = [];
    const poll = async (): Promise<void> => {
      got.push(...(await pollAsOriginal(server.url)).map(({ body }) => body));
    };
    const sent = Array.from({ length: 200 }, (_, index) => String(index));
    await Promise.all(
      sent.flatMap((Body) => [postOriginal(server, { AccountSid: accountSid, From: '+61491570156', Body }), poll()]),
    );
    await poll();
    expect(got.map(Number).sort((a, b) => a - b)).toEqual(sent.map(Number));
  });

  it('hands out also what came in by the address with the path, without receipts, and empty words', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid, isOpen: true } });
    const server = await open({ accounts: [clinic.account] });
    await postText(server, clinic, 'by the path');
    await postOriginal(server, { AccountSid: accountSid, From: '+61491570156', MessageStatus: 'delivered' });
    await postOriginal(server, { AccountSid: accountSid, From: '+61491570157', Body: '' });
    expect((await pollAsOriginal(server.url)).map(({ body }) => body)).toEqual(['by the path', '']);
  });

  it('is told apart by AccountSid: an unknown one, none or two of them file nothing', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid, isOpen: true } });
    const server = await open({ accounts: [clinic.account] });
    const text = { From: '+61491570156', Body: 'x' };
    expect((await postOriginal(server, text)).status).toBe(404);
    expect((await postOriginal(server, { ...text, AccountSid: `AC${'0'.repeat(32)}` })).status).toBe(404);
    const twice = await fetch(`${server.url}/twilio`, {
      method: 'POST',
      body: `AccountSid=${accountSid}&AccountSid=${accountSid}`,
    });
    expect(twice.status).toBe(404);
    expect(await pollAsOriginal(server.url)).toEqual([]);
  });

  it('asks for the token, as Bearer or as the password of Basic, unless the account is open', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid } });
    const server = await open({ accounts: [clinic.account] });
    const send = (Body: string): Promise<Response> =>
      postOriginal(server, { AccountSid: accountSid, From: '+61491570156', Body });
    await send('one');
    expect(await pollAsOriginal(server.url)).toEqual([]);
    expect(
      await pollAsOriginal(server.url, { authorization: `Basic ${Buffer.from('without a colon').toString('base64')}` }),
    ).toEqual([]);
    const bearer = await pollAsOriginal(server.url, { authorization: `Bearer ${clinic.token}` });
    await send('two');
    const basic = await pollAsOriginal(server.url, {
      authorization: `Basic ${Buffer.from(`clinic:${clinic.token}`).toString('base64')}`,
    });
    expect([...bearer, ...basic].map(({ body }) => body)).toEqual(['one', 'two']);
    expect(server.lines.join('\n')).not.toContain('AccountSid');
  });

  it('warns at each start of an account that is open', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid, isOpen: true } });
    const server = await open({ accounts: [clinic.account] });
    expect(server.lines).toContainEqual(
      JSON.stringify({
        level: 'warn',
        message: '[relay] whoever knows the AccountSid of this account is given its texts',
        account: 'old',
      }),
    );
  });

  it('leaves to a client of our own protocol what that one holds', async () => {
    const clinic = await createClinic({ id: 'old', legacy: { accountSid, isOpen: true } });
    const server = await open({ accounts: [clinic.account] });
    await postText(server, clinic, 'held');
    await lease(server, clinic);
    expect(await pollAsOriginal(server.url)).toEqual([]);
  });

  it('does not serve an account that is sealed or was not set up for it', async () => {
    const clinic = await createClinic({ id: 'new' }, { isSealed: true });
    const server = await open({ accounts: [clinic.account] });
    expect((await postOriginal(server, { AccountSid: accountSid, From: '+61491570156', Body: 'x' })).status).toBe(404);
    expect((await fetch(`${server.url}/twilio?AccountSid=${accountSid}`)).status).toBe(401);
  });
});

describe('with an emulated Twilio', () => {
  let emulate: EmulateProcess;
  beforeEach(async () => {
    emulate = await startEmulate();
  });
  afterEach(() => emulate.stop());

  it('keeps the webhooks that it posts, with the signature', async () => {
    const clinic = await createClinic({ id: 'a' });
    const server = await open({ accounts: [clinic.account] });
    const api = `${emulate.url}/2010-04-01/Accounts/${emulate.accountSid}`;
    const authorization = `Basic ${Buffer.from(`${emulate.accountSid}:${emulate.authToken}`).toString('base64')}`;
    const form = (path: string, fields: Record<string, string>): Promise<Response> =>
      fetch(api + path, { method: 'POST', headers: { authorization }, body: new URLSearchParams(fields) });
    const sent = await form('/Messages.json', {
      From: emulate.number,
      To: '+61491570156',
      Body: 'Please come in.',
      StatusCallback: `${server.url}/in/${clinic.webhookPath}?mid=1`,
    });
    expect(sent.status).toBe(201);
    const { webhooks } = await lease(server, clinic, { waitSeconds: 10 });
    const [{ webhook } = {}] = webhooks;
    expect(webhook?.url).toBe(`${server.url}/in/${clinic.webhookPath}?mid=1`);
    expect(webhook?.headers['x-twilio-signature']).toMatch(/^[A-Za-z0-9+/]{27}=$/);
    expect(Buffer.from(webhook?.body ?? '', 'base64').toString()).toContain('MessageStatus=');
  });
});
