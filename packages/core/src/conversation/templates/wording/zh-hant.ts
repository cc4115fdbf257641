import type { Wording } from '../wording.ts';

const callUs = '請致電 {{ Clinic.phone }}。';
const when = '{{ Appointment.start.date }} {{ Appointment.start.time }}';
const whenYouArrive = '到達後請留在車內或門外，並回覆「到了」。輪到您時，我們會傳簡訊請您進來。';
const howToJoin = '開始前不久，我們會傳簡訊告訴您如何加入。如果您想來診所，請回覆「否」。';
const sorry = '{{ Clinic.name }}：抱歉，我們沒有看懂。';

/** The texts in traditional Chinese. */
export const traditionalChineseWording: Wording = {
  Registration:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您已預約 {{ Practitioner.name }}，時間是 ${when}。` +
    `當天我們會傳簡訊告訴您來之前要做什麼。如有疑問，${callUs}`,
  Cancellation:
    `{{ Clinic.name }}：您與 {{ Practitioner.name }} 在 ${when} 的預約已取消。` +
    `{% if undoMinutes %}弄錯了？請在 {{ undoMinutes }} 分鐘內回覆「撤銷」。{% endif %}如需重新預約，${callUs}`,
  UnknownPhone: `{{ Clinic.name }}：感謝您的簡訊。我們查不到這個號碼的預約，${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}：這個號碼有多個預約，我們不知道您指的是哪一個，${callUs}`,
  Unexpected:
    `${sorry}這個號碼的預約時間是 ${when}{% if Appointment.status == 'cancelled' %}，已取消` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}，已登記到達" +
    `{% elsif Appointment.status == 'noshow' %}，已登記為未到{% endif %}。如需協助，${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您預約了 {{ Practitioner.name }}，時間是 ${when}。` +
    '您想用視訊看診，不來診所嗎？用視訊請回覆「是」，來診所請回覆「否」。',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您預約了 {{ Practitioner.name }}，時間是 ${when}。` + whenYouArrive,
  ScreeningYesToVideo: `{{ Clinic.name }}：謝謝，{{ Practitioner.name }} 將在 {{ Appointment.start.time }} 與您視訊看診。${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}：謝謝，{{ Appointment.start.time }} 見。${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry}用視訊看診請回覆「是」，來診所請回覆「否」。也可以致電 {{ Clinic.phone }}。`,

  VideoWelcome:
    `{{ Clinic.name }}：{{ Patient.firstName }}，{{ Practitioner.name }} 將在 ${when} 以視訊或電話為您看診。` +
    howToJoin,
  VideoInvite:
    '{{ Clinic.name }}：{% if url %}{{ Practitioner.name }} 將在這裡與您視訊看診： {{ url }} 請現在打開' +
    '{% else %}{{ Practitioner.name }} 將撥打您的這個號碼。請把手機放在身邊{% endif %}，並回覆「準備好了」。',
  VideoThanks: '{{ Clinic.name }}：謝謝，{{ Practitioner.name }} 知道您準備好了，很快就來。',
  VideoDontUnderstand: `${sorry}可以與醫生通話時，請回覆「準備好了」。也可以致電 {{ Clinic.phone }}。`,

  ArrivedThanks:
    '{{ Clinic.name }}：謝謝，我們知道您到了。請在車內或門外等候，{{ Practitioner.name }} 可以見您時，我們會傳簡訊。',
  ArrivingDontUnderstand: `${sorry}到診所後請回覆「到了」。也可以致電 {{ Clinic.phone }}。`,
  DoctorReady: '{{ Clinic.name }}：{{ Practitioner.name }} 現在可以見您，請進來。{{ room }}',

  Booked:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您已預約 {{ Practitioner.name }}，時間是 ${when}。` +
    '確認請回覆 1，不能來請回覆 2。',
  Rescheduled:
    `{{ Clinic.name }}：您與 {{ Practitioner.name }} 的預約改到 ${when}` +
    '{% if Appointment.previousStart.date %}，不再是 {{ Appointment.previousStart.date }} ' +
    `{{ Appointment.previousStart.time }}{% endif %}。如果不方便，${callUs}`,
  Modified:
    `{{ Clinic.name }}：您 ${when} 的預約有變動。您將見 {{ Practitioner.name }}` +
    `{% if Appointment.location %}，地點是 {{ Appointment.location }}{% endif %}。如有疑問，${callUs}`,
  Confirmed: `{{ Clinic.name }}：謝謝，您與 {{ Practitioner.name }} 在 ${when} 的預約已確認。`,
  NoShow: `{{ Clinic.name }}：您沒有來 ${when} 的預約。如需重新預約，${callUs}`,
  Reminder:
    `{{ Clinic.name }}：{{ Patient.firstName }}，提醒您，您預約了 {{ Practitioner.name }}，時間是 ${when}。` +
    '確認請回覆 1，不能來請回覆 2。',
  FamilyReminder:
    '{{ Clinic.name }}：提醒您 {{ Appointment.start.date }} 的幾個預約{% if choices %}：{{ choices }}{% endif %}。' +
    '全部確認請回覆 1，有人不能來請回覆 2。',

  WhichAppointment: '{{ Clinic.name }}：您指的是哪個預約？請回覆編號，全部請回覆「全部」：{{ choices }}',
  Received: `{{ Clinic.name }}：我們收到了您的簡訊。如果 10 分鐘內沒有人聯絡您，${callUs}`,
  Emergency: '這個號碼沒有人看守。如果情況緊急，請立即撥打急救電話。聯絡 {{ Clinic.name }} 請致電 {{ Clinic.phone }}。',
  AtClinicOrPhone: '{{ Clinic.name }}：您是在診所，還是在電話旁？請回覆「診所」或「電話」。',
  ConfirmCancel: `{{ Clinic.name }}：您要取消 ${when} 的預約嗎？取消請回覆「是，取消」，保留請回覆「否」。`,
};
