import type { Wording } from '../wording.ts';

const callUs = 'please call {{ Clinic.phone }}.';
const when = '{{ Appointment.start.date }} at {{ Appointment.start.time }}';
const withWhom = 'with {{ Practitioner.name }}';

/**
 * The English texts that come with the product.
 *
 * Each says who writes, what to do, and the word to reply with; each is made of GSM-7 characters alone and aims at one or
 * two segments. None invites a bare word by which carriers opt people out.
 */
export const englishWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, you are booked ${withWhom} on ${when}. On the day we will text you ` +
    'what to do before you come in. Questions? Call {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: your appointment ${withWhom} on ${when} is cancelled. ` +
    `{% if undoMinutes %}A mistake? Reply "undo" within {{ undoMinutes }} minutes. {% endif %}To book again, ${callUs}`,
  UnknownPhone:
    '{{ Clinic.name }}: thanks for your message. We cannot match this number to an appointment, ' + `so ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: this number has several appointments and we cannot tell which one you mean, so ${callUs}`,
  Unexpected:
    '{{ Clinic.name }}: sorry, we did not understand. The appointment we have for this number is on ' +
    `${when}{% if Appointment.status == 'cancelled' %} and is cancelled` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} and is marked as arrived{% elsif Appointment.status == 'noshow' %} and is marked as missed" +
    `{% endif %}. For help, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, you see {{ Practitioner.name }} on ${when}. ` +
    'Would you like to meet by video instead of coming in? ' +
    'Reply "yes" for video or "no" to come in.',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, you see {{ Practitioner.name }} on ${when}. ` +
    'When you get here, stay in your car or outside and reply "arrived". ' +
    'We will text you when to come in.',
  ScreeningYesToVideo:
    '{{ Clinic.name }}: thank you, you will see {{ Practitioner.name }} by video at {{ Appointment.start.time }}. ' +
    'We will text you how to join shortly before. If you would rather come in, reply "no".',
  ScreeningNoToVideo:
    '{{ Clinic.name }}: thank you, see you at {{ Appointment.start.time }}. When you get here, stay in your car or ' +
    'outside and reply "arrived". We will text you when to come in.',
  ScreeningDontUnderstand:
    '{{ Clinic.name }}: sorry, we did not understand. Please reply "yes" to see the doctor by video or "no" to come in. ' +
    'Or call {{ Clinic.phone }}.',

  VideoWelcome:
    `{{ Clinic.name }}: {{ Patient.firstName }}, on ${when} you see {{ Practitioner.name }} by video or phone. ` +
    'We will text you how to join shortly before. If you would rather come in, reply "no".',
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}{{ Practitioner.name }} will meet you by video here: {{ url }} ' +
    'Please open it now{% else %}{{ Practitioner.name }} will ring you on this number. Keep your phone close{% endif %} ' +
    'and reply "ready".',
  VideoThanks: '{{ Clinic.name }}: thank you, {{ Practitioner.name }} knows you are ready and will be with you soon.',
  VideoDontUnderstand:
    '{{ Clinic.name }}: sorry, we did not understand. Please reply "ready" when you are ready to talk to the doctor. ' +
    'Or call {{ Clinic.phone }}.',

  ArrivedThanks:
    '{{ Clinic.name }}: thank you, we know you are here. Please wait in your car or outside, and we will text you when ' +
    '{{ Practitioner.name }} is ready for you.',
  ArrivingDontUnderstand:
    '{{ Clinic.name }}: sorry, we did not understand. Please reply "arrived" when you are at the clinic. ' +
    'Or call {{ Clinic.phone }}.',
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} is ready for you. Please come in now. {{ room }}',

  Booked:
    `{{ Clinic.name }}: {{ Patient.firstName }}, you are booked ${withWhom} on ${when}. ` +
    'Reply 1 to confirm, 2 if you cannot come.',
  Rescheduled:
    `{{ Clinic.name }}: your appointment ${withWhom} is now on ${when}` +
    '{% if Appointment.previousStart.date %}, no longer on {{ Appointment.previousStart.date }} at ' +
    `{{ Appointment.previousStart.time }}{% endif %}. If this does not suit, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: your appointment on ${when} has changed. It is ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Questions? Call {{ Clinic.phone }}.`,
  Confirmed: `{{ Clinic.name }}: thank you, your appointment ${withWhom} on ${when} is confirmed.`,
  NoShow: `{{ Clinic.name }}: we missed you at your appointment on ${when}. To book again, ${callUs}`,
  Reminder:
    `{{ Clinic.name }}: {{ Patient.firstName }}, a reminder that you see {{ Practitioner.name }} on ${when}. ` +
    'Reply 1 to confirm, 2 if you cannot come.',

  FamilyReminder:
    '{{ Clinic.name }}: a reminder of your appointments on {{ Appointment.start.date }}' +
    '{% if choices %}: {{ choices }}{% endif %}. ' +
    'Reply 1 to confirm all of them, 2 if one of you cannot come.',

  WhichAppointment:
    '{{ Clinic.name }}: which appointment do you mean? Reply with the number, or "both" for all of them: {{ choices }}',
  Received: '{{ Clinic.name }}: we have your message. If nobody contacts you within 10 minutes, ' + callUs,
  Emergency:
    'This line is not watched. If this is an emergency, ring your emergency number now. ' +
    'For {{ Clinic.name }} call {{ Clinic.phone }}.',
  AtClinicOrPhone: '{{ Clinic.name }}: are you at the clinic, or at your phone? Reply "clinic" or "phone".',
  ConfirmCancel:
    `{{ Clinic.name }}: do you want to cancel the appointment of {{ Patient.firstName }} on ${when}? ` +
    'Reply "yes cancel" to cancel it or "no" to keep it.',
};
