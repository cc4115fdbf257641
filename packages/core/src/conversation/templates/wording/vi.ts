import type { Wording } from '../wording.ts';

const callUs = 'xin gọi {{ Clinic.phone }}.';
const when = '{{ Appointment.start.time }} {{ Appointment.start.date }}';
const withWhom = 'với {{ Practitioner.name }}';
const confirmOrNot = 'Trả lời 1 để xác nhận, 2 nếu không đến được.';
const whenYouArrive = 'Khi đến, xin chờ trong xe hay bên ngoài và nhắn "đã đến". Chúng tôi sẽ mời vào.';
const howToJoin = 'Chúng tôi sẽ nhắn cách vào. Muốn đến tận nơi, xin trả lời "không".';
const sorry = '{{ Clinic.name }}: xin lỗi, chúng tôi chưa hiểu.';

/** The texts in Vietnamese. */
export const vietnameseWording: Wording = {
  Registration:
    `{{ Clinic.name }}: {{ Patient.firstName }}, quý vị có hẹn ${withWhom} lúc ${when}. ` +
    `Hôm đó chúng tôi sẽ nhắn cần làm gì trước. Cần hỏi, ${callUs}`,
  Cancellation:
    `{{ Clinic.name }}: cuộc hẹn ${withWhom} lúc ${when} đã được hủy. ` +
    `{% if undoMinutes %}Nhầm? Trong {{ undoMinutes }} phút xin nhắn "hoàn tác". {% endif %}Để đặt hẹn mới, ${callUs}`,
  UnknownPhone: `{{ Clinic.name }}: cảm ơn tin nhắn của quý vị. Chúng tôi không tìm thấy cuộc hẹn của số này, ${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}: số này có nhiều cuộc hẹn và chúng tôi không rõ quý vị nói cuộc hẹn nào, ${callUs}`,
  Unexpected:
    `${sorry} Cuộc hẹn của số này là lúc ${when}{% if Appointment.status == 'cancelled' %}, đã hủy` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}, đã ghi là có mặt" +
    `{% elsif Appointment.status == 'noshow' %}, đã ghi là vắng mặt{% endif %}. Cần giúp, ${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}: {{ Patient.firstName }}, quý vị có hẹn ${withWhom} lúc ${when}. ` +
    'Muốn gặp qua video thay vì đến? Trả lời "có" để gặp qua video, "không" để đến.',
  CantConsiderTeleHealth: `{{ Clinic.name }}: {{ Patient.firstName }}, quý vị có hẹn ${withWhom} lúc ${when}. ${whenYouArrive}`,
  ScreeningYesToVideo:
    '{{ Clinic.name }}: cảm ơn, quý vị sẽ gặp {{ Practitioner.name }} qua video lúc {{ Appointment.start.time }}. ' +
    howToJoin,
  ScreeningNoToVideo: `{{ Clinic.name }}: cảm ơn, hẹn gặp lúc {{ Appointment.start.time }}. ${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry} Xin trả lời "có" để gặp bác sĩ qua video, "không" để đến. Hoặc ${callUs}`,

  VideoWelcome:
    '{{ Clinic.name }}: {{ Patient.firstName }}, quý vị gặp {{ Practitioner.name }} qua video/điện thoại lúc ' +
    `${when}. ${howToJoin}`,
  VideoInvite:
    '{{ Clinic.name }}: {% if url %}{{ Practitioner.name }} sẽ gặp quý vị qua video tại đây: {{ url }} Xin mở ngay' +
    '{% else %}{{ Practitioner.name }} sẽ gọi số này. Xin để điện thoại bên mình{% endif %} và nhắn "sẵn sàng".',
  VideoThanks: '{{ Clinic.name }}: cảm ơn, {{ Practitioner.name }} biết quý vị đã sẵn sàng và sẽ gặp quý vị ngay.',
  VideoDontUnderstand: `${sorry} Khi có thể nói chuyện với bác sĩ, xin nhắn "sẵn sàng". Hoặc ${callUs}`,

  ArrivedThanks:
    '{{ Clinic.name }}: cảm ơn, chúng tôi biết quý vị đã đến. Xin chờ trong xe hoặc bên ngoài, chúng tôi sẽ nhắn khi ' +
    '{{ Practitioner.name }} sẵn sàng.',
  ArrivingDontUnderstand: `${sorry} Khi đến phòng khám, xin nhắn "đã đến". Hoặc ${callUs}`,
  DoctorReady: '{{ Clinic.name }}: {{ Practitioner.name }} mời quý vị vào ngay. {{ room }}',

  Booked: `{{ Clinic.name }}: {{ Patient.firstName }}, quý vị có hẹn ${withWhom} lúc ${when}. ${confirmOrNot}`,
  Rescheduled:
    `{{ Clinic.name }}: cuộc hẹn ${withWhom} nay là lúc ${when}{% if Appointment.previousStart.date %}, không còn lúc ` +
    `{{ Appointment.previousStart.time }} {{ Appointment.previousStart.date }}{% endif %}. Nếu không tiện, ${callUs}`,
  Modified:
    `{{ Clinic.name }}: cuộc hẹn lúc ${when} có thay đổi: gặp {{ Practitioner.name }}` +
    `{% if Appointment.location %}, tại {{ Appointment.location }}{% endif %}. Cần hỏi, ${callUs}`,
  Confirmed: `{{ Clinic.name }}: cảm ơn, cuộc hẹn ${withWhom} lúc ${when} đã được xác nhận.`,
  NoShow: `{{ Clinic.name }}: quý vị đã không đến cuộc hẹn lúc ${when}. Để đặt hẹn mới, ${callUs}`,
  Reminder: `{{ Clinic.name }}: {{ Patient.firstName }}, xin nhắc quý vị có hẹn ${withWhom} lúc ${when}. ${confirmOrNot}`,
  FamilyReminder:
    '{{ Clinic.name }}: nhắc các cuộc hẹn {{ Appointment.start.date }}{% if choices %}: {{ choices }}{% endif %}. ' +
    'Trả lời 1 nếu đến đủ, 2 nếu có người không đến.',

  WhichAppointment: '{{ Clinic.name }}: quý vị nói cuộc hẹn nào? Trả lời bằng số, hoặc "tất cả": {{ choices }}',
  Received: `{{ Clinic.name }}: chúng tôi đã nhận tin nhắn. Nếu trong 10 phút không có ai liên lạc, ${callUs}`,
  Emergency:
    'Số này không có người trực. Nếu khẩn cấp, xin gọi ngay số cấp cứu. Để gặp {{ Clinic.name }}, xin gọi {{ Clinic.phone }}.',
  AtClinicOrPhone:
    '{{ Clinic.name }}: quý vị đang ở phòng khám hay bên điện thoại? Trả lời "phòng khám" hoặc "điện thoại".',
  ConfirmCancel: `{{ Clinic.name }}: quý vị muốn hủy cuộc hẹn lúc ${when} không? Trả lời "có, hủy" để hủy, "không" để giữ.`,
};
