import type { VideoProvider } from '@clinicarrivals/core';
import type { SimulatedClinic } from '@clinicarrivals/simulator';
import type { PlantedFault } from './planted-faults.ts';
import { both, delaying, losingTasks, meeting, telehealthOtherwise } from './tampering.ts';

const invite = /will meet you by video here/;

/** The mistakes that can be made with consultations by video. */
export const plantedVideoFaults: readonly PlantedFault[] = [
  {
    name: 'the doctor who opens the room counts as the patient',
    rule: 'arrived-without-joining',
    options: meeting((provider) => ({
      participants: async (query) =>
        (await participantsOf(provider, query)).map((participant) => ({ ...participant, role: 'patient' })),
    })),
  },
  {
    name: 'nobody sees who is in a room',
    rule: 'unseen-in-room',
    options: meeting(() => ({ participants: () => Promise.resolve([]) })),
  },
  {
    name: 'a wish to be rung reaches neither the PMS nor reception',
    rule: 'call-not-passed-on',
    options: both(
      telehealthOtherwise(async (store, change) => {
        const appointment = change.modality === 'phone' ? await store.read(change) : null;
        return appointment === null ? store.setTelehealth(change) : { ...appointment, modality: 'phone' };
      }),
      losingTasks('wants-to-be-rung', 'not-in-session'),
    ),
  },
  {
    name: 'a patient is given the link to the room of another',
    rule: 'patient-in-another-room',
    options: meeting((provider) => {
      const opened: string[] = [];
      return {
        open: async (session) => {
          await provider.open(session);
          opened.push(session.sessionId);
        },
        link: (query) => {
          const other = opened.findLast((sessionId) => sessionId !== query.sessionId);
          return provider.link(query.role === 'patient' ? { ...query, sessionId: other ?? query.sessionId } : query);
        },
      };
    }),
  },
  {
    name: "a patient is given the practitioner's link",
    rule: 'practitioner-link-in-text',
    options: meeting((provider) => ({ link: (query) => provider.link({ ...query, role: 'practitioner' }) })),
  },
  {
    name: 'an invitation leaves minutes after reception has made the visit one in person',
    rule: 'link-for-no-video',
    options: both(
      delaying(invite, 2),
      meeting((provider, simulated) => ({
        open: async (session) => {
          await provider.open(session);
          simulated.pms.controls.setTelehealth(findAppointment(simulated, session.sessionId), 'in-person');
        },
      })),
    ),
  },
  {
    name: 'a room that could not be made is taken for open',
    rule: 'link-without-room',
    options: meeting(() => ({ open: () => Promise.resolve() })),
  },
  {
    name: 'rooms are never closed',
    rule: 'room-left-open',
    options: meeting(() => ({ close: () => Promise.resolve() })),
  },
  {
    name: 'a room is closed on the people in it',
    rule: 'room-closed-on-people',
    options: meeting((provider) => {
      const closed = new Set<string>();
      return {
        participants: async (query) => {
          const people = await participantsOf(provider, query);
          for (const { sessionId } of people) {
            if (!closed.has(sessionId)) await provider.close({ sessionId });
            closed.add(sessionId);
          }
          return people;
        },
      };
    }),
  },
];

function participantsOf(
  provider: VideoProvider,
  query: { readonly sessionIds: readonly string[] },
): ReturnType<NonNullable<VideoProvider['participants']>> {
  return provider.participants?.(query) ?? Promise.resolve([]);
}

/** The appointment whose practitioner the PMS gives the link to a session. */
function findAppointment({ pms }: SimulatedClinic, sessionId: string): string {
  const appointment = pms.controls.appointments().find((other) => JSON.stringify(other).includes(`/${sessionId}`));
  return appointment?.id ?? '';
}
