import type { Simulation } from '../simulation/open-simulation.ts';

/** Finds out whose a room is, as somebody can who sees the PMS. */
export interface RoomReading {
  /** The appointment that the PMS links to the session; null for none. */
  appointmentOf(sessionId: string): string | null;
  /** A text whose links end before what is drawn anew each time, so that the same day reads the same. */
  withoutCodes(body: string): string;
}

/** Makes the reading of one simulated day. */
export function createRoomReading({ pms }: Pick<Simulation['simulated'], 'pms'>, joinUrl: string): RoomReading {
  return {
    appointmentOf: (sessionId) => {
      const link = `"${joinUrl}/${sessionId}`;
      const change = pms.changes
        .entries()
        .find(({ type, after }) => type === 'Appointment' && JSON.stringify(after).includes(link));
      return change?.id ?? null;
    },
    withoutCodes: (body) => body.split(`${joinUrl}/`).map(withoutCode).join(`${joinUrl}/`),
  };
}

function withoutCode(part: string, index: number): string {
  return index === 0 ? part : part.replace(/^[\w-]+/, '…');
}
