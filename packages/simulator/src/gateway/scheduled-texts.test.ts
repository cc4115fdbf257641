import { beforeEach, describe, expect, it } from 'vitest';
import { createMovableClock } from '@clinicarrivals/core/testing';
import { createSimulatedGateway } from './simulated-gateway.ts';
import type { SimulatedGateway } from './simulated-gateway.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const messagingServiceSid = `MG${'0'.repeat(32)}`;
const authToken = 'token';
const clinic = '+61480000000';
const amelia = '+61491570006';
const start = Date.parse('2026-04-02T08:00:00+11:00');
const minute = 60_000;
let clock = createMovableClock(start);
let gateway: SimulatedGateway;

beforeEach(() => {
  clock = createMovableClock(start);
  gateway = createSimulatedGateway({ clock, accountSid, authToken, numbers: [clinic], messagingServiceSid });
});

async function post(path: string, form: Readonly<Record<string, string>>) {
  const response = await gateway.fetch(
    new Request(`http://127.0.0.1/2010-04-01/Accounts/${accountSid}/${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}` },
    }),
  );
  // Our own server's JSON.
  return (await response.json()) as Readonly<Record<string, unknown>>;
}

function schedule(changes: Readonly<Record<string, string>> = {}) {
  const sendAt = new Date(start + 10 * minute).toISOString();
  const form = { To: amelia, Body: 'Hello', MessagingServiceSid: messagingServiceSid };
  return post('Messages.json', { ...form, ScheduleType: 'fixed', SendAt: sendAt, ...changes });
}

const sent = (): readonly number[] => gateway.log.entries().map(({ at }) => at - start);

describe('a text that is handed over ahead', () => {
  it('is scheduled, and leaves at its time like any other', async () => {
    const text = await schedule();
    expect(text).toMatchObject({ status: 'scheduled', date_sent: null, messaging_service_sid: messagingServiceSid });
    clock.advance(10 * minute - 1);
    expect(sent()).toEqual([]);
    clock.advance(minute);
    expect(sent()).toEqual([10 * minute]);
    expect(gateway.controls.texts()).toMatchObject([
      { status: 'delivered', from: clinic, sendAt: start + 10 * minute },
    ]);
  });

  it('is cancelled until it leaves, and not after', async () => {
    const [first, second] = [String((await schedule())['sid']), String((await schedule())['sid'])];
    expect(await post(`Messages/${first}.json`, { Status: 'canceled' })).toMatchObject({ status: 'canceled' });
    clock.advance(11 * minute);
    expect(sent()).toHaveLength(1);
    for (const sid of [first, second])
      expect(await post(`Messages/${sid}.json`, { Status: 'canceled' })).toMatchObject({ code: 30409 });
  });

  it('fails at its time when the patient has opted out since: STOP cancels nothing', async () => {
    await schedule();
    gateway.controls.inbound({ from: amelia, body: 'STOP' });
    clock.advance(11 * minute);
    expect(gateway.controls.texts()[0]).toMatchObject({ status: 'failed', errorCode: 21610 });
  });

  it('leaves at once, its time ignored, where it is sent by a number', async () => {
    const form = { To: amelia, From: clinic, Body: 'Hello', ScheduleType: 'fixed' };
    const text = await post('Messages.json', { ...form, SendAt: new Date(start + 10 * minute).toISOString() });
    expect(text).toMatchObject({ status: 'queued', messaging_service_sid: null });
    expect(sent()).toEqual([0]);
  });

  it.each([
    ['too near', { SendAt: new Date(start + 5 * minute).toISOString() }, 35114],
    ['too far', { SendAt: new Date(start + 36 * 24 * 60 * minute).toISOString() }, 35114],
    ['no moment', { SendAt: 'tomorrow' }, 35114],
    ['of a service that is not ours', { MessagingServiceSid: `MG${'1'.repeat(32)}` }, 21705],
  ])('is refused when it is %s', async (_, changes, code) => {
    expect(await schedule(changes)).toMatchObject({ code });
    expect(gateway.controls.texts()).toEqual([]);
  });
});
