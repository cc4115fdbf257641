import { readFileSync } from 'node:fs';
import { createRelay } from '@clinicarrivals/relay';
import type { LinkDesk } from '@clinicarrivals/relay';
import { createSqliteRelayStore } from '@clinicarrivals/relay/sqlite';
import { describe, expect, it } from 'vitest';
import { createClinic } from './clinic.ts';
import type { Clinic } from './clinic.ts';
import { answerWith, leaseQuestions, openVisit, postLinks, sealWith, toLink, toRecord } from './link-clinic.ts';
import { createMovableClock } from './relay-server.ts';
import type { MovableClock, RelayServer } from './relay-server.ts';
import { useRelays } from './servers.ts';

const { open, restart } = useRelays();

const code = 'q8w3e5r7t9y1a2s4d6f8p0123456789';
const pass = { sessionId: code, role: 'patient' } as const;
const ticket = { type: 'livekit', serverUrl: 'wss://video.example', token: 'a.b.c' };
const unavailable = expect.objectContaining({ code: 'video', isRetryable: true });

async function start(
  limits = {},
): Promise<{ server: RelayServer; clinic: Clinic; clock: MovableClock; video: LinkDesk }> {
  const clinic = await createClinic({ id: 'main-street', limits }, { isSealed: true });
  const clock = createMovableClock();
  const server = await open({ accounts: [clinic.account], clock });
  return { server, clinic, clock, video: server.relay.video };
}

/** A relay at which a clinic has one link, and is there. */
async function startWithLink(content?: unknown): ReturnType<typeof start> {
  const started = await start();
  const response = await postLinks(started.server, started.clinic, { records: [toRecord(code, content)] });
  expect([response.status, await response.json()]).toEqual([200, { held: 1, refused: [] }]);
  return started;
}

describe('a link that a clinic has pushed', () => {
  it('is known by its code alone, and shows its visit', async () => {
    const { video } = await startWithLink();
    expect(await video.read(code)).toEqual(pass);
    expect(await video.visit(pass)).toEqual(openVisit);
  });

  it('takes its role from the clinic, whatever the code or the pass says', async () => {
    const { server, clinic, video } = await startWithLink({ role: 'guest', visit: openVisit });
    expect(await video.read(code)).toEqual({ sessionId: code, role: 'guest' });
    expect(await video.callInstead(pass)).toBe(false);
    expect((await leaseQuestions(server, clinic, { waitSeconds: 0 })).questions).toEqual([]);
  });

  it('is replaced by what is pushed later, and forgotten when it is no longer listed', async () => {
    const { server, clinic, clock, video } = await startWithLink();
    await postLinks(server, clinic, {
      records: [toRecord(code, { role: 'patient', visit: { ...openVisit, status: 'early' } })],
    });
    expect((await video.visit(pass))?.status).toBe('early');
    expect(
      await (
        await postLinks(server, clinic, { records: [toRecord('x'.repeat(20))], only: [toLink('x'.repeat(20)).id] })
      ).json(),
    ).toEqual({
      held: 1,
      refused: [],
    });
    clock.move(60_001);
    expect(await video.read(code)).toBeNull();
    expect(await video.read('x'.repeat(20))).not.toBeNull();
  });

  it('is unknown a day later, and at once when the account is taken out', async () => {
    const { server, clinic, clock, video } = await startWithLink();
    clock.move(86_400_001);
    expect(await video.read(code)).toBeNull();
    await postLinks(server, clinic, { records: [toRecord(code)] });
    expect(await video.read(code)).toEqual(pass);
    await server.relay.setAccounts([]);
    expect(await video.read(code)).toBeNull();
    expect(await video.clinic(pass)).toBeNull();
    expect(await video.admit(pass)).toEqual({ type: 'refused', visit: null });
    expect(await video.callInstead(pass)).toBe(false);
  });

  it('is nothing that a guess finds', async () => {
    const { clock, video } = await startWithLink();
    clock.move(60_001);
    for (const guess of ['', code.slice(0, -1), `${code}0`, toLink(code).id, '../../etc', 'x'.repeat(200)])
      expect(await video.read(guess)).toBeNull();
  });

  it.each([
    ['sealed with another key', { sealed: toRecord('another-code-of-a-link').sealed }],
    [
      'sealed for something else',
      { sealed: sealWith(toLink(code).key, 'answer x', { role: 'patient', visit: openVisit }) },
    ],
    ['too short to be sealed', { sealed: 'AAAA' }],
    ['of no role', toRecord(code, { role: 'owner', visit: openVisit })],
    ['of a status to come', toRecord(code, { role: 'patient', visit: { ...openVisit, status: 'postponed' } })],
    ['without a clinic', toRecord(code, { role: 'patient', visit: { ...openVisit, clinic: null } })],
    ['with a meeting of nonsense', toRecord(code, { role: 'patient', visit: { ...openVisit, meeting: {} } })],
    [
      'with times in words',
      toRecord(code, { role: 'patient', visit: { ...openVisit, meeting: { ...openVisit.meeting, endAt: 'noon' } } }),
    ],
    [
      'with a flag in words',
      toRecord(code, {
        role: 'patient',
        visit: { ...openVisit, meeting: { ...openVisit.meeting, mayAskForCall: 'yes' } },
      }),
    ],
    ['a number', toRecord(code, 7)],
  ])('is unavailable, not unknown, when what was pushed is %s', async (_, record) => {
    const { server, clinic, video } = await start();
    await postLinks(server, clinic, { records: [{ id: toLink(code).id, ...record }] });
    await expect(video.read(code)).rejects.toEqual(unavailable);
  });

  it('shows nothing that the clinic has pushed besides', async () => {
    const { video } = await startWithLink({ role: 'patient', visit: { ...openVisit, secret: 'x' }, secret: 'x' });
    expect(await video.visit(pass)).toEqual(openVisit);
  });
});

