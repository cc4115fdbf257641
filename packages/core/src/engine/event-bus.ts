import type { AppointmentAspect, AppointmentEventKind } from '../appointment-event.ts';
import type { Intent } from '../conversation/intent.ts';
import type { VisitState } from '../conversation/state.ts';
import type { TemplateName } from '../conversation/template-name.ts';
import type { InboundOutcome } from '../ports/conversation-store/records.ts';
import type { Task } from '../task.ts';

/** What an application can listen to. Told after it is durable. No event carries a name, a number or a text. */
export interface ArrivalsEvents {
  /** What has happened to an appointment in the PMS, whatever the way it was learned, once. */
  readonly 'appointment-event': {
    readonly at: number;
    readonly appointmentId: string;
    readonly kind: AppointmentEventKind;
    readonly changed: readonly AppointmentAspect[];
  };
  readonly 'conversation-changed': {
    readonly at: number;
    readonly appointmentId: string;
    readonly from: VisitState;
    readonly to: VisitState;
    readonly reason: string;
  };
  readonly 'text-sent': {
    readonly at: number;
    readonly effectId: string;
    readonly appointmentId: string | null;
    readonly template: TemplateName;
  };
  readonly 'text-dropped': {
    readonly at: number;
    readonly effectId: string;
    readonly appointmentId: string | null;
    readonly template: TemplateName;
    readonly reason: string;
  };
  readonly 'reply-handled': {
    readonly at: number;
    readonly gatewayId: string;
    readonly appointmentId: string | null;
    readonly intent: Intent | null;
    readonly outcome: InboundOutcome;
  };
  readonly 'task-raised': { readonly at: number; readonly task: Task };
  readonly 'health-changed': { readonly at: number; readonly part: string; readonly isUp: boolean };
}

/** The name of one of {@link ArrivalsEvents}. */
export type ArrivalsEventName = keyof ArrivalsEvents;

/** Tells listeners what happened. */
export interface EventBus {
  on<Name extends ArrivalsEventName>(name: Name, listener: (event: ArrivalsEvents[Name]) => void): () => void;
  emit<Name extends ArrivalsEventName>(name: Name, event: ArrivalsEvents[Name]): void;
}

type Listeners = { [Name in ArrivalsEventName]: Set<(event: ArrivalsEvents[Name]) => void> };

/**
 * Makes the bus.
 *
 * @param onError is told of a listener that throws; the others are served
 */
export function createEventBus(onError: (error: unknown) => void): EventBus {
  const listeners: Listeners = {
    'appointment-event': new Set(),
    'conversation-changed': new Set(),
    'text-sent': new Set(),
    'text-dropped': new Set(),
    'reply-handled': new Set(),
    'task-raised': new Set(),
    'health-changed': new Set(),
  };
  return {
    on: (name, listener) => {
      listeners[name].add(listener);
      return () => {
        listeners[name].delete(listener);
      };
    },
    emit: (name, event) => {
      for (const listener of listeners[name]) {
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
  };
}
