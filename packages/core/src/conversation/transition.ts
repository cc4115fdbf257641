import { createActor } from 'xstate';
import type { ActorScope, SnapshotFrom } from 'xstate';
import type { MachineEvent } from './event.ts';
import { conversationMachine } from './machine.ts';
import type { Order } from './orders.ts';
import type { ConversationState } from './state.ts';
import { order } from './vocabulary.ts';

type Snapshot = SnapshotFrom<typeof conversationMachine>;
type Scope = Omit<ActorScope<Snapshot, MachineEvent>, 'actionExecutor'>;

/** Makes one step of the machine: the state after an event, and the orders that the machine gives. Pure. */
export function makeStep(
  state: ConversationState,
  event: MachineEvent,
): { readonly next: Snapshot; readonly orders: readonly Order[] } {
  const orders: Order[] = [];
  const scope = {
    ...inertScope(),
    // Everything that the vocabulary names besides its assignments is an order.
    actionExecutor: (action: unknown) => void orders.push(action as Order),
  };
  return { next: conversationMachine.transition(snapshotOf(state), event, scope), orders };
}

/**
 * xstate's own `transition()` makes an actor for each call, and with it the initial state, which costs more than the step. The actor is
 * never started and holds nothing that a step could change, so one serves all. A test holds the two against each other.
 */
let inert: Scope | null = null;

function inertScope(): Scope {
  if (inert !== null) return inert;
  const self = createActor(conversationMachine, { input: undefined as never });
  inert = {
    self,
    id: '',
    sessionId: '',
    logger: order,
    defer: order,
    stopChild: order,
    emit: order,
    system: self.system,
  };
  return inert;
}

/** What a snapshot is besides its context depends on the two states alone. */
const bare = new Map<string, Snapshot>();

function snapshotOf(state: ConversationState): Snapshot {
  const { visit, notices, context } = state;
  const key = `${visit} ${notices}`;
  const known = bare.get(key) ?? conversationMachine.resolveState({ value: { visit, notices }, context });
  bare.set(key, known);
  return { ...known, context };
}
