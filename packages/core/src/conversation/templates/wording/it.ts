import type { Wording } from '../wording.ts';

const callUs = 'chiami il {{ Clinic.phone }}.';
const when = '{{ Appointment.start.date }}, ore {{ Appointment.start.time }}';
const withWhom = 'con {{ Practitioner.name }}';

/** The Italian texts that come with the product; made of GSM-7 characters alone. */
export const italianWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, ha un appuntamento ${withWhom} ${when}. Quel giorno le scriveremo ` +
    'cosa fare prima di venire. Domande? Chiami il {{ Clinic.phone }}.',
  Cancellation:
    `{{ Clinic.name }}: il suo appuntamento ${withWhom} di ${when} è annullato. ` +
    '{% if undoMinutes %}Un errore? Risponda "ripristina" entro {{ undoMinutes }} minuti. {% endif %}' +
    `Per un altro appuntamento ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: grazie del messaggio. Non troviamo appuntamenti per questo numero: ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: questo numero ha più appuntamenti e non sappiamo di quale parla: ${callUs}`,
  Unexpected:
    "{{ Clinic.name }}: non abbiamo capito, ci scusi. L'appuntamento che abbiamo per questo numero è " +
    `${when}{% if Appointment.status == 'cancelled' %}; è annullato` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}; il suo arrivo è segnato{% elsif Appointment.status == 'noshow' %}; risulta mancato" +
    `{% endif %}. Per aiuto ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, il suo appuntamento ${withWhom} è ${when}. ` +
    'Preferisce il video invece di venire? ' +
    'Risponda "sì" per il video o "no" per venire.',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, il suo appuntamento ${withWhom} è ${when}. ` +
    'Quando arriva, resti in auto o fuori e risponda "sono qui". ' +
    'Le scriveremo quando entrare.',
  ScreeningYesToVideo:
    '{{ Clinic.name }}: grazie, vedrà {{ Practitioner.name }} in video alle {{ Appointment.start.time }}. ' +
    'Poco prima le scriveremo come collegarsi. Se preferisce venire, risponda "no".',
  ScreeningNoToVideo:
    '{{ Clinic.name }}: grazie, la aspettiamo alle {{ Appointment.start.time }}. Quando arriva, resti in auto o ' +
    'fuori e risponda "sono qui". Le scriveremo quando entrare.',
  ScreeningDontUnderstand:
    '{{ Clinic.name }}: non abbiamo capito, ci scusi. Risponda "sì" per vedere il medico in video o "no" per venire. ' +
    'Oppure chiami il {{ Clinic.phone }}.',

  VideoWelcome:
    `{{ Clinic.name }}: {{ Patient.firstName }}, il suo appuntamento ${withWhom} di ${when} è in video o al telefono. ` +
    'Poco prima le scriveremo come collegarsi. Se preferisce venire, risponda "no".',
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}{{ Practitioner.name }} la vedrà in video qui: {{ url }} ' +
    'Apra il link adesso{% else %}{{ Practitioner.name }} la chiamerà a questo numero. Tenga vicino il telefono{% endif %} ' +
    'e risponda "pronto".',
  VideoThanks: '{{ Clinic.name }}: grazie, {{ Practitioner.name }} sa che lei attende e sarà presto con lei.',
  VideoDontUnderstand:
    '{{ Clinic.name }}: non abbiamo capito, ci scusi. Risponda "pronto" quando può parlare con il medico. ' +
    'Oppure chiami il {{ Clinic.phone }}.',

  ArrivedThanks:
    '{{ Clinic.name }}: grazie, sappiamo che è qui. Aspetti in auto o fuori: le scriveremo quando ' +
    '{{ Practitioner.name }} può riceverla.',
  ArrivingDontUnderstand:
    '{{ Clinic.name }}: non abbiamo capito, ci scusi. Risponda "sono qui" quando è alla clinica. ' +
    'Oppure chiami il {{ Clinic.phone }}.',
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} la aspetta. Entri adesso, per favore. {{ room }}',

  Booked:
    `{{ Clinic.name }}: {{ Patient.firstName }}, ha un appuntamento ${withWhom} ${when}. ` +
    'Risponda 1 per confermare, 2 se non può venire.',
  Rescheduled:
    `{{ Clinic.name }}: il suo appuntamento ${withWhom} ora è ${when}` +
    '{% if Appointment.previousStart.date %}, non più {{ Appointment.previousStart.date }}, ore ' +
    `{{ Appointment.previousStart.time }}{% endif %}. Se non va bene, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: il suo appuntamento di ${when} è cambiato: ora è ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Domande? Chiami il {{ Clinic.phone }}.`,
  Confirmed: `{{ Clinic.name }}: grazie, il suo appuntamento ${withWhom} di ${when} è confermato.`,
  NoShow: `{{ Clinic.name }}: non l'abbiamo vista al suo appuntamento di ${when}. Per un altro ${callUs}`,
  Reminder:
    `{{ Clinic.name }}: {{ Patient.firstName }}, le ricordiamo l'appuntamento ${withWhom} ${when}. ` +
    'Risponda 1 per confermare, 2 se non può venire.',
  FamilyReminder:
    '{{ Clinic.name }}: vi ricordiamo gli appuntamenti di {{ Appointment.start.date }}' +
    '{% if choices %}: {{ choices }}{% endif %}. ' +
    'Risponda 1 per confermarli tutti, 2 se uno di voi non può venire.',

  WhichAppointment:
    '{{ Clinic.name }}: di quale appuntamento parla? Risponda con il numero, o "tutti" per tutti: {{ choices }}',
  Received: `{{ Clinic.name }}: abbiamo il suo messaggio. Se entro 10 minuti nessuno la contatta, ${callUs}`,
  Emergency:
    "Nessuno sorveglia questa linea. Se è un'emergenza, chiami subito il numero di emergenza. " +
    'Per {{ Clinic.name }} chiami il {{ Clinic.phone }}.',
  AtClinicOrPhone: '{{ Clinic.name }}: si trova alla clinica o al telefono? Risponda "clinica" o "telefono".',
  ConfirmCancel:
    `{{ Clinic.name }}: vuole annullare il suo appuntamento di ${when}? ` +
    'Risponda "sì annulla" per annullarlo o "no" per tenerlo.',
};
