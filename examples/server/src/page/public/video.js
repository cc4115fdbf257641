import { ask, attempt, byId, make, say, setText, timeOf } from './dom.js';

const links = [
  { role: 'guest', whose: 'a guest’s link', label: 'For family or an interpreter:' },
  { role: 'patient', whose: 'the patient’s link', label: 'For the patient alone:' },
];

/** Says who is in the room, in a few words each. */
export function presenceFlags(video) {
  if (video === null) return [];
  const { patientInSince, practitionerInSince, patientLeftAt } = video;
  return [
    ...(patientInSince === null ? [] : [`in the room since ${timeOf(patientInSince)}`]),
    ...(patientLeftAt === null ? [] : [`left the room at ${timeOf(patientLeftAt)}`]),
    ...(practitionerInSince === null ? [] : ['doctor in the room']),
  ];
}

/** Shows how a consultation by video stands, and gives out links to it. */
export function createVideo({ chosenId }) {
  let isSimulated = false;
  let shownId = null;

  const give = async ({ role, label }) => {
    const { link } = await ask('/api/video-link', { appointmentId: chosenId(), role });
    if (link === null) throw new Error('There is no link: the visit is over, in person or by telephone.');
    byId('video-link').hidden = false;
    setText(byId('video-link-label'), label);
    const field = byId('video-link-text');
    field.value = link;
    field.focus();
    field.select();
    // Browsers give the clipboard to https and to this machine only.
    const isCopied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    say(isCopied === true ? 'The link is copied.' : 'Copy the link from the field.');
  };
  const open = async (role) => {
    const { link } = await ask('/api/video-link', { appointmentId: chosenId(), role });
    if (link === null) throw new Error('There is no link: the visit is over, in person or by telephone.');
    globalThis.open(link, '_blank', 'noreferrer');
  };
  byId('video-links').append(
    ...links.map((entry) =>
      make('button', { type: 'button', onclick: () => attempt(() => give(entry)) }, `Copy ${entry.whose}`),
    ),
    ...['patient', 'practitioner'].map((role) =>
      make(
        'button',
        { type: 'button', class: 'simulated', onclick: () => attempt(() => open(role)) },
        role === 'patient' ? 'Join as the patient' : 'Join as the doctor',
      ),
    ),
  );

  return {
    show: ({ id, patient, practitioner, video }, { mode }) => {
      isSimulated = mode === 'simulation';
      byId('video').hidden = video === null;
      if (id !== shownId) byId('video-link').hidden = true;
      shownId = id;
      if (video === null) return;
      setText(byId('video-presence'), describe({ patient, practitioner, video }));
      byId('video-links').hidden = video.isByTelephone;
      for (const button of byId('video-links').querySelectorAll('.simulated')) button.hidden = !isSimulated;
    },
  };
}

function describe({ patient, practitioner, video }) {
  if (video.isByTelephone) return `${practitioner} rings the patient.`;
  const { patientInSince, practitionerInSince, patientLeftAt } = video;
  const sayWho = (name, since, leftAt) => {
    if (since !== null) return `${name} is in the room since ${timeOf(since)}.`;
    return leftAt === null ? `${name} is not in the room.` : `${name} left the room at ${timeOf(leftAt)}.`;
  };
  return `${sayWho(patient, patientInSince, patientLeftAt)} ${sayWho(practitioner, practitionerInSince, null)}`;
}
