import { conversationMachine, intents, visitStates } from '@clinicarrivals/core';
import type { VisitState } from '@clinicarrivals/core';

/** One way on from a state: under a condition, what is ordered, and where it leads. */
export interface Branch {
  /** Empty when it holds always. */
  readonly condition: string;
  readonly orders: readonly string[];
  readonly next: string;
}

type StateNode = (typeof conversationMachine)['root'];
type Transition = NonNullable<ReturnType<StateNode['transitions']['get']>>[number];

/** Every event that the machine knows by name, and every intent. */
export const events: readonly string[] = [
  ...new Set([...conversationMachine.events, ...intents.map((intent) => `reply.${intent}`)]),
]
  .filter((event) => !event.endsWith('*'))
  .sort();

/** The events that change only what is still to be told. */
export const noticeEvents: readonly string[] = events.filter((event) => event === 'due.settle');

/** What a visit does in a state on an event: the branches in their order, the state's own before those of any state. */
export function branchesOf(state: VisitState, event: string): readonly Branch[] {
  const visit = nodeOf(conversationMachine.root, 'visit');
  const own = candidates(nodeOf(visit, state), event);
  const found: Branch[] = [];
  for (const transition of [...own, ...candidates(visit, event)]) {
    found.push(toBranch(transition, state));
    if (transition.guard === undefined) break;
  }
  return found;
}

/** Every state of a visit. */
export const states: readonly VisitState[] = visitStates;

function nodeOf(parent: StateNode, key: string): StateNode {
  const found = parent.states[key];
  if (found === undefined) throw new Error(`[draw-machine] the machine has no state ${key}`);
  return found;
}

/** The transitions of a node for an event: those that name it before those that take whatever is left. */
function candidates(node: StateNode, event: string): readonly Transition[] {
  const wildcard = `${event.slice(0, event.indexOf('.'))}.*`;
  return [...(node.transitions.get(event) ?? []), ...(node.transitions.get(wildcard) ?? [])];
}

function toBranch(transition: Transition, state: VisitState): Branch {
  return {
    condition: typeof transition.guard === 'string' ? toWords(transition.guard) : '',
    orders: transition.actions.flatMap(toOrder),
    next: transition.target?.[0]?.key ?? state,
  };
}

function toOrder(action: unknown): readonly string[] {
  if (typeof action === 'string') return [toWords(action)];
  if (typeof action !== 'object' || action === null || !('type' in action) || !('params' in action)) return [];
  const { type, params } = action;
  if (typeof params !== 'object' || params === null) return [];
  if (type === 'say' && 'template' in params) return [`\`${String(params.template)}\``];
  if (type === 'update' && 'change' in params) return [`PMS: ${String(params.change)}`];
  if (type === 'raise' && 'kind' in params) return [`task ${String(params.kind)}`];
  return [];
}

/** `isToday` reads as "is today". */
function toWords(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => ` ${letter.toLowerCase()}`);
}