describe('a clinic that is not there', () => {
  it('is said so by every question of the page, before anybody is told that the doctor knows', async () => {
    const { server, clinic, clock, video } = await startWithLink();
    clock.move(100_001);
    expect(await video.read(code)).toEqual(pass);
    expect(await video.clinic(pass)).toEqual({ name: 'Main Street Clinic', phone: '03 9000 0000' });
    await expect(video.visit(pass)).rejects.toEqual(unavailable);
    await expect(video.admit(pass)).rejects.toEqual(unavailable);
    await expect(video.callInstead(pass)).rejects.toEqual(unavailable);
    expect((await leaseQuestions(server, clinic, { waitSeconds: 0 })).questions).toEqual([]);
    await postLinks(server, clinic, {});
    expect(await video.visit(pass)).toEqual(openVisit);
  });

  it('has a minute after a start of the relay to tell its links: until then none is unknown', async () => {
    const { server, clinic, clock } = await startWithLink();
    const again = await restart(server, { clock });
    await expect(again.relay.video.read(code)).rejects.toEqual(unavailable);
    await postLinks(again, clinic, { records: [toRecord(code)] });
    expect(await again.relay.video.read(code)).toEqual(pass);
    clock.move(60_001);
    expect(await again.relay.video.read('another-code-of-a-link')).toBeNull();
  });

  it('is not there either when the relay is stopped', async () => {
    const { server, video } = await startWithLink();
    await server.stop();
    expect(await video.clinic(pass)).toBeNull();
    await expect(video.read(code)).rejects.toEqual(unavailable);
    await expect(video.admit(pass)).rejects.toEqual(unavailable);
  });
});

