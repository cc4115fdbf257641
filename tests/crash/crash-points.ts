import type { AppointmentStore, Commit, ConversationStore, MessageGateway } from '@clinicarrivals/core';

/** The ports of an engine, as far as a crash between two of their calls matters. */
export interface VisitPorts {
  readonly appointments: AppointmentStore;
  readonly messages: MessageGateway;
  readonly store: ConversationStore;
}

/** A moment between two steps: what comes next, or what others have just done. */
export interface CrashPoint {
  /** How the name of the moment begins. */
  readonly label: string;
  /** The how many-th of those whose names begin so, from 1. */
  readonly nth: number;
}

/** Names the last of the moments that a process has passed. */
export function lastPoint(passed: readonly string[]): CrashPoint {
  const label = passed.at(-1) ?? '';
  return { label, nth: countLike(passed, label) };
}

/** Tells whether a process that has passed these moments stands at a crash point. */
export function isAt(passed: readonly string[], { label, nth }: CrashPoint): boolean {
  return passed.at(-1)?.startsWith(label) === true && countLike(passed, label) === nth;
}

function countLike(passed: readonly string[], label: string): number {
  return passed.filter((other) => other.startsWith(label)).length;
}

/** What happens to a process at such a moment: it is killed, or stands still until it is told to go on. */
export interface Mishap {
  readonly type: 'dies' | 'stalls';
  readonly at: CrashPoint;
}

/** Is told of each moment between two steps; the next step waits for it. */
export type Pass = (label: string) => Promise<void>;

/**
 * Tells of the moment before each step that changes something durable, and for what others do also of the moment after it: they have
 * done it, and we have not heard. After a commit is before the next step.
 */
export function withCrashPoints({ appointments, messages, store }: VisitPorts, pass: Pass): VisitPorts {
  /** One step of somebody else's, with the moments on both sides of it. */
  const around = async <T>(label: string, step: () => Promise<T>): Promise<T> => {
    await pass(`before ${label}`);
    const done = await step();
    await pass(`after ${label}`);
    return done;
  };
  const { scheduling } = messages;
  let isLeading = false;
  return {
    appointments: {
      ...appointments,
      markArrived: (query) => around('the PMS marks arrived', () => appointments.markArrived(query)),
      setTelehealth: (query) => around('the PMS sets telehealth', () => appointments.setTelehealth(query)),
      clearTelehealth: (query) => around('the PMS clears telehealth', () => appointments.clearTelehealth(query)),
    },
    messages: {
      ...messages,
      send: (message) => around('the gateway takes a text', () => messages.send(message)),
      ...(scheduling === undefined
        ? {}
        : {
            scheduling: {
              ...scheduling,
              schedule: (message) => around('the gateway takes a copy', () => scheduling.schedule(message)),
              withdraw: (query) => around('the gateway gives a copy back', () => scheduling.withdraw(query)),
            },
          }),
    },
    store: {
      ...store,
      commit: async (commit) => {
        await pass(`before the commit of ${describeCommit(commit)}`);
        return store.commit(commit);
      },
      // To renew a lease changes nothing for others.
      acquireLease: async (query) => {
        const take = (): Promise<boolean> => store.acquireLease(query);
        isLeading = await (isLeading ? take() : around('the lease is taken', take));
        return isLeading;
      },
    },
  };
}

/** Says what a commit is about, so that a crash point can be named. */
function describeCommit({ inbox = [], inboxChanges = [], conversations = [], effects = [], ...rest }: Commit): string {
  const { effectChanges = [], tasks = [], documents = [], threads = [] } = rest;
  const parts = {
    'a message': inbox.length > 0,
    'an outcome': inboxChanges.length > 0,
    'a decision': conversations.length > 0,
    'an effect': effects.some(({ status }) => status === 'waiting'),
    'a claim': [...effects, ...effectChanges.map(({ set }) => set)].some(({ status }) => status === 'claimed'),
    'what left': effectChanges.some(({ set }) => typeof set.gatewayId === 'string'),
    'a doubt': effectChanges.some(({ set }) => set.status === 'in-doubt'),
    'a receipt': effectChanges.some(({ from, set }) => from === 'done' && set.delivery !== undefined),
    'a write': effectChanges.some(({ from, set }) => from === 'waiting' && set.status === 'done'),
    'a task': tasks.length > 0,
    'a copy': documents.some(({ kind }) => kind === 'ahead'),
  };
  const named = Object.entries(parts).flatMap(([part, isThere]) => (isThere ? [part] : []));
  const other = [documents.length > 0 ? 'a document' : '', threads.length > 0 ? 'a thread' : '', 'something'].find(
    Boolean,
  );
  return named.length === 0 ? String(other) : named.join(' and ');
}

/** Ports whose calls are counted. */
export interface Counted {
  readonly ports: VisitPorts;
  /** Resolves when no call has been under way for some turns of the event loop. */
  readonly idle: () => Promise<void>;
}

/** Counts the calls of all ports that are under way, so that whoever waits for an engine knows when it rests. */
export function withCount({ appointments, messages, store }: VisitPorts): Counted {
  let underWay = 0;
  const count = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]): Promise<unknown> => {
          underWay += 1;
          try {
            // What is called is the port's own method, with what its caller has given.
            return await (member as (...values: unknown[]) => unknown)(...given);
          } finally {
            underWay -= 1;
          }
        };
      },
    });
  const restingTurns = 20;
  return {
    ports: { appointments: count(appointments), messages: count(messages), store: count(store) },
    idle: async () => {
      for (let resting = 0; resting < restingTurns; resting = underWay === 0 ? resting + 1 : 0) {
        await new Promise(setImmediate);
      }
    },
  };
}
