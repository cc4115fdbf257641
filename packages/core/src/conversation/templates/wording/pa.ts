import type { Wording } from '../wording.ts';

const callUs = '{{ Clinic.phone }} ਤੇ ਫ਼ੋਨ ਕਰੋ ਜੀ।';
const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = '{{ Practitioner.name }} ਨਾਲ';
const confirmOrNot = 'ਪੱਕਾ ਕਰਨ ਲਈ 1, ਨਾ ਆ ਸਕੋ ਤਾਂ 2 ਲਿਖੋ ਜੀ।';
const whenYouArrive = 'ਪਹੁੰਚ ਕੇ ਗੱਡੀ ਵਿੱਚ ਜਾਂ ਬਾਹਰ ਰੁਕੋ ਅਤੇ "ਪਹੁੰਚ ਗਏ" ਲਿਖੋ ਜੀ। ਫਿਰ ਅੰਦਰ ਬੁਲਾਵਾਂਗੇ।';
const howToJoin = 'ਥੋੜ੍ਹਾ ਪਹਿਲਾਂ ਜੁੜਨ ਦਾ ਤਰੀਕਾ ਭੇਜਾਂਗੇ। ਆਉਣਾ ਚਾਹੋ ਤਾਂ "ਨਹੀਂ" ਲਿਖੋ ਜੀ।';
const sorry = '{{ Clinic.name }}: ਮਾਫ਼ ਕਰਨਾ, ਅਸੀਂ ਸਮਝ ਨਹੀਂ ਸਕੇ।';