describe('who joins', () => {
  it('is let in with the ticket that the clinic gives, and the page sees the visit as it is from then on', async () => {
    const { server, clinic, video } = await startWithLink();
    const joining = video.admit(pass);
    const { questions, answer } = await leaseQuestions(server, clinic);
    expect(questions).toEqual([{ question: expect.any(String), type: 'join', code }]);
    expect(Date.parse(answer.now)).toBeGreaterThanOrEqual(Date.parse(answer.webhooks[0]?.receivedAt ?? ''));
    const records = [toRecord(code, { role: 'patient', visit: { ...openVisit, status: 'telephone' } })];
    const answers = questions.map((question) => answerWith(question, { type: 'admitted', ticket, more: 1 }));
    await postLinks(server, clinic, { records, answers });
    expect(await joining).toEqual({ type: 'admitted', ticket });
    expect((await video.visit(pass))?.status).toBe('telephone');
  });

  it.each([
    [{ type: 'refused', visit: { ...openVisit, status: 'ended', meeting: null } }],
    [{ type: 'refused', visit: null }],
    [{ type: 'admitted', ticket: { type: 'openvidu', token: 'wss://video.example?token=x' } }],
    [{ type: 'admitted', ticket: { type: 'page', url: 'https://meet.example/room' } }],
  ])('is answered what the clinic says: %j', async (content) => {
    const { server, clinic, video } = await startWithLink();
    const joining = video.admit(pass);
    const { questions } = await leaseQuestions(server, clinic);
    await postLinks(server, clinic, { answers: questions.map((question) => answerWith(question, content)) });
    expect(await joining).toEqual(content);
  });

  it.each([
    [{ type: 'failed' }],
    [{ type: 'admitted', ticket: { type: 'page', url: 'javascript:alert(1)' } }],
    [{ type: 'admitted', ticket: { type: 'page', url: 'meet.example' } }],
    [{ type: 'admitted', ticket: { type: 'livekit', serverUrl: 'file:///etc', token: 'x' } }],
    [{ type: 'admitted', ticket: { type: 'openvidu', token: 'https://video.example' } }],
    [{ type: 'admitted' }],
    [['admitted']],
    [7],
  ])('is told at once that it cannot be done by an answer such as %j', async (content) => {
    const { server, clinic, video } = await startWithLink();
    const joining = expect(video.admit(pass)).rejects.toEqual(unavailable);
    const { questions } = await leaseQuestions(server, clinic);
    await postLinks(server, clinic, { answers: questions.map((question) => answerWith(question, content)) });
    await joining;
  });

  it('is answered by nobody else: another account, another link, another question', async () => {
    const { server, clinic, video } = await startWithLink();
    const other = await createClinic({ id: 'other' }, { isSealed: true });
    await server.relay.setAccounts([clinic.account, other.account]);
    const joining = video.admit(pass);
    const { questions } = await leaseQuestions(server, clinic);
    const [question = { question: '', type: '', code: '' }] = questions;
    const content = { type: 'admitted', ticket: { ...ticket, token: 'stolen' } };
    await postLinks(server, other, { answers: [answerWith(question, content)] });
    const forged = answerWith({ ...question, code: 'another-code-of-a-link' }, content);
    const reused = sealWith(toLink(code).key, `visit ${toLink(code).id}`, content);
    await postLinks(server, clinic, { answers: [forged, { question: question.question, sealed: reused }] });
    await postLinks(server, clinic, { answers: [answerWith({ ...question, question: crypto.randomUUID() }, content)] });
    await postLinks(server, clinic, { answers: [answerWith(question, { type: 'admitted', ticket })] });
    expect(await joining).toEqual({ type: 'admitted', ticket });
    // An answer that comes again finds nobody.
    expect((await postLinks(server, clinic, { answers: [answerWith(question, content)] })).status).toBe(200);
  });

  it('waits for ten seconds at most, and for nothing once the relay stops', async () => {
    const { server, video } = await startWithLink();
    const at = performance.now();
    await expect(video.admit(pass)).rejects.toEqual(unavailable);
    expect(performance.now() - at).toBeGreaterThan(9_000);
    expect(performance.now() - at).toBeLessThan(12_000);
    const joining = expect(video.admit(pass)).rejects.toEqual(unavailable);
    await expect.poll(async () => (await fetch(`${server.url}/metrics`)).text()).toContain('questions_total 2');
    await server.stop();
    await joining;
  });

  it('asks the clinic once a second at most, twice after a pause', async () => {
    const { server, clinic, clock, video } = await startWithLink();
    const both = [video.admit(pass), video.admit(pass)];
    await expect(video.admit(pass)).rejects.toEqual(unavailable);
    clock.move(1_000);
    both.push(video.admit(pass));
    await expect.poll(async () => (await fetch(`${server.url}/metrics`)).text()).toContain('questions_total 3');
    const { questions } = await leaseQuestions(server, clinic);
    await postLinks(server, clinic, {
      answers: questions.map((question) => answerWith(question, { type: 'admitted', ticket })),
    });
    expect(await Promise.all(both)).toHaveLength(3);
  });
});

