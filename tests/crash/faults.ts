import type { Commit, ConversationStore, EffectChange } from '@clinicarrivals/core';
import type { VisitPorts } from './crash-points.ts';

type CommitOnce = ConversationStore['commit'];
type Tamper = (ports: VisitPorts) => VisitPorts;

/** Commits otherwise than asked. */
function committing(commitWith: (commit: CommitOnce, asked: Commit) => ReturnType<CommitOnce>): Tamper {
  return (ports) => ({
    ...ports,
    store: { ...ports.store, commit: (asked) => commitWith((other) => ports.store.commit(other), asked) },
  });
}

/** Writes some parts of a commit before the others. */
function tearing(pick: (asked: Commit) => Commit | null): Tamper {
  return committing(async (commit, asked) => {
    const first = pick(asked);
    if (first === null) return commit(asked);
    const result = await commit(first);
    if (result === 'conflict') return result;
    const rest = Object.entries(asked).filter(([part]) => !(part in first));
    return commit(Object.fromEntries(rest));
  });
}

const isClaimed = ({ status }: { readonly status?: string }): boolean => status === 'claimed';

/** Hands texts over first and stores their claims with whatever is stored next. */
function claimingLate(isClaim: (asked: Commit) => boolean): Tamper {
  const held: Commit[] = [];
  return committing(async (commit, asked) => {
    if (isClaim(asked)) {
      held.push(asked);
      return 'committed';
    }
    for (const late of held.splice(0)) await commit(late);
    return commit(asked);
  });
}

const isClaimOfText = ({ effectChanges = [] }: Commit): boolean => effectChanges.some(({ set }) => isClaimed(set));
const isClaimOfCopy = ({ conversations = [], documents = [] }: Commit): boolean =>
  conversations.length > 0 && documents.some(({ kind, value }) => kind === 'ahead' && value !== null);

/** Says that the gateway has given a copy back, and leaves it where it is. */
function withdrawingNothing({ messages, ...ports }: VisitPorts): VisitPorts {
  const { scheduling } = messages;
  if (scheduling === undefined) return { ...ports, messages };
  return { ...ports, messages: { ...messages, scheduling: { ...scheduling, withdraw: async () => 'withdrawn' } } };
}

/** Changes what is written about rows of the outbox. */
function changingEffects(change: (asked: EffectChange) => EffectChange): Tamper {
  return committing((commit, asked) =>
    commit(asked.effectChanges === undefined ? asked : { ...asked, effectChanges: asked.effectChanges.map(change) }),
  );
}

/** Says that the PMS has marked an arrival, and forgets to tell it. */
function markingNowhere({ appointments, ...ports }: VisitPorts): VisitPorts {
  return {
    ...ports,
    appointments: {
      ...appointments,
      markArrived: async ({ id }) => {
        const appointment = await appointments.read({ id });
        return appointment === null ? appointments.markArrived({ id }) : { ...appointment, status: 'arrived' };
      },
    },
  };
}

const faults = {
  // Made where the process takes what is pushed to it.
  'a text is acknowledged before it is stored': () => (ports: VisitPorts) => ports,
  'the gateway is read on before its messages are stored': () =>
    tearing(({ inbox = [], documents }) => (inbox.length === 0 || documents === undefined ? null : { documents })),
  'a message is dealt with before what follows from it is stored': () =>
    tearing(({ inbox = [], inboxChanges = [], effects = [] }) =>
      inboxChanges.length === 0 || effects.length === 0 ? null : { inbox, inboxChanges },
    ),
  'a decision is stored before its effects': () =>
    tearing(({ effects = [], ...asked }) => (effects.length === 0 ? null : asked)),
  'a text leaves before its claim is stored': () => claimingLate(isClaimOfText),
  'a copy is handed over before its claim is stored': () => claimingLate(isClaimOfCopy),
  'a copy is taken for withdrawn and is not': () => withdrawingNothing,
  'a text is noted as sent before it leaves': () =>
    changingEffects((asked) => ({
      ...asked,
      from: asked.from === 'claimed' ? 'done' : asked.from,
      set: isClaimed(asked.set) ? { ...asked.set, status: 'done', delivery: 'accepted' } : asked.set,
    })),
  'a text that is in doubt is sent again': () =>
    changingEffects((asked) =>
      asked.set.status === 'in-doubt' ? { ...asked, set: { ...asked.set, status: 'waiting' } } : asked,
    ),
  'a text that is in doubt is looked up nowhere': () => (ports: VisitPorts) => ({
    ...ports,
    messages: { ...ports.messages, lookUp: () => Promise.resolve(null) },
  }),
  'an arrival is noted and not written': () => markingNowhere,
  'a conflict is taken for success': () =>
    committing(async (commit, asked) => {
      await commit(asked);
      return 'committed';
    }),
} satisfies Record<string, () => Tamper>;

/** A mistake that an engine could have. */
export type FaultName = keyof typeof faults;

/**
 * Builds a mistake into an engine, as something put around its ports. A test of crashes is worth no more than what it sees of such
 * mistakes.
 *
 * @param fault null for none
 */
export function withFault(ports: VisitPorts, fault: FaultName | null): VisitPorts {
  return fault === null ? ports : faults[fault]()(ports);
}
