import { describe, expect, it } from 'vitest';
import { conversationMachine } from './machine.ts';
import { visitStates } from './state.ts';

type StateNode = (typeof conversationMachine)['root'];

/** What a state, or the visit for all of its states, does on each event that it names. */
function stepsOf(node: StateNode): readonly { readonly event: string; readonly reasons: readonly string[] }[] {
  return [...node.transitions].flatMap(([event, transitions]) =>
    transitions.map(({ actions }) => ({ event, reasons: actions.flatMap(toReasons) })),
  );
}

function toReasons(action: unknown): readonly string[] {
  if (typeof action !== 'object' || action === null || !('type' in action) || !('params' in action)) return [];
  const { type, params } = action;
  if (type !== 'note' || typeof params !== 'object' || params === null || !('reason' in params)) return [];
  return [String(params.reason)];
}

function nodeOf(parent: StateNode, key: string): StateNode {
  const found = parent.states[key];
  if (found === undefined) throw new Error(`the machine has no state ${key}`);
  return found;
}

describe('the machine', () => {
  const visit = nodeOf(conversationMachine.root, 'visit');

  it.each([...visitStates, 'any state'])('gives reception a reason in words for whatever it does in %s', (state) => {
    const steps = stepsOf(state === 'any state' ? visit : nodeOf(visit, state));
    expect(steps.length).toBeGreaterThan(0);
    for (const { event, reasons } of steps) {
      expect(reasons, `${event} has a reason`).not.toEqual([]);
      for (const reason of reasons) expect(reason, event).toMatch(/^[a-z]+\W+\w+/iu);
    }
  });
});