describe('a patient who asks to be rung', () => {
  it('is told that they will be when the clinic has it, and not before', async () => {
    const { server, clinic, video } = await startWithLink();
    const calling = video.callInstead(pass);
    const { questions } = await leaseQuestions(server, clinic);
    expect(questions).toMatchObject([{ type: 'call', code }]);
    await postLinks(server, clinic, {
      answers: questions.map((question) => answerWith(question, { type: 'called', isAsked: true })),
    });
    expect(await calling).toBe(true);
  });

  it.each([[{ type: 'called' }], [{ type: 'admitted', isAsked: true }], [{ type: 'failed' }]])(
    'is told to ring by an answer such as %j',
    async (content) => {
      const { server, clinic, video } = await startWithLink();
      const calling = expect(video.callInstead(pass)).rejects.toEqual(unavailable);
      const { questions } = await leaseQuestions(server, clinic);
      await postLinks(server, clinic, { answers: questions.map((question) => answerWith(question, content)) });
      await calling;
    },
  );

  it('is heard at least once: the wish comes until it is acknowledged, also from a relay that was restarted', async () => {
    const { server, clinic, clock, video } = await startWithLink();
    const calling = expect(video.callInstead(pass)).rejects.toEqual(unavailable);
    const first = await leaseQuestions(server, clinic);
    expect((await leaseQuestions(server, clinic)).questions).toEqual(first.questions);
    const again = await restart(server, { clock });
    await calling;
    expect((await leaseQuestions(again, clinic)).questions).toEqual(first.questions);
    const acknowledged = await leaseQuestions(again, clinic, { after: first.answer.cursor, waitSeconds: 0 });
    expect(acknowledged.questions).toEqual([]);
  });

  it('is told to ring when the question cannot be kept, and the relay says that it is not well', async () => {
    const clinic = await createClinic({ id: 'main-street' }, { isSealed: true });
    const { file } = await open({ accounts: [] });
    const store = createSqliteRelayStore({ file: `${file}.2`, minFreeBytes: Number.MAX_SAFE_INTEGER });
    const relay = createRelay({ store, accounts: [clinic.account], publicUrl: 'https://relay.example' });
    await relay.start();
    const push = new Request(`https://relay.example/v1/accounts/main-street/links`, {
      method: 'POST',
      headers: { authorization: `Bearer ${clinic.token}` },
      body: JSON.stringify({ records: [toRecord(code)] }),
    });
    expect((await relay.fetch(push)).status).toBe(200);
    await expect(relay.video.callInstead(pass)).rejects.toEqual(unavailable);
    expect((await relay.fetch(new Request('https://relay.example/health'))).status).toBe(503);
    await relay.stop();
  });
});

