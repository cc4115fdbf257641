import type {
  Appointment,
  AppointmentListing,
  AppointmentStore,
  InboundMessage,
  MessageGateway,
  OutboundMessage,
  SetTelehealth,
  TaskKind,
  VideoProvider,
} from '@clinicarrivals/core';
import type { SimulatedClinic } from '@clinicarrivals/simulator';
import type { DayOptions } from './run-day.ts';

type Tampered = Required<Pick<DayOptions, 'around'>>;
type Send = MessageGateway['send'];

/** Sends otherwise than asked. Whatever has an unknown id counts as delivered. */
export function sending<Simulated = SimulatedClinic>(
  sendWith: (send: Send, message: OutboundMessage, simulated: Simulated) => ReturnType<Send>,
): { readonly around: { readonly messages: (gateway: MessageGateway, simulated: Simulated) => MessageGateway } } {
  return {
    around: {
      messages: (gateway, simulated) => ({
        ...gateway,
        send: (message) => sendWith((other) => gateway.send(other), message, simulated),
        receipts: async ({ gatewayIds }) => {
          const known = await gateway.receipts({ gatewayIds });
          const others = gatewayIds.filter((gatewayId) => !known.some((receipt) => receipt.gatewayId === gatewayId));
          const claimed = others.map(
            (gatewayId) => ({ gatewayId, status: 'delivered', failure: null, vendorCode: null }) as const,
          );
          return [...known, ...claimed];
        },
      }),
    },
  };
}

/** Holds texts back for some minutes. */
export function delaying(which: RegExp, minutes: number): Tampered {
  return {
    around: {
      messages: (gateway) => {
        const held: { readonly message: OutboundMessage; readonly at: number }[] = [];
        // The only clock here is the moment since which messages are asked for.
        let now = 0;
        return {
          ...gateway,
          send: async (message) => {
            if (!which.test(message.body)) return gateway.send(message);
            held.push({ message, at: now });
            return { gatewayId: message.id, acceptedAt: now };
          },
          receive: async (query) => {
            now = query.since;
            while (held[0] !== undefined && now - held[0].at >= minutes * 60_000) {
              const late = held.shift();
              if (late !== undefined) await gateway.send({ ...late.message, validUntil: Number.MAX_SAFE_INTEGER });
            }
            return gateway.receive(query);
          },
        };
      },
    },
  };
}

/** Does something with each text that comes in; one for which it says false is lost. */
export function hearing(
  hear: (
    message: InboundMessage,
    world: { readonly simulated: SimulatedClinic; readonly store: AppointmentStore },
  ) => Promise<boolean>,
): Tampered {
  let known: AppointmentStore | null = null;
  return {
    around: {
      appointments: (store) => (known = store),
      messages: (gateway, simulated) => ({
        ...gateway,
        receive: async (query) => {
          const { messages, cursor } = await gateway.receive(query);
          const heard: InboundMessage[] = [];
          for (const message of messages) {
            if (known === null || (await hear(message, { simulated, store: known }))) heard.push(message);
          }
          return { messages: heard, cursor };
        },
      }),
    },
  };
}

/** Marks arrivals otherwise than asked. */
export function marking(
  mark: (store: AppointmentStore, id: string, simulated: SimulatedClinic) => Promise<Appointment>,
): Tampered {
  return {
    around: {
      appointments: (store, simulated) => ({ ...store, markArrived: ({ id }) => mark(store, id, simulated) }),
    },
  };
}

/** Writes otherwise than asked that patient and practitioner meet from afar. */
export function telehealthOtherwise(
  write: (store: AppointmentStore, change: SetTelehealth) => Promise<Appointment>,
): Tampered {
  return {
    around: { appointments: (store) => ({ ...store, setTelehealth: (change) => write(store, change) }) },
  };
}

/** Shows appointments otherwise than they are. `before` happens once, before anything is shown. */
export function showing(fault: {
  readonly before: (simulated: SimulatedClinic) => void | Promise<void>;
  readonly show: (appointment: Appointment, simulated: SimulatedClinic) => Appointment;
}): Tampered {
  return {
    around: {
      appointments: (store, simulated) => {
        const prepared = Promise.resolve(fault.before(simulated));
        const show = (appointment: Appointment): Appointment => fault.show(appointment, simulated);
        return {
          ...store,
          list: async (query) => {
            await prepared;
            return showListing(await store.list(query), show);
          },
          read: async (query) => {
            const appointment = await store.read(query);
            return appointment === null ? null : show(appointment);
          },
        };
      },
    },
  };
}

/** A listing of which each appointment is shown otherwise. */
export function showListing(
  listing: AppointmentListing,
  show: (appointment: Appointment) => Appointment,
): AppointmentListing {
  switch (listing.type) {
    case 'listed':
      return { ...listing, appointments: listing.appointments.map(show) };
    case 'changed':
      return { ...listing, changed: listing.changed.map(show) };
    case 'unchanged':
      return listing;
    default:
      return listing satisfies never;
  }
}

/** Loses the tasks of some kinds before reception sees them. */
export function losingTasks(...kinds: readonly TaskKind[]): Tampered {
  return {
    around: {
      store: (store) => ({
        ...store,
        commit: ({ tasks = [], ...commit }) =>
          store.commit({ ...commit, tasks: tasks.filter(({ kind }) => !kinds.includes(kind)) }),
      }),
    },
  };
}

/** Meets people otherwise than asked: gives the methods that do so. */
export function meeting(
  otherwise: (provider: VideoProvider, simulated: SimulatedClinic) => Partial<VideoProvider>,
): Tampered {
  return {
    around: { video: (provider, simulated) => ({ ...provider, ...otherwise(provider, simulated) }) },
  };
}

/** Makes two mistakes, each at ports of its own. */
export function both(one: Tampered, other: Tampered): Tampered {
  return { around: { ...one.around, ...other.around } };
}
