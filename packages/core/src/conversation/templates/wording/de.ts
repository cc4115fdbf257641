import type { Wording } from '../wording.ts';

const callUs = 'rufen Sie bitte {{ Clinic.phone }} an.';
const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = 'bei {{ Practitioner.name }}';

/** The German texts that come with the product, for Germany, Austria and Switzerland; made of GSM-7 characters alone. */
export const germanWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, Sie haben einen Termin ${withWhom}: ${when}. An dem Tag schreiben wir ` +
    'Ihnen, was vor dem Besuch zu tun ist. Fragen? Telefon {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: Ihr Termin ${withWhom} (${when}) ist abgesagt. ` +
    '{% if undoMinutes %}Ein Versehen? Antworten Sie binnen {{ undoMinutes }} Minuten mit "rückgängig". {% endif %}' +
    `Für einen neuen Termin ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: danke für Ihre Nachricht. Zu dieser Nummer finden wir keinen Termin: ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: zu dieser Nummer gibt es mehrere Termine, und wir wissen nicht, welchen Sie meinen: ${callUs}`,
  Unexpected:
    '{{ Clinic.name }}: das haben wir leider nicht verstanden. Zu dieser Nummer kennen wir den Termin ' +
    `${when}{% if Appointment.status == 'cancelled' %}; er ist abgesagt` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}; Ihre Ankunft ist vermerkt{% elsif Appointment.status == 'noshow' %}; er gilt als versäumt" +
    `{% endif %}. Wenn Sie Hilfe brauchen, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, Ihr Termin ${withWhom}: ${when}. ` +
    'Möchten Sie lieber per Video sprechen, statt zu kommen? ' +
    'Antworten Sie "ja" für Video oder "nein", wenn Sie kommen.',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, Ihr Termin ${withWhom}: ${when}. ` +
    'Wenn Sie hier sind, bleiben Sie im Auto oder draußen und antworten Sie "bin da". ' +
    'Wir schreiben Ihnen, wann Sie hereinkommen können.',
  ScreeningYesToVideo:
    '{{ Clinic.name }}: danke, Sie sprechen {{ Practitioner.name }} um {{ Appointment.start.time }} per Video. ' +
    'Kurz vorher schreiben wir Ihnen, wie das geht. Wenn Sie lieber kommen, antworten Sie "nein".',
  ScreeningNoToVideo:
    '{{ Clinic.name }}: danke, bis {{ Appointment.start.time }}. Wenn Sie hier sind, bleiben Sie im Auto oder draußen ' +
    'und antworten Sie "bin da". Wir schreiben Ihnen, wann Sie hereinkommen können.',
  ScreeningDontUnderstand:
    '{{ Clinic.name }}: das haben wir leider nicht verstanden. Antworten Sie bitte "ja" für Video oder "nein", wenn Sie ' +
    'kommen. Oder Telefon {{ Clinic.phone }}.',

  VideoWelcome:
    `{{ Clinic.name }}: {{ Patient.firstName }}, Ihr Termin ${withWhom} (${when}) ist per Video oder Telefon. ` +
    'Kurz vorher schreiben wir Ihnen, wie das geht. Wenn Sie lieber kommen, antworten Sie "nein".',
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}{{ Practitioner.name }} spricht Sie hier per Video: {{ url }} ' +
    'Öffnen Sie das bitte jetzt{% else %}{{ Practitioner.name }} ruft Sie auf dieser Nummer an. Halten Sie das Telefon bereit{% endif %} ' +
    'und antworten Sie "bereit".',
  VideoThanks: '{{ Clinic.name }}: danke, {{ Practitioner.name }} weiß, dass Sie bereit sind, und ist bald für Sie da.',
  VideoDontUnderstand:
    '{{ Clinic.name }}: das haben wir leider nicht verstanden. Antworten Sie bitte "bereit", wenn Sie sprechen können. ' +
    'Oder Telefon {{ Clinic.phone }}.',

  ArrivedThanks:
    '{{ Clinic.name }}: danke, wir wissen, dass Sie da sind. Warten Sie bitte im Auto oder draußen; wir schreiben Ihnen, ' +
    'sobald {{ Practitioner.name }} Zeit für Sie hat.',
  ArrivingDontUnderstand:
    '{{ Clinic.name }}: das haben wir leider nicht verstanden. Antworten Sie bitte "bin da", wenn Sie hier sind. ' +
    'Oder Telefon {{ Clinic.phone }}.',
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} hat jetzt Zeit für Sie. Bitte kommen Sie herein. {{ room }}',

  Booked:
    `{{ Clinic.name }}: {{ Patient.firstName }}, Sie haben einen Termin ${withWhom}: ${when}. ` +
    'Antworten Sie 1 zum Bestätigen, 2, wenn Sie nicht kommen können.',
  Rescheduled:
    `{{ Clinic.name }}: Ihr Termin ${withWhom} ist jetzt ${when}` +
    '{% if Appointment.previousStart.date %}, nicht mehr {{ Appointment.previousStart.date }}, ' +
    `{{ Appointment.previousStart.time }}{% endif %}. Wenn das nicht passt, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: Ihr Termin ${when} hat sich geändert. Er ist ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Fragen? Telefon {{ Clinic.phone }}.`,
  Confirmed: `{{ Clinic.name }}: danke, Ihr Termin ${withWhom} (${when}) ist bestätigt.`,
  NoShow: `{{ Clinic.name }}: wir haben Sie zu Ihrem Termin vermisst: ${when}. Für einen neuen ${callUs}`,
  Reminder:
    `{{ Clinic.name }}: {{ Patient.firstName }}, wir erinnern an Ihren Termin ${withWhom}: ${when}. ` +
    'Antworten Sie 1 zum Bestätigen, 2, wenn Sie nicht kommen können.',
  FamilyReminder:
    '{{ Clinic.name }}: wir erinnern an Ihre Termine: {{ Appointment.start.date }}' +
    '{% if choices %}, {{ choices }}{% endif %}. ' +
    'Antworten Sie 1, um alle zu bestätigen, 2, wenn jemand nicht kommen kann.',

  WhichAppointment:
    '{{ Clinic.name }}: welchen Termin meinen Sie? Antworten Sie mit der Nummer oder mit "alle": {{ choices }}',
  Received: `{{ Clinic.name }}: wir haben Ihre Nachricht. Wenn sich in 10 Minuten niemand meldet, ${callUs}`,
  Emergency:
    'Diese Nummer wird nicht überwacht. Im Notfall wählen Sie jetzt den Notruf. ' +
    '{{ Clinic.name }} erreichen Sie unter {{ Clinic.phone }}.',
  AtClinicOrPhone: '{{ Clinic.name }}: sind Sie in der Praxis oder am Telefon? Antworten Sie "Praxis" oder "Telefon".',
  ConfirmCancel:
    `{{ Clinic.name }}: möchten Sie Ihren Termin ${when} absagen? ` +
    'Antworten Sie "ja absagen", um abzusagen, oder "nein", um ihn zu behalten.',
};
