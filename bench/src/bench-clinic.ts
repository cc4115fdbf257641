import type { Appointment, Clinic, ClinicSettings, Logger, MessageGateway, PhoneNumber } from '@clinicarrivals/core';

/** The clinic of all measurements. */
export const benchClinic: Clinic = {
  id: 'bench',
  name: 'Bench Clinic',
  phone: '(03) 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};

/** Settings under which a visit can run at any time of day. */
export const atAnyHour: Partial<ClinicSettings> = {
  pmsProfile: 'starts-on-fulfilled',
  morningScreeningAt: '00:00',
  screeningLeadMinutes: 0,
  clinicDayEndsAt: '00:00',
  outreachFrom: '00:00',
  outreachTo: '23:59',
};

export const ownNumber: PhoneNumber = '+61480000001';

/** Says what goes wrong during a measurement, which would make it worthless. */
export const strictLogger: Logger = {
  log: (level, message) => {
    if (level === 'error' || level === 'warn') process.stderr.write(`${level}: ${message}\n`);
  },
};

/** A gateway that takes every text at once and tells each time who got it, and which of theirs it was. */
export function createInstantGateway(onText: (to: PhoneNumber, count: number) => void): MessageGateway {
  const counts = new Map<PhoneNumber, number>();
  let sent = 0;
  return {
    numbers: [ownNumber],
    abilities: { isIdempotent: false, hasReceipts: false, canLookUp: false },
    send: ({ to }) => {
      const count = (counts.get(to) ?? 0) + 1;
      counts.set(to, count);
      sent += 1;
      onText(to, count);
      return Promise.resolve({ gatewayId: `out-${sent}`, acceptedAt: Date.now() });
    },
    receive: ({ cursor }) => Promise.resolve({ messages: [], cursor }),
    lookUp: () => Promise.resolve(null),
    receipts: () => Promise.resolve([]),
  };
}

/** An appointment a minute ahead of now, of a patient of its own. */
export function anAppointment(number: number, now: number): Appointment {
  return {
    id: `a${number}`,
    version: '1',
    status: 'booked',
    startAt: now + 60_000,
    endAt: now + 16 * 60_000,
    typeCode: null,
    modality: 'unknown',
    videoLink: null,
    isConfirmed: false,
    location: null,
    encounter: 'none',
    patient: {
      id: `p${number}`,
      name: 'Amelia Example',
      firstName: 'Amelia',
      mobile: `+6149${String(1_000_000 + number)}`,
      mayBeTexted: true,
      notTextedReason: null,
      language: null,
    },
    practitioner: { id: 'sharma', name: 'Dr Sharma', lastName: 'Sharma' },
    changedAt: now,
    readAt: now,
  };
}
