import type { Wording } from '../wording.ts';

const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = 'kay {{ Practitioner.name }}';
const callUs = 'tumawag po sa {{ Clinic.phone }}.';
const confirmOrNot = 'Mag-reply ng 1 para i-confirm, 2 kung hindi makakapunta.';
const whenYouArrive =
  'Pagdating ninyo, maghintay po sa kotse o sa labas at mag-reply ng "nandito na". Ite-text namin kung kailan papasok.';
const howToJoin =
  'Bago mag-umpisa, ite-text namin kung paano sumali. Kung gusto ninyong pumunta, mag-reply ng "hindi".';
const sorry = '{{ Clinic.name }}: pasensya na po, hindi namin naintindihan.';

/** The texts in Tagalog, with the English words that its speakers use; made of GSM-7 characters alone. */
export const tagalogWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, may appointment po kayo ${withWhom}: ${when}. Sa araw na iyon, ite-text namin ` +
    `ang gagawin bago kayo pumunta. Kung may tanong, ${callUs}`,
  Cancellation:
    `{{ Clinic.name }}: kanselado na po ang appointment ninyo ${withWhom}: ${when}. ` +
    `{% if undoMinutes %}Nagkamali? Mag-reply ng "undo" sa loob ng {{ undoMinutes }} minuto. {% endif %}Para sa bagong appointment, ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: salamat po sa text. Wala kaming makitang appointment sa numerong ito, kaya ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: maraming appointment ang numerong ito at hindi namin alam kung alin ang tinutukoy ninyo, kaya ${callUs}`,
  Unexpected:
    `${sorry} Ang appointment ng numerong ito: ${when}{% if Appointment.status == 'cancelled' %}, kanselado na` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}, nakatala nang dumating" +
    `{% elsif Appointment.status == 'noshow' %}, nakatalang hindi nakapunta{% endif %}. Para sa tulong, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, may appointment po kayo ${withWhom}: ${when}. ` +
    'Gusto ba ninyong mag-video sa halip na pumunta? Mag-reply ng "oo" para sa video o "hindi" para pumunta.',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }}, may appointment po kayo ${withWhom}: ${when}. ${whenYouArrive}`,
  ScreeningYesToVideo: `{{ Clinic.name }}: salamat po, mag-uusap kayo ni {{ Practitioner.name }} sa video, {{ Appointment.start.time }}. ${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}: salamat po, magkita tayo, {{ Appointment.start.time }}. ${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} Mag-reply ng "oo" para sa video o "hindi" para pumunta. O ${callUs}`,

  VideoWelcome:
    '{{ Clinic.name }}: {{ Patient.firstName }}, mag-uusap po kayo ni {{ Practitioner.name }} sa video o telepono: ' +
    `${when}. ${howToJoin}`,
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}dito po kayo magkikita ni {{ Practitioner.name }} sa video: {{ url }} Buksan na ngayon' +
    '{% else %}tatawag po si {{ Practitioner.name }} sa numerong ito. Ilapit ang telepono{% endif %} at mag-reply ng "handa na".',
  VideoThanks: '{{ Clinic.name }}: salamat po, alam na ni {{ Practitioner.name }} na handa na kayo, sandali na lang.',
  VideoDontUnderstand: `${sorry} Mag-reply ng "handa na" kung puwede na kayong kausapin ng doktor. O ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: salamat po, alam naming nandito na kayo. Maghintay po sa kotse o sa labas, ite-text namin kayo kapag ' +
    'handa na si {{ Practitioner.name }}.',
  ArrivingDontUnderstand: `${sorry} Mag-reply ng "nandito na" pagdating sa klinika. O ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: handa na po si {{ Practitioner.name }}. Pumasok na po kayo ngayon. {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }}, may appointment po kayo ${withWhom}: ${when}. ${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: ang appointment ninyo ${withWhom} ay sa ${when} na{% if Appointment.previousStart.date %}, hindi na sa ` +
    `{{ Appointment.previousStart.date }}, {{ Appointment.previousStart.time }}{% endif %}. Kung hindi puwede, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: may nagbago sa appointment ninyo: ${when}. Ito po ay ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}. Kung may tanong, ${callUs}`,
  Confirmed: `{{ Clinic.name }}: salamat po, kumpirmado na ang appointment ninyo ${withWhom}: ${when}.`,
  NoShow: `{{ Clinic.name }}: hindi po kayo nakapunta sa appointment ninyo: ${when}. Para sa bagong appointment, ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }}, paalala po ng appointment ninyo ${withWhom}: ${when}. ${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: paalala po ng mga appointment ninyo sa {{ Appointment.start.date }}{% if choices %}: {{ choices }}{% endif %}. ' +
    'Mag-reply ng 1 para i-confirm lahat, 2 kung may hindi makakapunta.',

  WhichAppointment: '{{ Clinic.name }}: alin pong appointment? Mag-reply ng numero, o "lahat": {{ choices }}',
  Received: `{{ Clinic.name }}: natanggap po namin ang text ninyo. Kung walang tumawag sa loob ng 10 minuto, ${callUs}`,
  Emergency:
    'Walang nagbabantay sa numerong ito. Kung emergency, tumawag na ngayon sa emergency number. ' +
    'Para sa {{ Clinic.name }}, tumawag po sa {{ Clinic.phone }}.',
  AtClinicOrPhone: '{{ Clinic.name }}: nasa klinika po ba kayo, o nasa telepono? Mag-reply ng "klinika" o "telepono".',
  ConfirmCancel: `{{ Clinic.name }}: gusto po ba ninyong kanselahin ang appointment: ${when}? Mag-reply ng "oo kanselahin" para kanselahin o "hindi" para ituloy.`,
};
