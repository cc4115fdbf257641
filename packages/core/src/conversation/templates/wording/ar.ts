import type { Wording } from '../wording.ts';

// A phone lays a text out in the direction of its first letter, so each begins with an Arabic word and not with the name of a clinic.
const from = 'من {{ Clinic.name }}:';
// Between Arabic words the groups of a number would be shown in the wrong order. A left-to-right mark before it keeps them
// together; it is older and better known to phones than isolates, and costs one character instead of two.
const phone = '\u200E{{ Clinic.phone }}';
const callUs = `يرجى الاتصال على ${phone}.`;
const when = '{{ Appointment.start.date }} الساعة {{ Appointment.start.time }}';
const withWhom = 'مع {{ Practitioner.name }}';
// Each choice on a line of its own is laid out by itself, so that its number stays beside its name, whatever letters that has.
const choices = '{{ choices | replace: ", ", "\n" }}';
const minutes =
  '{{ undoMinutes }} {% assign digits = undoMinutes | size %}{% if digits == 1 or undoMinutes == "10" %}دقائق{% else %}دقيقة{% endif %}';
const confirmOrNot = 'يرجى الرد 1 للتأكيد أو 2 إن تعذر الحضور.';
const whenYouArrive = 'عند الوصول يرجى الانتظار في السيارة أو خارجاً والرد "وصلت". سنراسلك للدخول.';
const howToJoin = 'سنرسل قبيله طريقة الانضمام. إن فضلت الحضور يرجى الرد "لا".';
const sorry = `${from} عذراً، لم نفهم.`;

/** The texts in Arabic: the standard language, worded so that they address men and women alike. */
export const arabicWording: Wording = {
  Registration:
    `${from} {{ Patient.firstName }}، لديك موعد ${withWhom} يوم ${when}. في يوم الموعد سنرسل لك ما عليك فعله قبل الحضور. ` +
    `للاستفسار: ${phone}`,
  Cancellation:
    `${from} أُلغي موعدك ${withWhom} يوم ${when}. ` +
    `{% if undoMinutes %}بالخطأ؟ يرجى الرد "تراجع" خلال ${minutes}. {% endif %}لموعد جديد ${callUs}`,
  UnknownPhone: `${from} شكراً لرسالتك. لم نجد موعداً لهذا الرقم، لذا ${callUs}`,
  TooManyAppointments: `${from} لهذا الرقم عدة مواعيد ولا نعرف أيها المقصود، لذا ${callUs}`,
  Unexpected:
    `${sorry} الموعد المسجل لهذا الرقم يوم ${when}{% if Appointment.status == 'cancelled' %} وقد أُلغي` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %} وقد سُجل الوصول" +
    `{% elsif Appointment.status == 'noshow' %} وقد سُجل أنه فات{% endif %}. للمساعدة ${callUs}`,

  ConsiderTeleHealth:
    `${from} {{ Patient.firstName }}، موعدك ${withWhom} يوم ${when}. هل يناسبك اللقاء بالفيديو بدل الحضور؟ ` +
    'يرجى الرد "نعم" للفيديو أو "لا" للحضور.',
  CantConsiderTeleHealth: `${from} {{ Patient.firstName }}، موعدك ${withWhom} يوم ${when}. ${whenYouArrive}`,
  ScreeningYesToVideo: `${from} شكراً، لقاؤك ${withWhom} بالفيديو الساعة {{ Appointment.start.time }}. ${howToJoin}`,
  ScreeningNoToVideo: `${from} شكراً، نراك الساعة {{ Appointment.start.time }}. ${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} يرجى الرد "نعم" للقاء الطبيب بالفيديو أو "لا" للحضور. أو ${callUs}`,

  VideoWelcome: `${from} {{ Patient.firstName }}، لقاؤك ${withWhom} بالفيديو أو الهاتف يوم ${when}. ${howToJoin}`,
  VideoInvite:
    `${from} {% if url %}لقاؤك بالفيديو ${withWhom} هنا:\n{{ url }}\nيرجى فتح الرابط الآن` +
    '{% else %}ستصلك مكالمة من {{ Practitioner.name }} على هذا الرقم. يرجى إبقاء الهاتف قريباً{% endif %} والرد "جاهز".',
  VideoThanks: `${from} شكراً، أخبرنا {{ Practitioner.name }} أنك بالانتظار، وسيبدأ اللقاء قريباً.`,
  VideoDontUnderstand: `${sorry} عندما يمكنك التحدث مع الطبيب يرجى الرد "جاهز". أو ${callUs}`,

  ArrivedThanks: `${from} شكراً، علمنا بوصولك. يرجى الانتظار في السيارة أو في الخارج، وسنرسل لك رسالة عندما يحين دورك ${withWhom}.`,
  ArrivingDontUnderstand: `${sorry} عند وصولك إلى العيادة يرجى الرد "وصلت". أو ${callUs}`,
  DoctorReady: `${from} حان دورك ${withWhom}. يرجى الدخول الآن.\n{{ room }}`,

  Booked: `${from} {{ Patient.firstName }}، لديك موعد ${withWhom} يوم ${when}. ${confirmOrNot}`,
  Rescheduled:
    `${from} أصبح موعدك ${withWhom} يوم ${when}{% if Appointment.previousStart.date %} بدل ` +
    `{{ Appointment.previousStart.date }} الساعة {{ Appointment.previousStart.time }}{% endif %}. إن لم يناسبك ${callUs}`,
  Modified:
    `${from} تغيّر موعدك يوم ${when}. هو ${withWhom}{% if Appointment.location %}، المكان: {{ Appointment.location }}{% endif %}. ` +
    `للاستفسار: ${phone}`,
  Confirmed: `${from} شكراً، تم تأكيد موعدك ${withWhom} يوم ${when}.`,
  NoShow: `${from} لم نرك في موعدك يوم ${when}. لموعد جديد ${callUs}`,
  Reminder: `${from} {{ Patient.firstName }}، تذكير بموعدك ${withWhom} يوم ${when}. ${confirmOrNot}`,
  FamilyReminder:
    `${from} تذكير بمواعيدكم يوم {{ Appointment.start.date }}{% if choices %}:\n${choices}{% endif %}\n` +
    'يرجى الرد 1 لتأكيدها أو 2 إن تعذر حضور أحدكم.',

  WhichAppointment: `${from} أي موعد هو المقصود؟ يرجى الرد بالرقم، أو "الكل" لها جميعاً:\n${choices}`,
  Received: `${from} وصلتنا رسالتك. إن لم يتصل بك أحد خلال 10 دقائق ${callUs}`,
  Emergency: `لا أحد يراقب هذا الرقم. في حالة الطوارئ يجب الاتصال فوراً برقم الطوارئ. للاتصال مع {{ Clinic.name }}: ${phone}`,
  AtClinicOrPhone: `${from} هل أنت في العيادة أم عند الهاتف؟ يرجى الرد "العيادة" أو "الهاتف".`,
  ConfirmCancel: `${from} هل المطلوب إلغاء موعدك يوم ${when}؟ يرجى الرد "نعم إلغاء" لإلغائه أو "لا" لإبقائه.`,
};
