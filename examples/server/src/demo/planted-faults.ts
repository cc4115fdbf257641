import { GatewayError } from '@clinicarrivals/core';
import type { AgendaVisit, SimulatedClinic } from '@clinicarrivals/simulator';
import type { PortsAround } from '../simulation/open-simulation.ts';
import type { DayOptions } from './run-day.ts';
import { plantedVideoFaults } from './planted-video-faults.ts';
import { delaying, hearing, losingTasks, marking, sending, showing } from './tampering.ts';

/** A mistake built into the system, and the rule of the checker that has to see it. */
export interface PlantedFault {
  readonly name: string;
  readonly rule: string;
  readonly options: Pick<DayOptions, 'around' | 'allowList'>;
}

const arrivedThanks = /we know you are here/;
const videoThanks = /knows you are ready/;
const callIn = /is ready for you\. Please come in now/;
const lostSid = `SM${'0'.repeat(32)}`;

/** The faults. Each is in the system, not in the logs: a wrapper around a port does what a bug there would do. */
export const plantedFaults: readonly PlantedFault[] = [
  ...plantedVideoFaults,
  {
    name: 'a text is sent twice',
    rule: 'text-twice',
    options: sending(async (send, message) => {
      await send(message);
      return send(message);
    }),
  },
  {
    name: 'a cancellation is not seen',
    rule: 'text-about-ended',
    options: showing({
      before: ({ pms, agenda }) => pms.controls.cancel(pickOrdinary(agenda.visits).appointmentId),
      show: (appointment) => ({
        ...appointment,
        status: appointment.status === 'cancelled' ? 'booked' : appointment.status,
      }),
    }),
  },
  {
    name: 'a move is not seen',
    rule: 'text-about-old-time',
    options: showing({
      before: ({ pms, agenda }) => {
        const { appointmentId, startAt } = pickOrdinary(agenda.visits);
        pms.controls.move(appointmentId, startAt + 10 * 60_000);
      },
      show: (appointment, { agenda }) => {
        const ordinary = pickOrdinary(agenda.visits);
        return appointment.id === ordinary.appointmentId ? { ...appointment, startAt: ordinary.startAt } : appointment;
      },
    }),
  },
  {
    name: 'somebody else is marked arrived',
    rule: 'acted-for-another',
    options: marking((store, _, { agenda }) => store.markArrived({ id: pick(agenda.visits, 'silent').appointmentId })),
  },
  {
    name: 'a sibling is marked arrived before it is clear who is meant',
    rule: 'acted-on-unclear-reply',
    options: hearing(async ({ from, body }, { simulated, store }) => {
      const family = simulated.agenda.visits.filter(({ phone }) => phone === from);
      if (/arrived|here/i.test(body) && family[1] !== undefined)
        await store.markArrived({ id: family[1].appointmentId });
      return true;
    }),
  },
  {
    name: 'an arrival is thanked for that the PMS never took',
    rule: 'told-before-accepted',
    options: marking(async (store, id) => {
      const appointment = await store.read({ id });
      if (appointment === null) return store.markArrived({ id });
      return { ...appointment, status: 'arrived' };
    }),
  },
  {
    name: 'a call-in is taken for delivered and lost',
    rule: 'lost-call-in',
    options: sending((send, message) =>
      callIn.test(message.body) ? Promise.resolve({ gatewayId: lostSid, acceptedAt: 0 }) : send(message),
    ),
  },
  {
    name: 'nobody is told of a call-in that did not arrive',
    rule: 'undelivered-call-in',
    options: losingTasks('call-in-not-delivered'),
  },
  {
    name: 'nobody is told of a question that stays unanswered',
    rule: 'unanswered-question',
    options: losingTasks('no-answer'),
  },
  { name: 'a call-in leaves twenty minutes late', rule: 'text-too-late', options: delaying(callIn, 20) },
  {
    name: 'a video patient is called to a room',
    rule: 'called-to-room',
    options: sending((send, message) =>
      send(videoThanks.test(message.body) ? { ...message, body: toCallIn(message.body) } : message),
    ),
  },
  {
    name: 'a patient is called in before anybody is ready',
    rule: 'called-while-not-ready',
    options: sending((send, message) =>
      send(arrivedThanks.test(message.body) ? { ...message, body: toCallIn(message.body) } : message),
    ),
  },
  {
    name: 'a reply is lost on its way in',
    rule: 'unanswered-text',
    options: hearing(async ({ body }) => !/arrived|here/i.test(body)),
  },
  {
    name: 'a question is lost that begins like what was said before',
    rule: 'unanswered-text',
    options: losingQuestion('and where do I park?'),
  },
  {
    name: 'nobody is told that a patient who is expected cannot be texted any more',
    rule: 'unanswered-text',
    options: losingTasks('opted-out', 'may-want-to-cancel'),
  },
  {
    name: 'a reply that was understood is asked back about as well',
    rule: 'answered-twice',
    options: sending(async (send, message) => {
      const body = 'Main Street Clinic: sorry, we did not understand.';
      if (arrivedThanks.test(message.body)) await send({ ...message, id: `${message.id}|again`, body });
      return send(message);
    }),
  },
  {
    name: 'STOP is not heard where it was sent to another of our numbers',
    rule: 'text-after-stop',
    options: sending((send, message, { gateway, agenda }) => {
      const { phone } = pickOrdinary(agenda.visits);
      // Told to the carrier for the other number only, so that it goes on delivering from this one.
      if (message.to === phone) gateway.controls.inbound({ from: phone, body: 'STOP', to: '+61480000002' });
      return send(message);
    }),
  },
  {
    name: 'a wrong number is not taken note of',
    rule: 'text-after-wrong-number',
    options: sending((send, message, { gateway, agenda }) => {
      const { phone } = pickOrdinary(agenda.visits);
      if (message.to === phone) gateway.controls.inbound({ from: phone, body: 'Wrong number', to: '+61480000002' });
      return send(message);
    }),
  },
  { name: 'the allow-list is not applied', rule: 'text-outside-allow-list', options: { allowList: ['+61491000000'] } },
  {
    name: 'an arrival is written twice, as by two processes that do not know of each other',
    rule: 'written-twice',
    options: marking(async (store, id, { pms }) => {
      const marked = await store.markArrived({ id });
      const url = `${pms.url}/Appointment/${id}`;
      const body = await (await fetch(url)).text();
      await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/fhir+json' }, body });
      return marked;
    }),
  },
  {
    name: 'an error of the gateway repeats the text, and is logged',
    rule: 'patient-in-log',
    options: sending((send, message) =>
      arrivedThanks.test(message.body)
        ? Promise.reject(new GatewayError({ message: `[gateway] did not take "${message.body}"`, failure: 'retry' }))
        : send(message),
    ),
  },
  {
    name: 'patients are looked up by name',
    rule: 'patient-in-url',
    options: hearing(async ({ from }, { simulated: { pms, agenda } }) => {
      const family = agenda.visits.find(({ phone }) => phone === from)?.family ?? 'Nobody';
      await fetch(`${pms.url}/Patient?family=${encodeURIComponent(family)}`);
      return true;
    }),
  },
];

