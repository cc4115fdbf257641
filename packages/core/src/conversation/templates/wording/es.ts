import type { Wording } from '../wording.ts';

// In Latin America the time ends with a full stop ("9:40 a.m."), so a line ends after it and not a sentence.
const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = 'con {{ Practitioner.name }}';
const callUs = 'llame al {{ Clinic.phone }}.';
const confirmOrNot = 'Responda 1 para confirmar, 2 si no puede venir.';
const whenYouArrive = 'Al llegar espere afuera o en su auto y responda "llegué". Le avisaremos su turno.';
const howToJoin = 'Antes le enviaremos instrucciones. Si prefiere venir, responda "no".';
const sorry = '{{ Clinic.name }}: lo sentimos, no hemos entendido.';

/**
 * The texts in Spanish, for readers on both sides of the Atlantic.
 *
 * GSM-7 has é, ñ, ¿ and ¡, and none of á, í, ó and ú: these are avoided by the choice of words, since one of them would double
 * the cost; *sí* is asked for as SI, as texts in Spanish commonly do.
 */
export const spanishWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, tiene cita ${withWhom}: ${when}\n` +
    'Antes le enviaremos instrucciones. ¿Preguntas? Llame al {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: cita cancelada ${withWhom}: ${when}\n` +
    `{% if undoMinutes %}¿Un error? Responda "deshacer" en {{ undoMinutes }} minutos. {% endif %}Para otra cita, ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: gracias por su mensaje. No encontramos ninguna cita con este teléfono; por favor ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: hay varias citas con este teléfono y no sabemos de qué cita habla; por favor ${callUs}`,
  Unexpected:
    `${sorry} La cita que tenemos con este teléfono: ${when}{% if Appointment.status == 'cancelled' %} (cancelada)` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} (su llegada consta)" +
    `{% elsif Appointment.status == 'noshow' %} (consta que no vino){% endif %}\nPara recibir ayuda, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, tiene cita ${withWhom}: ${when}\n` +
    '¿Prefiere una videollamada? Responda "SI", o "no" para venir.',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }}, tiene cita ${withWhom}: ${when}\n${whenYouArrive}`,
  ScreeningYesToVideo: `{{ Clinic.name }}: gracias, su videollamada ${withWhom}: {{ Appointment.start.time }}\n${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}: gracias, le esperamos. Hora: {{ Appointment.start.time }}\n${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} Responda "SI" para videollamada o "no" para venir. O ${callUs}`,

  VideoWelcome: `{{ Clinic.name }}: {{ Patient.firstName }}, cita ${withWhom} por video o teléfono: ${when}\n${howToJoin}`,
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}su videollamada con {{ Practitioner.name }}: {{ url }} Abra el enlace ahora' +
    '{% else %}{{ Practitioner.name }} le va a llamar a este teléfono. Tenga el teléfono cerca{% endif %} y responda "listo".',
  VideoThanks: '{{ Clinic.name }}: gracias, {{ Practitioner.name }} sabe que usted espera y le atiende en breve.',
  VideoDontUnderstand: `${sorry} Responda "listo" cuando pueda hablar con su médico. O ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: gracias, sabemos que ha llegado. Espere en su auto o afuera; le enviaremos un mensaje cuando ' +
    '{{ Practitioner.name }} pueda recibirle.',
  ArrivingDontUnderstand: `${sorry} Responda "llegué" cuando llegue al consultorio. O ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} ya puede recibirle. Por favor, entre ahora. {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }}, tiene cita ${withWhom}: ${when}\n${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: nueva fecha de su cita ${withWhom}: ${when}\n{% if Appointment.previousStart.date %}Antes: ` +
    `{{ Appointment.previousStart.date }}, {{ Appointment.previousStart.time }}\n{% endif %}Si no le conviene, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: cambio en su cita: ${when}\nEs ${withWhom}` +
    '{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. ¿Preguntas? Llame al {{ Clinic.phone }}.',
  Confirmed: `{{ Clinic.name }}: gracias, su cita ${withWhom} queda confirmada: ${when}`,
  NoShow: `{{ Clinic.name }}: le esperamos en su cita y no pudo venir: ${when}\nPara otra cita, ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }}, le recordamos su cita ${withWhom}: ${when}\n${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: sus citas del {{ Appointment.start.date }}{% if choices %}: {{ choices }}{% endif %}\n' +
    'Responda 1 si vienen todos, 2 si falta alguien.',

  WhichAppointment: '{{ Clinic.name }}: ¿de qué cita habla? Responda con la cifra, o "todas": {{ choices }}',
  Received: `{{ Clinic.name }}: hemos recibido su mensaje. Si nadie le contacta en 10 minutos, ${callUs}`,
  Emergency:
    'Nadie atiende estos mensajes. Si es una emergencia, llame ahora al servicio de emergencias. ' +
    'Para {{ Clinic.name }}, llame al {{ Clinic.phone }}.',
  AtClinicOrPhone:
    '{{ Clinic.name }}: ¿ha llegado al consultorio, o espera al teléfono? Responda "consultorio" o "teléfono".',
  ConfirmCancel: `{{ Clinic.name }}: ¿quiere cancelar esta cita? ${when}\nResponda "SI cancelar" para cancelarla o "no" para conservarla.`,
};
