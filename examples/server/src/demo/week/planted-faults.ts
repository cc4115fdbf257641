import { presets } from '@clinicarrivals/core';
import type { Appointment, AppointmentStore, MessageGateway, OutboundMessage } from '@clinicarrivals/core';
import type { SimulatedWeek, WeekHabit, WeekPlan, WeekVisit } from '@clinicarrivals/simulator';
import type { WeekPortsAround } from '../../simulation/open-week.ts';
import { sending, showListing } from '../tampering.ts';
import type { WeekOptions } from './run-week.ts';

/** A mistake built into the system, and the rule of the checker that has to see it. */
export interface PlantedWeekFault {
  readonly name: string;
  readonly rule: string;
  readonly options: Pick<WeekOptions, 'around' | 'settings' | 'wanted'>;
}

const anyReminder = /a reminder (?:that you|of your)/;
const lostSid = `SM${'0'.repeat(32)}`;
const lost = { gatewayId: lostSid, acceptedAt: 0 };
const hour = 60;

/** The faults. Each is in the system, or in how it was set; never in the logs. */
export const plantedWeekFaults: readonly PlantedWeekFault[] = [
  {
    name: 'nobody sees who has confirmed',
    rule: 'reminder-of-confirmed',
    options: showing((appointment) => ({ ...appointment, isConfirmed: false })),
  },
  {
    name: 'a cancellation is not seen',
    rule: 'reminder-of-ended',
    options: showing((appointment, week) =>
      appointment.id === find(week, 'silent', 'cancel').appointmentId
        ? { ...appointment, status: 'booked' }
        : appointment,
    ),
  },
  {
    name: 'reminders name the time of another zone',
    rule: 'reminder-names-wrong-time',
    options: rewriting((body) => body.replace(/\d{1,2}:\d{2} [ap]m/g, '4:05 am')),
  },
  {
    name: 'reminders are written in the language of somebody else',
    rule: 'reminder-names-wrong-time',
    options: rewriting((body) => body.replace(/\b[A-Z]\w+day\b/g, '星期二')),
  },
  {
    name: 'the outreach window is asked for and never used',
    rule: 'text-outside-hours',
    options: {
      settings: { outreachFrom: '00:00', outreachTo: '23:59' },
      wanted: { outreachFrom: '08:00', outreachTo: '20:00' },
    },
  },
  {
    name: 'reminders go by rules that nobody has set',
    rule: 'reminder-at-wrong-time',
    options: {
      settings: { reminders: [{ id: '5-hours-before', when: { minutesBefore: 5 * hour } }] },
      wanted: { rules: presets.reminders.reminders ?? [] },
    },
  },
  {
    name: 'a reminder is sent twice',
    rule: 'reminded-twice',
    options: sendingWeek(async (send, message) => {
      if (anyReminder.test(message.body)) await send({ ...message, id: `${message.id}-again` });
      return send(message);
    }),
  },
  {
    name: 'nobody counts the reminders of a day',
    rule: 'too-many-reminders',
    options: {
      settings: {
        remindersPerDay: 9,
        reminders: [6, 4, 2].map((hours) => ({ id: `${String(hours)}-hours`, when: { minutesBefore: hours * hour } })),
      },
      wanted: { mostPerDay: 2 },
    },
  },
  {
    name: 'reminders follow one another',
    rule: 'reminder-too-close',
    options: {
      settings: {
        reminderGapMinutes: 0,
        reminders: [80, 60].map((minutesBefore) => ({
          id: `${String(minutesBefore)}-minutes`,
          when: { minutesBefore },
        })),
      },
      wanted: { gapMinutes: 60 },
    },
  },
  {
    name: 'a reminder is taken for delivered and lost',
    rule: 'missed-reminder',
    options: sendingWeek((send, message) => (anyReminder.test(message.body) ? Promise.resolve(lost) : send(message))),
  },
  {
    name: "cancelling one appointment deletes a sibling's reminders",
    rule: 'sibling-reminder-lost',
    options: sendingWeek((send, message, week) => {
      const isFamily = message.to === find(week, 'cancels-one-child').phone;
      return isFamily && /a reminder that you/.test(message.body) ? Promise.resolve(lost) : send(message);
    }),
  },
  {
    name: 'a patient is told that they are confirmed and the PMS never took it',
    rule: 'told-before-accepted',
    options: writing((store) => ({ confirm: (change) => pretend(store, change.id, { isConfirmed: true }) })),
  },
  {
    name: 'a digit cancels',
    rule: 'cancelled-without-clear-word',
    options: hearing(async (body, from, { store, week }) => {
      const visit = week.agenda.visits.find(({ phone }) => phone === from);
      if (body === '2' && visit !== undefined) await store.cancel({ id: visit.appointmentId });
    }),
  },
  {
    name: 'the wrong sibling is cancelled',
    rule: 'cancelled-another',
    options: writing((store, { agenda }) => ({
      cancel: ({ id }) => {
        const meant = agenda.visits.find(({ appointmentId }) => appointmentId === id);
        const sibling = agenda.visits.find(
          ({ appointmentId, phone }) => appointmentId !== id && phone === meant?.phone,
        );
        return store.cancel({ id: sibling?.appointmentId ?? id });
      },
    })),
  },
  {
    name: 'an undo is told and the PMS never took it',
    rule: 'undo-told-not-done',
    options: writing((store) => ({ undoCancel: (change) => pretend(store, change.id, { status: 'booked' }) })),
  },
  {
    name: 'STOP is not heard where it was sent to another of our numbers',
    rule: 'text-after-stop',
    options: sendingWeek((send, message, week) => {
      const { phone } = find(week, 'silent', 'place');
      if (message.to === phone) week.gateway.controls.inbound({ from: phone, body: 'STOP', to: '+61480000002' });
      return send(message);
    }),
  },
  {
    name: 'what was in the book already is taken for new',
    rule: 'announced-old-booking',
    options: { around: { appointments: emptyAtFirst } },
  },
  {
    name: 'a change is told that there never was',
    rule: 'notice-of-no-change',
    options: { around: { appointments: movedNowAndThen } },
  },
];

