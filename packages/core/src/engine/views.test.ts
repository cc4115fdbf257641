import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/scenario.ts';
import type { Scenario } from '../testing/scenario.ts';

async function notServed({ parts }: Scenario): Promise<readonly string[]> {
  return (await parts.arrivals.today()).notServed.map(({ appointmentId }) => appointmentId);
}

async function whyNot({ parts }: Scenario, name: string): Promise<string> {
  return (await parts.arrivals.explain({ appointmentId: parts.idOf(name), template: 'Registration' })).answer;
}

describe('who is not served, on the board of the day', () => {
  it('is shown for the day of the appointment only', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', mayBeTexted: false });
    await clinic.given.appointment({ patient: 'Bob', at: '10:10', day: '2026-03-03', mayBeTexted: false });
    await clinic.when.minutesPass(2);
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Ada')]);
    expect(await whyNot(clinic, 'Bob')).toBe('not-served');
    await clinic.when.timeIs('09:00', '2026-03-03');
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Bob')]);
  });

  it('is forgotten when the day before yesterday was theirs, however long the process lives', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', mayBeTexted: false });
    await clinic.when.timeIs('09:00', '2026-03-03');
    expect(await whyNot(clinic, 'Ada')).toBe('not-served');
    await clinic.when.timeIs('09:00', '2026-03-04');
    await clinic.when.secondsPass(10);
    expect(await whyNot(clinic, 'Ada')).toBe('unknown-appointment');
  });

  it('moves with the appointment to another day', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', mayBeTexted: false });
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Ada')]);
    await clinic.when.pmsMoves('Ada', '10:10', '2026-03-03');
    await clinic.when.minutesPass(2);
    expect(await notServed(clinic)).toEqual([]);
    expect(await whyNot(clinic, 'Ada')).toBe('not-served');
  });

  it('is nobody any more when the PMS lists the appointment no more', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', mayBeTexted: false });
    await clinic.when.pmsRemoves('Ada');
    expect(await notServed(clinic)).toEqual([]);
  });

  it('is nobody any more when the appointment takes part', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', phone: null });
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Ada')]);
    await clinic.when.patientChangesNumber('Ada', '+61491570155');
    expect(await notServed(clinic)).toEqual([]);
    expect((await clinic.parts.arrivals.today()).lines).toHaveLength(1);
  });

  it('is told with whose appointment it is and when, as far as it can be read', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Ada', at: '10:10', phone: null });
    await clinic.given.appointment({ patient: 'Bob', at: '11:10' });
    const { arrivals, pms } = clinic.parts;
    pms.damage(clinic.parts.idOf('Bob'), 'no start');
    await clinic.when.secondsPass(10);
    const { lines, notServed: left } = await arrivals.today();
    expect(lines.map(({ appointmentId }) => appointmentId)).toEqual([clinic.parts.idOf('Bob')]);
    expect(left).toMatchObject([
      { patientName: expect.stringContaining('Ada'), startAt: expect.any(Number) },
      { appointmentId: clinic.parts.idOf('Bob'), patientName: null, startAt: null },
    ]);
  });

  it('P3: keeps an appointment that cannot be read any more, so that nothing is told about it', async () => {
    const clinic = await scenario({ at: '06:00' });
    await clinic.given.appointment({ patient: 'Ava', at: '10:10' });
    const { pms } = clinic.parts;
    const real = { ...pms };
    pms.damage(clinic.parts.idOf('Ava'), 'no start');
    // The listing leaves it out, as a PMS does that cannot tell its day.
    pms.list = async (query) => {
      const listing = await real.list(query);
      return listing.type === 'listed' ? { ...listing, unusable: [] } : listing;
    };
    await clinic.when.secondsPass(10);
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Ava')]);
    const whileRead: (readonly string[])[] = [];
    pms.read = async (query) => {
      whileRead.push(await notServed(clinic));
      return real.read(query);
    };
    await clinic.given.appointment({ patient: 'Ben', at: '11:10' });
    expect(whileRead).toEqual([[clinic.parts.idOf('Ava')]]);
    expect(await notServed(clinic)).toEqual([clinic.parts.idOf('Ava')]);
    await clinic.when.timeIs('10:20');
    expect(clinic.then.textsTo('Ava')).toEqual([]);
  });
});

describe('the texts with one number', () => {
  it('show what came in and what left, with what became of each', async () => {
    const clinic = await scenario({ at: '07:00' });
    await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
    await clinic.when.timeIs('07:15');
    await clinic.when.patientTexts('Amelia', 'no');
    const { arrivals, gateway, store } = clinic.parts;
    gateway.setDelivery(gateway.sent[0]?.gatewayId ?? '', { status: 'delivered' });
    await clinic.when.minutesPass(10);
    const phone = clinic.parts.phoneOf('Amelia');
    const message = arrivals.receive({
      gatewayId: 'later',
      from: phone,
      to: gateway.numbers[0] ?? '',
      body: 'ok',
      receivedAt: null,
      carrierKeyword: null,
    });
    await message;
    const thread = await arrivals.thread({ phone });
    expect(thread.map(({ direction, what, state }) => `${direction} ${what} ${state}`)).toEqual([
      'out ConsiderTeleHealth delivered',
      'in no acted',
      'out ScreeningNoToVideo accepted',
      'in null pending',
    ]);
    expect(thread.at(-1)?.at).toBe((await store.inboxMessage({ gatewayId: 'later' }))?.storedAt);
    expect(await arrivals.thread({ phone, since: clinic.parts.clock.now() + 1 })).toEqual([]);
  });
});

describe('how one appointment stands', () => {
  it('is told of whatever day, and with who wants no texts', async () => {
    const clinic = await scenario({ at: '09:00' });
    await clinic.given.appointment({ patient: 'Bob', at: '10:10', day: '2026-03-03' });
    await clinic.when.minutesPass(2);
    const { arrivals } = clinic.parts;
    const appointmentId = clinic.parts.idOf('Bob');
    expect((await arrivals.today()).lines).toEqual([]);
    const line = await arrivals.appointment({ appointmentId });
    expect(line).toMatchObject({ appointmentId, patientName: expect.stringContaining('Bob'), textProblem: null });
    if (line === null || line.phone === null) throw new Error('Bob has a mobile');
    await arrivals.consent.set({ phone: line.phone, consent: 'opted-out', by: 'Ann' });
    expect(await arrivals.appointment({ appointmentId })).toMatchObject({ textProblem: 'opted-out' });
  });

  it('is null for what nobody has seen', async () => {
    const clinic = await scenario({ at: '09:00' });
    expect(await clinic.parts.arrivals.appointment({ appointmentId: 'of-nobody' })).toBeNull();
  });
});