describe('pushing links', () => {
  it('changes nothing of another clinic: its links are neither replaced nor forgotten, and its questions not given', async () => {
    const { server, clinic, video } = await startWithLink();
    const other = await createClinic({ id: 'other' }, { isSealed: true });
    await server.relay.setAccounts([clinic.account, other.account]);
    const theirs = toRecord(code, { role: 'practitioner', visit: openVisit });
    const pushed = await postLinks(server, other, { records: [theirs, toRecord('x'.repeat(20))], only: [theirs.id] });
    expect(await pushed.json()).toEqual({ held: 0, refused: [theirs.id] });
    expect(await (await postLinks(server, other, { only: [] })).json()).toEqual({ held: 0, refused: [] });
    expect(await video.read(code)).toEqual(pass);
    const calling = video.callInstead(pass);
    const { questions } = await leaseQuestions(server, clinic);
    expect((await leaseQuestions(server, other, { waitSeconds: 0 })).questions).toEqual([]);
    await postLinks(server, clinic, {
      answers: questions.map((question) => answerWith(question, { type: 'called', isAsked: false })),
    });
    expect(await calling).toBe(false);
    // The one who had it first gives it up, and then it is free.
    await postLinks(server, clinic, { only: [] });
    expect(await (await postLinks(server, other, { records: [theirs] })).json()).toEqual({ held: 1, refused: [] });
  });

  it('is refused for an account whose questions nobody could seal', async () => {
    const clinic = await createClinic({ id: 'main-street' });
    const server = await open({ accounts: [clinic.account] });
    const response = await postLinks(server, clinic, { records: [toRecord(code)] });
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('public key')]);
  });

  it('takes as many as the account may have, all of them or none, and answers those who wait all the same', async () => {
    const { server, clinic, video } = await start({ links: 2 });
    const records = ['a', 'b', 'c'].map((letter) => toRecord(letter.repeat(20)));
    expect(await (await postLinks(server, clinic, { records: records.slice(0, 2) })).json()).toMatchObject({ held: 2 });
    const joining = video.admit({ sessionId: 'a'.repeat(20), role: 'patient' });
    const { questions } = await leaseQuestions(server, clinic);
    const answers = questions.map((question) => answerWith(question, { type: 'admitted', ticket }));
    const full = await postLinks(server, clinic, { records: records.slice(2), answers });
    expect([full.status, full.headers.get('retry-after')]).toEqual([507, '60']);
    expect(await joining).toEqual({ type: 'admitted', ticket });
    expect(await (await postLinks(server, clinic, {})).json()).toMatchObject({ held: 2 });
    const only = records.slice(1).map(({ id }) => id);
    expect(await (await postLinks(server, clinic, { records, only })).json()).toEqual({ held: 2, refused: [] });
  });

  it('shows nothing old as if it were so now when there is no room for what is new', async () => {
    const { server, clinic, clock, video } = await start({ links: 1 });
    await postLinks(server, clinic, { records: [toRecord(code)] });
    clock.move(100_001);
    const ended = { role: 'patient', visit: { ...openVisit, status: 'ended', meeting: null } };
    const records = [toRecord(code, ended), toRecord('b'.repeat(20))];
    expect((await postLinks(server, clinic, { records })).status).toBe(507);
    await expect(video.visit(pass)).rejects.toEqual(unavailable);
  });

  const { id, sealed } = toRecord(code);
  const question = crypto.randomUUID();
  it.each<readonly [string, unknown]>([
    ['records', { records: {} }],
    ['records', { records: Array.from({ length: 501 }, () => 7) }],
    ['records[0].id', { records: [null] }],
    ['records[0].id', { records: [{ id: id.toUpperCase(), sealed }] }],
    ['records[1].sealed', { records: [{ id, sealed }, { id }] }],
    ['records[0].sealed', { records: [{ id, sealed: 'no base64!' }] }],
    ['records[0].sealed', { records: [{ id, sealed: 'A'.repeat(5_464) }] }],
    ['only[1]', { only: [id, 7] }],
    ['only', { only: 'all' }],
    ['answers[0].question', { answers: [{ question: 'x', sealed }] }],
    ['answers[0].sealed', { answers: [{ question, sealed: 7 }] }],
  ])('refuses what makes no sense by name, whole, and repeats nothing of it: %s', async (field, wrong) => {
    const { server, clinic } = await start();
    const body = { records: [{ id, sealed }], ...Object(wrong) };
    const response = await postLinks(server, clinic, body);
    const text = await response.text();
    expect([response.status, text]).toEqual([400, expect.stringContaining(`${field}: `)]);
    expect(text).not.toContain(id);
    expect(await (await postLinks(server, clinic, {})).json()).toMatchObject({ held: 0 });
  });

  it('is refused when it is more than a quarter of a megabyte', async () => {
    const { server, clinic } = await start();
    expect((await postLinks(server, clinic, { more: 'x'.repeat(262_144) })).status).toBe(413);
  });
});

describe('what a relay keeps of links', () => {
  it('is on no disk in the clear, and in no log or metric: neither link nor name, number or ticket', async () => {
    const { server, clinic, video } = await startWithLink();
    const calling = video.callInstead(pass);
    const { questions } = await leaseQuestions(server, clinic);
    await postLinks(server, clinic, {
      answers: questions.map((question) => answerWith(question, { type: 'called', isAsked: true })),
    });
    await calling;
    await postLinks(server, clinic, { records: [{ id: code }] });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    const kept = [
      readFileSync(server.file, 'latin1'),
      readFileSync(`${server.file}-wal`, 'latin1'),
      ...server.lines,
      metrics,
    ].join('\n');
    for (const secret of [code, 'Sharma', '03 9000', toLink(code).id, toLink(code).key.toString('latin1')])
      expect(kept.includes(secret)).toBe(false);
    expect(metrics).toContain('clinicarrivals_relay_links 1\n');
    expect(metrics).toContain('clinicarrivals_relay_linked_clinics 1\n');
  });

  it('stands apart from the texts: a client that knows of no links sees no question', async () => {
    const { server, clinic, video } = await startWithLink();
    const calling = expect(video.callInstead(pass)).rejects.toEqual(unavailable);
    const waiting = leaseQuestions(server, clinic);
    expect((await waiting).questions).toHaveLength(1);
    expect(await (await postLinks(server, clinic, { consumer: 'old' }, 'lease')).json()).toMatchObject({
      webhooks: [],
      waiting: 0,
    });
    await server.stop();
    await calling;
  });
});
