import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

export const video = createFixedLinkProvider({
  links: {
    'practitioner-sharma': 'https://meet.example/dr-sharma',
    'practitioner-wong': 'telephone',
  },
  defaultLink: 'telephone',
});

video.link({ sessionId: 'session-1', practitionerId: 'practitioner-sharma', role: 'patient' });
// 'https://meet.example/dr-sharma'
video.link({ sessionId: 'session-2', practitionerId: 'practitioner-wong', role: 'patient' });
// null: the practitioner rings the patient
