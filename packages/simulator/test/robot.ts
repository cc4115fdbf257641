// cspell:ignore arrved
import type { SimulatedClinic } from '../src/index.ts';

/** A day as it went, for the tests to look into. */
export interface RobotReport {
  /** What the robot did about which appointment. */
  readonly did: ReadonlySet<string>;
  /** The number of moments at which something happened. */
  readonly steps: number;
}

interface Moving {
  moveTo(at: number): void;
  now(): number;
}

type Phase = 'new' | 'asked' | 'expected' | 'remote' | 'invited' | 'arrived' | 'called';

interface Case {
  phase: Phase;
  start: string;
}

/**
 * A crude stand-in for the software that talks to patients, with a wording of its own: enough to live through a day without
 * the real one, and nothing that anybody should copy.
 */
export async function runDayWithRobot(clinic: SimulatedClinic, clock: Moving): Promise<RobotReport> {
  const did = new Set<string>();
  const cases = new Map<string, Case>();
  const openChoices = new Map<string, string>();
  const inbox: { from: string; body: string }[] = [];
  clinic.gateway.log.subscribe(({ direction, from, body }) => {
    if (direction === 'in') inbox.push({ from, body });
  });
  const { accountSid, authToken, numbers } = clinic.account;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const send = async (to: string, body: string): Promise<boolean> => {
    const form = new URLSearchParams({ To: to, From: numbers[0] ?? '', Body: body });
    const url = `${clinic.gateway.url}/2010-04-01/Accounts/${accountSid}/Messages.json`;
    const response = await fetch(url, { method: 'POST', headers: { authorization }, body: form });
    if (response.status !== 201) did.add(`refused ${String(response.status)}`);
    return response.status === 201;
  };
  const visitsOf = (phone: string): string[] =>
    clinic.agenda.visits
      .filter((visit) => visit.phone === phone && cases.has(visit.appointmentId))
      .map(({ appointmentId }) => appointmentId)
      .filter((id) => ['asked', 'expected', 'remote', 'invited'].includes(cases.get(id)?.phase ?? ''));
  const write = async (id: string, change: object): Promise<void> => {
    const current = clinic.pms.controls.appointment(id);
    if (current === null) return;
    const body = JSON.stringify({ ...current, ...change });
    const headers = { 'content-type': 'application/fhir+json', 'if-match': `W/"${current.meta?.versionId ?? ''}"` };
    await fetch(`${clinic.pms.url}/Appointment/${id}`, { method: 'PUT', headers, body });
  };
  const act = async (id: string, phone: string, answer: string): Promise<void> => {
    const known = cases.get(id);
    if (known === undefined) return;
    if (answer === 'arrived' || answer === 'ready') {
      if (clinic.pms.controls.appointment(id)?.status === 'booked') await write(id, { status: 'arrived' });
      did.add(answer);
      known.phase = 'arrived';
      await send(phone, 'Thanks. Wait outside, we will let you know.');
    } else if (answer === 'no') {
      if (known.phase === 'remote') did.add('changed mind');
      known.phase = 'expected';
      await write(id, { appointmentType: undefined });
      did.add('come in');
      await send(phone, 'Fine. Once you are here, text ARRIVED.');
    } else if (answer === 'yes') {
      known.phase = 'remote';
      await write(id, {
        appointmentType: {
          coding: [{ system: 'http://hl7.org/au/fhir/CodeSystem/AppointmentType', code: 'teleconsultation' }],
        },
      });
      const practitioner = clinic.agenda.visits.find(({ appointmentId }) => appointmentId === id)?.practitionerId ?? '';
      did.add(clinic.links[practitioner] === 'telephone' ? 'by phone' : 'by video');
      await send(phone, 'It will be a video call then.');
    }
  };
  const answerText = async ({ from, body }: { from: string; body: string }): Promise<void> => {
    const text = body.toLowerCase().trim();
    if (text === 'stop') {
      did.add('stop');
      return;
    }
    const ids = visitsOf(from);
    if (ids.length === 0) {
      did.add('unknown or over');
      return;
    }
    const kept = openChoices.get(from);
    if (text === 'both' && kept !== undefined) {
      openChoices.delete(from);
      for (const id of ids) await act(id, from, kept);
      return;
    }
    const answer = /^(?:.*\b)?(?:arr?iv|here|hre|arrved)/.test(text)
      ? 'arrived'
      : /re?a?e?y?d/.test(text)
        ? 'ready'
        : /^(?:👍 )?y/.test(text)
          ? 'yes'
          : /^n/.test(text)
            ? 'no'
            : null;
    if (answer === null) {
      did.add('not understood');
      await send(from, 'We do not understand that.');
    } else if (ids.length > 1) {
      openChoices.set(from, answer);
      did.add('asked which');
      await send(from, 'For which child? Answer with a name or BOTH.');
    } else {
      await act(ids[0] ?? '', from, answer);
    }
  };
  const look = async (): Promise<void> => {
    const now = clock.now();
    for (const appointment of clinic.pms.controls.appointments()) {
      const id = appointment.id ?? '';
      const visit = clinic.agenda.visits.find(({ appointmentId }) => appointmentId === id);
      const start = Date.parse(appointment.start ?? '');
      if (visit === undefined || start - now > 180 * 60_000) continue;
      const known = cases.get(id);
      const { status } = appointment;
      if (known === undefined) {
        if (status !== 'booked') continue;
        const isRemote = appointment.appointmentType !== undefined;
        cases.set(id, { phase: isRemote ? 'remote' : 'asked', start: appointment.start ?? '' });
        did.add(isRemote ? 'telehealth by PMS' : 'screened');
        await send(visit.phone, isRemote ? 'It will be a video call.' : 'Video instead? Answer YES or NO.');
        continue;
      }
      if (known.start !== appointment.start) {
        known.start = appointment.start ?? '';
        did.add('moved');
        await send(visit.phone, 'There is a new time for you.');
      }
      if (status === 'cancelled' && known.phase !== 'called') {
        did.add(known.phase === 'arrived' ? 'cancelled while waiting' : 'cancelled');
        known.phase = 'called';
      }
      if (status === 'arrived' && known.phase !== 'called') known.phase = 'arrived';
      if (status === 'noshow') did.add('unanswered');
      if (status === 'fulfilled' && known.phase !== 'called') {
        did.add(
          known.phase === 'arrived' ? 'called in' : known.phase === 'expected' ? 'doctor first' : 'started from afar',
        );
        if (known.phase === 'arrived') await send(visit.phone, 'The doctor is ready for you: room 3.');
        known.phase = 'called';
      }
      if (known.phase === 'remote' && start - now < 10 * 60_000) {
        known.phase = 'invited';
        await send(visit.phone, 'Open the call and reply READY.');
      }
    }
  };
  let steps = 0;
  for (let next = clinic.nextAt(); next !== null; next = clinic.nextAt()) {
    clock.moveTo(Math.max(next, clock.now()));
    clinic.runDue();
    steps += 1;
    for (const text of inbox.splice(0)) await answerText(text);
    await look();
  }
  return { did, steps };
}
