import type { Appointment, AppointmentStore } from '@clinicarrivals/core';
import { anAppointment } from './bench-clinic.ts';

const dayMs = 24 * 60 * 60_000;

/** How far the visits of a run are. */
export interface Progress {
  begun: number;
  finished: number;
}

/** A PMS in memory in which a patient is booked whenever one has finished, so that always as many are in flight. */
export function createEndlessDay(
  options: { readonly visits: number; readonly inFlight: number },
  progress: Progress,
): AppointmentStore {
  const booked = new Map<string, Appointment>();
  let token = 0;
  const write = (id: string, change: Partial<Appointment>): Promise<Appointment> => {
    const before = booked.get(id);
    if (before === undefined) return Promise.reject(new Error('no such appointment'));
    const after = { ...before, ...change, readAt: Date.now() };
    booked.set(id, after);
    return Promise.resolve(after);
  };
  const book = (now: number): Appointment => {
    progress.begun += 1;
    const appointment = anAppointment(progress.begun, now);
    booked.set(appointment.id, appointment);
    return appointment;
  };
  return {
    abilities: { canMarkArrived: true, canSetTelehealth: true, canConfirm: true, canCancel: true, canUndoCancel: true },
    list: ({ token: asked, from }) => {
      const now = Date.now();
      token += 1;
      const next = String(token);
      if (asked === null) {
        return Promise.resolve({ type: 'listed', appointments: [], unusable: [], token: next, readAt: now });
      }
      const free = options.inFlight - (progress.begun - progress.finished);
      const wanted = now - from < dayMs ? Math.min(free, options.visits - progress.begun) : 0;
      if (wanted <= 0) return Promise.resolve({ type: 'unchanged', readAt: now });
      const changed = Array.from({ length: wanted }, () => book(now));
      return Promise.resolve({ type: 'changed', changed, gone: [], unusable: [], token: next, readAt: now });
    },
    read: ({ id }) => Promise.resolve(booked.get(id) ?? null),
    markArrived: ({ id }) => write(id, { status: 'arrived' }),
    setTelehealth: ({ id, modality }) => write(id, { modality }),
    clearTelehealth: ({ id }) => write(id, { modality: 'unknown' }),
    confirm: ({ id }) => write(id, { isConfirmed: true }),
    cancel: ({ id }) => write(id, { status: 'cancelled' }),
    undoCancel: ({ id }) => write(id, { status: 'booked' }),
  };
}
