import { describe, expect, it } from 'vitest';
import { GatewayError } from '../errors.ts';
import type { NumberFailure } from '../errors.ts';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

/** Amelia and Ben have been asked whether they come in. */
async function askedClinic(): Promise<Scenario> {
  const clinic = await scenario({ at: '07:00' });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  await clinic.when.timeIs('07:11');
  return clinic;
}

const problemOf = async ({ parts }: Scenario): Promise<string | null | undefined> =>
  (await parts.arrivals.today()).lines[0]?.textProblem;

async function undelivered(clinic: Scenario, numberFailure: NumberFailure): Promise<void> {
  const { gateway, arrivals } = clinic.parts;
  const gatewayId = gateway.sent.at(-1)?.gatewayId ?? '';
  await arrivals.receiveReceipt({
    gatewayId,
    status: 'undelivered',
    failure: 'permanent',
    vendorCode: 'X',
    numberFailure,
  });
  await clinic.when.secondsPass(5);
}

describe('what the gateway tells about a number', () => {
  it('is shown to reception, learned from a refusal', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    const message = '[memory] refused';
    clinic.parts.gateway.failNext(new GatewayError({ message, failure: 'permanent', numberFailure: 'landline' }));
    expect(await problemOf(clinic)).toBe(null);
    await clinic.when.timeIs('07:11');
    expect(await problemOf(clinic)).toBe('landline');
  });

  it('is not learned from a refusal of the text itself', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    clinic.parts.gateway.failNext(new GatewayError({ message: '[memory] text too long', failure: 'permanent' }));
    await clinic.when.timeIs('07:11');
    expect(await problemOf(clinic)).toBe(null);
  });

  it.each(['landline', 'unassigned'] as const)(
    'P6: keeps texts from a number that is %s; a call-in is a task at once',
    async (failure) => {
      const clinic = await askedClinic();
      await undelivered(clinic, failure);
      await clinic.when.patientTexts('Amelia', 'here');
      await clinic.when.secondsPass(10);
      expect(await clinic.then.statusOf('Amelia')).toBe('arrived');
      await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
      expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
      expect(await clinic.then.openTasks()).toContain('call-in-not-delivered');
      expect(await problemOf(clinic)).toBe(failure);
    },
  );

  it('that it is out of reach is healed by a text from it, and does not keep texts from it before', async () => {
    const clinic = await askedClinic();
    await undelivered(clinic, 'unreachable');
    expect(await problemOf(clinic)).toBe('unreachable');
    await clinic.when.patientTexts('Amelia', 'here');
    expect(await problemOf(clinic)).toBe(null);
    await clinic.when.pmsSets('Amelia', { status: 'fulfilled' });
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('DoctorReady');
  });

  it('is healed by a text that arrives there', async () => {
    const clinic = await askedClinic();
    await undelivered(clinic, 'unreachable');
    await clinic.when.timeIs('08:05');
    await clinic.when.pmsMoves('Amelia', '10:40');
    await clinic.when.minutesPass(3);
    const { gateway, arrivals } = clinic.parts;
    expect(await problemOf(clinic)).toBe('unreachable');
    const gatewayId = gateway.sent.at(-1)?.gatewayId ?? '';
    await arrivals.receiveReceipt({ gatewayId, status: 'delivered', failure: null, vendorCode: null });
    await clinic.when.secondsPass(5);
    expect(await problemOf(clinic)).toBe(null);
  });

  it('is taken back by reception, who knows better, in the journal', async () => {
    const clinic = await askedClinic();
    await undelivered(clinic, 'landline');
    const { arrivals, store } = clinic.parts;
    await arrivals.trustNumber({ phone: clinic.parts.phoneOf('Amelia'), by: 'kim' });
    expect(await problemOf(clinic)).toBe(null);
    expect(await store.journal({ limit: 1 })).toMatchObject([
      { by: 'staff:kim', reason: 'said that the number works' },
    ]);
    await clinic.when.patientTexts('Amelia', 'here');
    await clinic.when.secondsPass(10);
    expect(clinic.then.textsTo('Amelia').at(-1)).toBe('ArrivedThanks');
  });

  it('an opt-out that a receipt tells of counts like any other (P7)', async () => {
    const clinic = await askedClinic();
    const gatewayId = clinic.parts.gateway.sent.at(-1)?.gatewayId ?? '';
    const receipt = { gatewayId, status: 'undelivered', failure: 'opted-out', vendorCode: '21610' } as const;
    await clinic.parts.arrivals.receiveReceipt(receipt);
    await clinic.when.secondsPass(5);
    expect(await problemOf(clinic)).toBe('opted-out');
    await clinic.when.pmsMoves('Amelia', '10:40');
    await clinic.when.minutesPass(3);
    expect(clinic.then.textsTo('Amelia')).toEqual(['ConsiderTeleHealth']);
  });

  it('P7: an opt-out that a late receipt tells of does not undo a START since', async () => {
    const clinic = await askedClinic();
    const gatewayId = clinic.parts.gateway.sent.at(-1)?.gatewayId ?? '';
    await clinic.when.patientTexts('Amelia', 'STOP');
    await clinic.when.patientTexts('Amelia', 'START');
    const receipt = { gatewayId, status: 'undelivered', failure: 'opted-out', vendorCode: '21610' } as const;
    await clinic.parts.arrivals.receiveReceipt(receipt);
    await clinic.when.secondsPass(5);
    expect(await problemOf(clinic)).toBe(null);
    const phone = clinic.parts.phoneOf('Amelia');
    expect(await clinic.parts.arrivals.consent.get({ phone })).toBe('opted-in');
  });

  it('that the number is somebody else’s is what that person said', async () => {
    const clinic = await askedClinic();
    await clinic.when.patientTexts('Amelia', 'wrong number');
    expect(await problemOf(clinic)).toBe('wrong-number');
  });
});

describe('what staff say of a number', () => {
  it('is never lost without a word when the number keeps changing', async () => {
    const clinic = await askedClinic();
    const { arrivals, store } = clinic.parts;
    store.commit = () => Promise.resolve('conflict');
    const said = arrivals.trustNumber({ phone: clinic.parts.phoneOf('Amelia'), by: 'kim' });
    await expect(said).rejects.toMatchObject({ code: 'conflict' });
  });
});