/** The ordinary patient asks something once they have been thanked for coming, and nobody hears it. */
function losingQuestion(question: string): PlantedFault['options'] {
  const { around: deaf } = hearing(async ({ body }) => body !== question);
  const { around: asking } = sending(async (send, message, { gateway, agenda }) => {
    const { phone } = pickOrdinary(agenda.visits);
    const accepted = await send(message);
    if (message.to === phone && arrivedThanks.test(message.body))
      gateway.controls.inbound({ from: phone, body: question });
    return accepted;
  });
  const messages: NonNullable<PortsAround['messages']> = (gateway, simulated) =>
    deaf.messages?.(asking.messages?.(gateway, simulated) ?? gateway, simulated) ?? gateway;
  return { around: { ...deaf, messages } };
}

/** A patient who does as asked, and to whom nothing else happens. */
function pickOrdinary(visits: readonly AgendaVisit[]): AgendaVisit {
  const ordinary = visits.find(
    ({ personality, plan, modality }) => personality === 'punctual' && plan === null && modality === 'in-person',
  );
  return ordinary ?? pick(visits, 'early');
}

function pick(visits: SimulatedClinic['agenda']['visits'], personality: AgendaVisit['personality']): AgendaVisit {
  const visit = visits.find((other) => other.personality === personality);
  if (visit === undefined)
    throw new Error(`planted faults: the day has no patient who is ${personality}; give it 30 appointments`);
  return visit;
}

/** The call-in that a text becomes; the practitioner's name is taken from it. */
function toCallIn(body: string): string {
  const name = /((?:Dr|Nurse) \w+ \w+)/.exec(body)?.[1] ?? 'The doctor';
  return `Main Street Clinic: ${name} is ready for you. Please come in now.`;
}
