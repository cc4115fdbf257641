import type { Finding, Rule } from '../violation.ts';

/** Nobody is in the room of another patient. */
export const patientInAnotherRoom: Rule = {
  name: 'patient-in-another-room',
  promise: 'P4',
  check: (day) =>
    day.video.calls.flatMap(({ at, who, appointment, sessionId }): Finding[] => {
      if (who !== 'patient' || sessionId === null) return [];
      const owners = day.video.appointmentsOf(sessionId);
      if (owners.length === 0 || owners.includes(appointment)) return [];
      const evidence = `the patient of ${appointment} is in the room of ${owners.join(' and ')}`;
      return [{ at, appointment, evidence }];
    }),
};

/** The practitioner's link, which the PMS shows, is in no text: who has it could come in as the practitioner. */
export const practitionerLinkInText: Rule = {
  name: 'practitioner-link-in-text',
  promise: 'P4',
  check: (day) => {
    const links = new Set(day.appointments.flatMap((id) => day.versions(id).map(({ link }) => link)));
    return day.out.flatMap((text): Finding[] =>
      day.video.linksIn(text.body).some((link) => links.has(link))
        ? [{ at: text.at, appointment: text.about[0] ?? null, evidence: `${text.sid} has the practitioner's link` }]
        : [],
    );
  },
};