type Around = { readonly around: WeekPortsAround };

function find({ agenda }: SimulatedWeek, habit: WeekHabit, plan: WeekPlan | null = null): WeekVisit {
  const visit = agenda.visits.find((one) => one.habit === habit && one.plan === plan && one.language === 'en');
  if (visit === undefined) throw new RangeError(`nobody in this week ${habit}`);
  return visit;
}

function sendingWeek(sendWith: Parameters<typeof sending<SimulatedWeek>>[0]): Around {
  return sending<SimulatedWeek>(sendWith);
}

function rewriting(rewrite: (body: string) => string): Around {
  const change = (message: OutboundMessage): OutboundMessage =>
    anyReminder.test(message.body) ? { ...message, body: rewrite(message.body) } : message;
  return sendingWeek((send, message) => send(change(message)));
}

function writing(otherwise: (store: AppointmentStore, week: SimulatedWeek) => Partial<AppointmentStore>): Around {
  return { around: { appointments: (store, week) => ({ ...store, ...otherwise(store, week) }) } };
}

/** Gives back what would have been, and writes nothing. */
async function pretend(store: AppointmentStore, id: string, change: Partial<Appointment>): Promise<Appointment> {
  const appointment = await store.read({ id });
  if (appointment === null) throw new RangeError(`there is no ${id}`);
  return { ...appointment, ...change };
}

function showing(show: (appointment: Appointment, week: SimulatedWeek) => Appointment): Around {
  return writing((store, week) => ({
    list: async (query) => showListing(await store.list(query), (one) => show(one, week)),
    read: async (query) => {
      const appointment = await store.read(query);
      return appointment === null ? null : show(appointment, week);
    },
  }));
}

function hearing(
  hear: (
    body: string,
    from: string,
    world: { readonly store: AppointmentStore; readonly week: SimulatedWeek },
  ) => Promise<void>,
): Around {
  let known: AppointmentStore | null = null;
  const messages = (gateway: MessageGateway, week: SimulatedWeek): MessageGateway => ({
    ...gateway,
    receive: async (query) => {
      const received = await gateway.receive(query);
      for (const { body, from } of received.messages)
        if (known !== null) await hear(body, from, { store: known, week });
      return received;
    },
  });
  return { around: { appointments: (store) => (known = store), messages } };
}

/** The book is empty when it is opened for the first time. */
function emptyAtFirst(store: AppointmentStore, { agenda }: SimulatedWeek): AppointmentStore {
  let listings = 0;
  const all = new Set(agenda.visits.map(({ appointmentId }) => appointmentId));
  return {
    ...store,
    list: async (query) => {
      const listing = await store.list(query);
      listings += 1;
      if (listings > 4 || listing.type !== 'listed') return listing;
      return { ...listing, appointments: listing.appointments.filter(({ id }) => !all.has(id)) };
    },
  };
}

/** One appointment is shown an hour later for some listings, and where it is for the next. */
function movedNowAndThen(store: AppointmentStore, week: SimulatedWeek): AppointmentStore {
  const { appointmentId } = find(week, 'reschedules');
  // There is no clock here but that of what people do.
  const isOff = (): boolean => {
    const now = Math.max(0, ...week.diary.entries().map(({ at }) => at));
    return Math.floor(now / (6 * 3_600_000)) % 2 === 1;
  };
  const show = (appointment: Appointment): Appointment =>
    appointment.id === appointmentId && isOff()
      ? { ...appointment, startAt: appointment.startAt + 3_600_000 }
      : appointment;
  return {
    ...store,
    list: async (query) => showListing(await store.list(query), show),
    read: async (query) => {
      const appointment = await store.read(query);
      return appointment === null ? null : show(appointment);
    },
  };
}
