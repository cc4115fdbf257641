import { describe, expect, it } from 'vitest';
import { createActor, transition } from 'xstate';
import { createClinicCalendar } from '../clinic-calendar.ts';
import { defaultSettings } from '../clinic-settings.ts';
import { aConversation } from '../testing/conversation-store/records.ts';
import { aVisit } from '../testing/one-visit.ts';
import type { MachineEvent, MachineEventBody } from './event.ts';
import { pmsChanges, timerNames } from './event.ts';
import { intents } from './intent.ts';
import { conversationMachine } from './machine.ts';
import { visitStates } from './state.ts';
import { makeStep } from './transition.ts';

const bodies: readonly MachineEventBody[] = [
  ...pmsChanges.map((change) => ({ type: `pms.${change}` }) as const),
  ...intents.map((intent) => ({ type: `reply.${intent}` }) as const),
  ...timerNames.map((timer) => ({ type: `due.${timer}` }) as const),
];

describe('makeStep', () => {
  it('gives the state and the orders that xstate’s own transition gives, for every state and event', () => {
    const { state } = aConversation();
    const startAt = state.context.appointment.startAt;
    for (const visit of visitStates) {
      for (const body of bodies) {
        const event: MachineEvent = {
          ...body,
          now: startAt - 60_000,
          clinic: { id: 'c', name: 'Clinic', phone: '1', timeZone: 'Australia/Melbourne', country: 'AU' },
          settings: defaultSettings,
          calendar: createClinicCalendar({ timeZone: 'Australia/Melbourne', dayEndsAt: '03:00' }),
          practitioner: { id: 'p', name: 'Dr', takesPart: true, takesVideo: true, room: '' },
          hasVideoLink: true,
          canUndoCancel: true,
          family: [],
          visit: { hasPartInPerson: false, isCalledIn: false },
          isBaseline: false,
          changedAt: startAt - 60_000,
          isSessionJoined: null,
          from: null,
          isSure: false,
          textDecidedAt: null,
          roomStartAt: null,
          isPatientHere: false,
        };
        const own = makeStep({ ...state, visit }, event);
        const before = conversationMachine.resolveState({
          value: { visit, notices: state.notices },
          context: state.context,
        });
        const [next, actions] = transition(conversationMachine, before, event);
        expect(own.next.value).toEqual(next.value);
        expect(own.next.context).toEqual(next.context);
        expect(own.orders.map(({ type, params }) => ({ type, params }))).toEqual(
          actions.map(({ type, params }) => ({ type, params })),
        );
      }
    }
  });

  it('orders are data: an actor that runs the machine does nothing by them', () => {
    const { state } = aConversation();
    const own = aVisit({ visit: 'upcoming', context: state.context });
    const actor = createActor(conversationMachine, { input: own.state.context }).start();
    const nothing = {
      changedAt: null,
      isSessionJoined: null,
      from: null,
      isSure: false,
      textDecidedAt: null,
      roomStartAt: null,
    } as const;
    actor.send({ type: 'pms.gone', ...own.circumstances(), ...nothing, isBaseline: false, isPatientHere: false });
    expect(actor.getSnapshot().value).toEqual({ visit: 'closed', notices: 'quiet' });
  });
});
