import type { Wording } from '../wording.ts';

const callUs = '{{ Clinic.phone }} पर कॉल करें।';
const when = '{{ Appointment.start.date }}, {{ Appointment.start.time }}';
const withWhom = '{{ Practitioner.name }} के साथ';
const confirmOrNot = 'पक्का करने के लिए 1, न आ सकें तो 2 लिखें।';
const whenYouArrive = 'पहुँचकर गाड़ी में या बाहर रुकें और "पहुँच गए" लिखें। फिर हम अंदर बुलाएँगे।';
const howToJoin = 'थोड़ा पहले हम जुड़ने का तरीका भेजेंगे। आना चाहें तो "नहीं" लिखें।';
const sorry = '{{ Clinic.name }}: माफ़ कीजिए, हम समझ नहीं पाए।';

/** The texts in Hindi. */
export const hindiWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }} जी, ${withWhom} आपका अपॉइंटमेंट: ${when}। ` +
    `आने से पहले क्या करें, उस दिन बताएँगे। सवाल? ${callUs}`,
  Cancellation:
    `{{ Clinic.name }}: ${withWhom} आपका अपॉइंटमेंट रद्द हो गया: ${when}। ` +
    `{% if undoMinutes %}गलती से? {{ undoMinutes }} मिनट में "बहाल करें" लिखें। {% endif %}नए के लिए ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: मैसेज के लिए धन्यवाद। इस नंबर का कोई अपॉइंटमेंट नहीं मिला, कृपया ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: इस नंबर के कई अपॉइंटमेंट हैं और हमें नहीं पता कि बात किसकी है, कृपया ${callUs}`,
  Unexpected:
    `${sorry} इस नंबर का अपॉइंटमेंट: ${when}{% if Appointment.status == 'cancelled' %} (रद्द)` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} (पहुँचना दर्ज है)" +
    `{% elsif Appointment.status == 'noshow' %} (छूट गया){% endif %}। मदद के लिए ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }} जी, ${withWhom} आपका अपॉइंटमेंट: ${when}। ` +
    'वीडियो पर मिलना चाहेंगे? वीडियो के लिए "हाँ", आने के लिए "नहीं" लिखें।',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }} जी, ${withWhom} आपका अपॉइंटमेंट: ${when}। ${whenYouArrive}`,
  ScreeningYesToVideo: `{{ Clinic.name }}: धन्यवाद, ${withWhom} वीडियो पर मुलाकात {{ Appointment.start.time }} पर है। ${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}: धन्यवाद, {{ Appointment.start.time }} पर मिलते हैं। ${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} वीडियो पर डॉक्टर से मिलने के लिए "हाँ", आने के लिए "नहीं" लिखें। या ${callUs}`,

  VideoWelcome: `{{ Clinic.name }}: {{ Patient.firstName }} जी, ${withWhom} वीडियो या फ़ोन पर मुलाकात: ${when}। ${howToJoin}`,
  VideoInvite:
    `{{ Clinic.name }}: {% if url %}${withWhom} वीडियो पर यहाँ मिलें: {{ url }} इसे अभी खोलें` +
    '{% else %}{{ Practitioner.name }} इस नंबर पर कॉल करेंगे। फ़ोन पास रखें{% endif %} और "तैयार" लिखें।',
  VideoThanks: '{{ Clinic.name }}: धन्यवाद, {{ Practitioner.name }} को पता है कि आप तैयार हैं, वे जल्दी ही मिलेंगे।',
  VideoDontUnderstand: `${sorry} डॉक्टर से बात करने को तैयार हों तो "तैयार" लिखें। या ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: धन्यवाद, हमें पता है कि आप आ गए हैं। गाड़ी में या बाहर इंतज़ार करें, ' +
    '{{ Practitioner.name }} के तैयार होने पर हम मैसेज करेंगे।',
  ArrivingDontUnderstand: `${sorry} क्लिनिक पहुँचने पर "पहुँच गए" लिखें। या ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} अब आपसे मिल सकते हैं। कृपया अभी अंदर आइए। {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }} जी, ${withWhom} आपका अपॉइंटमेंट: ${when}। ${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: ${withWhom} आपका अपॉइंटमेंट अब: ${when}{% if Appointment.previousStart.date %} (पहले ` +
    `{{ Appointment.previousStart.date }}, {{ Appointment.previousStart.time }}){% endif %}। ठीक न हो तो ${callUs}`,
  Modified:
    `{{ Clinic.name }}: आपका अपॉइंटमेंट बदला है: ${when}, ${withWhom}` +
    `{% if Appointment.location %}, {{ Appointment.location }}{% endif %}। सवाल? ${callUs}`,
  Confirmed: `{{ Clinic.name }}: धन्यवाद, ${withWhom} आपका अपॉइंटमेंट पक्का है: ${when}।`,
  NoShow: `{{ Clinic.name }}: आप अपने अपॉइंटमेंट पर नहीं आ पाए: ${when}। नए के लिए ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }} जी, याद रखें, ${withWhom} आपका अपॉइंटमेंट: ${when}। ${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: {{ Appointment.start.date }} के अपॉइंटमेंट{% if choices %}: {{ choices }}{% endif %}। ' +
    'सब आएँगे तो 1, कोई न आ सके तो 2 लिखें।',

  WhichAppointment: '{{ Clinic.name }}: आप किस अपॉइंटमेंट की बात कर रहे हैं? उसका नंबर, या सबके लिए "सब" लिखें: {{ choices }}',
  Received: `{{ Clinic.name }}: आपका मैसेज मिल गया। 10 मिनट में कोई संपर्क न करे तो ${callUs}`,
  Emergency: `इस नंबर पर कोई नज़र नहीं रखता। आपात स्थिति में अभी इमरजेंसी नंबर पर कॉल करें। {{ Clinic.name }} के लिए ${callUs}`,
  AtClinicOrPhone: '{{ Clinic.name }}: आप क्लिनिक में हैं या फ़ोन पर? "क्लिनिक" या "फ़ोन" लिखें।',
  ConfirmCancel: `{{ Clinic.name }}: क्या यह अपॉइंटमेंट रद्द करना है: ${when}? रद्द के लिए "हाँ रद्द करें", रखने के लिए "नहीं" लिखें।`,
};