/** The texts in Punjabi, in Gurmukhi. */
export const punjabiWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}। ` +
    `ਪਹਿਲਾਂ ਕੀ ਕਰਨਾ ਹੈ, ਉਸ ਦਿਨ ਦੱਸਾਂਗੇ। ਸਵਾਲ? ${callUs}`,
  Cancellation:
    `{{ Clinic.name }}: ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ ਰੱਦ ਹੋ ਗਈ: ${when}। ` +
    `{% if undoMinutes %}ਗਲਤੀ ਨਾਲ? {{ undoMinutes }} ਮਿੰਟ ਵਿੱਚ "ਬਹਾਲ ਕਰੋ" ਲਿਖੋ ਜੀ। {% endif %}ਨਵੀਂ ਲਈ ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: ਮੈਸੇਜ ਲਈ ਧੰਨਵਾਦ। ਇਸ ਨੰਬਰ ਦੀ ਕੋਈ ਅਪਾਇੰਟਮੈਂਟ ਨਹੀਂ ਮਿਲੀ, ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: ਇਸ ਨੰਬਰ ਦੀਆਂ ਕਈ ਅਪਾਇੰਟਮੈਂਟਾਂ ਹਨ ਅਤੇ ਸਾਨੂੰ ਨਹੀਂ ਪਤਾ ਕਿ ਗੱਲ ਕਿਸ ਦੀ ਹੈ, ${callUs}`,
  Unexpected:
    `${sorry} ਇਸ ਨੰਬਰ ਦੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}{% if Appointment.status == 'cancelled' %} (ਰੱਦ)` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} (ਪਹੁੰਚਣਾ ਦਰਜ ਹੈ)" +
    `{% elsif Appointment.status == 'noshow' %} (ਖੁੰਝ ਗਈ){% endif %}। ਮਦਦ ਲਈ ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}। ` +
    'ਆਉਣ ਦੀ ਥਾਂ ਵੀਡੀਓ ਤੇ ਮਿਲਣਾ ਚਾਹੋਗੇ? ਵੀਡੀਓ ਲਈ "ਹਾਂ", ਆਉਣ ਲਈ "ਨਹੀਂ" ਲਿਖੋ ਜੀ।',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}। ${whenYouArrive}`,
  ScreeningYesToVideo: `{{ Clinic.name }}: ਧੰਨਵਾਦ, ${withWhom} ਵੀਡੀਓ ਤੇ ਮੁਲਾਕਾਤ {{ Appointment.start.time }} ਤੇ ਹੈ। ${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}: ਧੰਨਵਾਦ, {{ Appointment.start.time }} ਤੇ ਮਿਲਦੇ ਹਾਂ। ${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} ਵੀਡੀਓ ਤੇ ਡਾਕਟਰ ਨੂੰ ਮਿਲਣ ਲਈ "ਹਾਂ", ਆਉਣ ਲਈ "ਨਹੀਂ" ਲਿਖੋ ਜੀ। ਜਾਂ ${callUs}`,

  VideoWelcome: `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ${withWhom} ਵੀਡੀਓ ਜਾਂ ਫ਼ੋਨ ਤੇ ਮੁਲਾਕਾਤ: ${when}। ${howToJoin}`,
  VideoInvite:
    `{{ Clinic.name }}: {% if url %}${withWhom} ਵੀਡੀਓ ਤੇ ਇੱਥੇ ਮਿਲੋ: {{ url }} ਇਸ ਨੂੰ ਹੁਣੇ ਖੋਲ੍ਹੋ` +
    '{% else %}{{ Practitioner.name }} ਇਸ ਨੰਬਰ ਤੇ ਫ਼ੋਨ ਕਰਨਗੇ। ਫ਼ੋਨ ਕੋਲ ਰੱਖੋ{% endif %} ਅਤੇ "ਤਿਆਰ" ਲਿਖੋ ਜੀ।',
  VideoThanks: '{{ Clinic.name }}: ਧੰਨਵਾਦ, {{ Practitioner.name }} ਨੂੰ ਪਤਾ ਹੈ ਕਿ ਤੁਸੀਂ ਤਿਆਰ ਹੋ, ਉਹ ਜਲਦੀ ਮਿਲਣਗੇ।',
  VideoDontUnderstand: `${sorry} ਡਾਕਟਰ ਨਾਲ ਗੱਲ ਕਰਨ ਲਈ ਤਿਆਰ ਹੋਵੋ ਤਾਂ "ਤਿਆਰ" ਲਿਖੋ ਜੀ। ਜਾਂ ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: ਧੰਨਵਾਦ, ਸਾਨੂੰ ਪਤਾ ਹੈ ਕਿ ਤੁਸੀਂ ਆ ਗਏ ਹੋ। ਗੱਡੀ ਵਿੱਚ ਜਾਂ ਬਾਹਰ ਉਡੀਕ ਕਰੋ, ' +
    '{{ Practitioner.name }} ਦੇ ਤਿਆਰ ਹੋਣ ਤੇ ਅਸੀਂ ਮੈਸੇਜ ਕਰਾਂਗੇ।',
  ArrivingDontUnderstand: `${sorry} ਕਲੀਨਿਕ ਪਹੁੰਚ ਕੇ "ਪਹੁੰਚ ਗਏ" ਲਿਖੋ ਜੀ। ਜਾਂ ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} ਹੁਣ ਤੁਹਾਨੂੰ ਮਿਲ ਸਕਦੇ ਹਨ। ਹੁਣੇ ਅੰਦਰ ਆਓ ਜੀ। {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}। ${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ ਹੁਣ: ${when}{% if Appointment.previousStart.date %} (ਪਹਿਲਾਂ ` +
    `{{ Appointment.previousStart.date }}, {{ Appointment.previousStart.time }}){% endif %}। ਠੀਕ ਨਾ ਹੋਵੇ ਤਾਂ ${callUs}`,
  Modified:
    `{{ Clinic.name }}: ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ ਬਦਲੀ ਹੈ: ${when}, ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}। ਸਵਾਲ? ${callUs}`,
  Confirmed: `{{ Clinic.name }}: ਧੰਨਵਾਦ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ ਪੱਕੀ ਹੈ: ${when}।`,
  NoShow: `{{ Clinic.name }}: ਤੁਸੀਂ ਆਪਣੀ ਅਪਾਇੰਟਮੈਂਟ ਤੇ ਨਹੀਂ ਆ ਸਕੇ: ${when}। ਨਵੀਂ ਲਈ ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }} ਜੀ, ਯਾਦ ਰੱਖੋ, ${withWhom} ਤੁਹਾਡੀ ਅਪਾਇੰਟਮੈਂਟ: ${when}। ${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: {{ Appointment.start.date }} ਦੀਆਂ ਅਪਾਇੰਟਮੈਂਟਾਂ{% if choices %}: {{ choices }}{% endif %}। ' +
    'ਸਭ ਆਉਣਗੇ ਤਾਂ 1, ਕੋਈ ਨਾ ਆ ਸਕੇ ਤਾਂ 2 ਲਿਖੋ ਜੀ।',

  WhichAppointment: '{{ Clinic.name }}: ਤੁਸੀਂ ਕਿਹੜੀ ਅਪਾਇੰਟਮੈਂਟ ਦੀ ਗੱਲ ਕਰਦੇ ਹੋ? ਉਸ ਦਾ ਨੰਬਰ, ਜਾਂ ਸਭ ਲਈ "ਸਭ" ਲਿਖੋ ਜੀ: {{ choices }}',
  Received: `{{ Clinic.name }}: ਤੁਹਾਡਾ ਮੈਸੇਜ ਮਿਲ ਗਿਆ। 10 ਮਿੰਟ ਵਿੱਚ ਕੋਈ ਸੰਪਰਕ ਨਾ ਕਰੇ ਤਾਂ ${callUs}`,
  Emergency: `ਇਸ ਨੰਬਰ ਤੇ ਕੋਈ ਨਜ਼ਰ ਨਹੀਂ ਰੱਖਦਾ। ਐਮਰਜੈਂਸੀ ਹੋਵੇ ਤਾਂ ਹੁਣੇ ਐਮਰਜੈਂਸੀ ਨੰਬਰ ਤੇ ਫ਼ੋਨ ਕਰੋ। {{ Clinic.name }} ਲਈ ${callUs}`,
  AtClinicOrPhone: '{{ Clinic.name }}: ਤੁਸੀਂ ਕਲੀਨਿਕ ਵਿੱਚ ਹੋ ਜਾਂ ਫ਼ੋਨ ਤੇ? "ਕਲੀਨਿਕ" ਜਾਂ "ਫ਼ੋਨ" ਲਿਖੋ ਜੀ।',
  ConfirmCancel: `{{ Clinic.name }}: ਕੀ ਇਹ ਅਪਾਇੰਟਮੈਂਟ ਰੱਦ ਕਰਨੀ ਹੈ: ${when}? ਰੱਦ ਲਈ "ਹਾਂ ਰੱਦ ਕਰੋ", ਰੱਖਣ ਲਈ "ਨਹੀਂ" ਲਿਖੋ ਜੀ।`,
};
