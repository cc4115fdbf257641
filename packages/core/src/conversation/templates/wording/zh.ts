import type { Wording } from '../wording.ts';

const callUs = '请致电 {{ Clinic.phone }}。';
const when = '{{ Appointment.start.date }} {{ Appointment.start.time }}';
const whenYouArrive = '到达后请留在车内或门外，并回复“到了”。轮到您时，我们会发短信请您进来。';
const howToJoin = '开始前不久，我们会发短信告诉您如何加入。如果您想来诊所，请回复“否”。';
const sorry = '{{ Clinic.name }}：抱歉，我们没有看懂。';

/** The texts in simplified Chinese. */
export const chineseWording: Wording = {
  Registration:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您已预约 {{ Practitioner.name }}，时间是 ${when}。` +
    `当天我们会发短信告诉您来之前要做什么。如有疑问，${callUs}`,
  Cancellation:
    `{{ Clinic.name }}：您与 {{ Practitioner.name }} 在 ${when} 的预约已取消。` +
    `{% if undoMinutes %}弄错了？请在 {{ undoMinutes }} 分钟内回复“撤销”。{% endif %}如需重新预约，${callUs}`,
  UnknownPhone: `{{ Clinic.name }}：感谢您的短信。我们查不到这个号码的预约，${callUs}`,
  TooManyAppointments: `{{ Clinic.name }}：这个号码有多个预约，我们不知道您指的是哪一个，${callUs}`,
  Unexpected:
    `${sorry}这个号码的预约时间是 ${when}{% if Appointment.status == 'cancelled' %}，已取消` +
    "{% elsif Appointment.status == 'arrived' or Appointment.status == 'checked-in' %}，已登记到达" +
    `{% elsif Appointment.status == 'noshow' %}，已登记为未到{% endif %}。如需帮助，${callUs}`,

  ConsiderTeleHealth:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您预约了 {{ Practitioner.name }}，时间是 ${when}。` +
    '您想用视频看诊，不来诊所吗？用视频请回复“是”，来诊所请回复“否”。',
  CantConsiderTeleHealth:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您预约了 {{ Practitioner.name }}，时间是 ${when}。` + whenYouArrive,
  ScreeningYesToVideo: `{{ Clinic.name }}：谢谢，{{ Practitioner.name }} 将在 {{ Appointment.start.time }} 与您视频看诊。${howToJoin}`,
  ScreeningNoToVideo: `{{ Clinic.name }}：谢谢，{{ Appointment.start.time }} 见。${whenYouArrive}`,
  ScreeningDontUnderstand: `${sorry}用视频看诊请回复“是”，来诊所请回复“否”。也可以致电 {{ Clinic.phone }}。`,

  VideoWelcome:
    `{{ Clinic.name }}：{{ Patient.firstName }}，{{ Practitioner.name }} 将在 ${when} 通过视频或电话为您看诊。` +
    howToJoin,
  VideoInvite:
    '{{ Clinic.name }}：{% if url %}{{ Practitioner.name }} 将在这里与您视频看诊： {{ url }} 请现在打开' +
    '{% else %}{{ Practitioner.name }} 将拨打您的这个号码。请把手机放在身边{% endif %}，并回复“准备好了”。',
  VideoThanks: '{{ Clinic.name }}：谢谢，{{ Practitioner.name }} 知道您准备好了，很快就来。',
  VideoDontUnderstand: `${sorry}可以与医生通话时，请回复“准备好了”。也可以致电 {{ Clinic.phone }}。`,

  ArrivedThanks:
    '{{ Clinic.name }}：谢谢，我们知道您到了。请在车内或门外等候，{{ Practitioner.name }} 可以见您时，我们会发短信。',
  ArrivingDontUnderstand: `${sorry}到诊所后请回复“到了”。也可以致电 {{ Clinic.phone }}。`,
  DoctorReady: '{{ Clinic.name }}：{{ Practitioner.name }} 现在可以见您，请进来。{{ room }}',

  Booked:
    `{{ Clinic.name }}：{{ Patient.firstName }}，您已预约 {{ Practitioner.name }}，时间是 ${when}。` +
    '确认请回复 1，不能来请回复 2。',
  Rescheduled:
    `{{ Clinic.name }}：您与 {{ Practitioner.name }} 的预约改到 ${when}` +
    '{% if Appointment.previousStart.date %}，不再是 {{ Appointment.previousStart.date }} ' +
    `{{ Appointment.previousStart.time }}{% endif %}。如果不方便，${callUs}`,
  Modified:
    `{{ Clinic.name }}：您 ${when} 的预约有变动。您将见 {{ Practitioner.name }}` +
    `{% if Appointment.location %}，地点是 {{ Appointment.location }}{% endif %}。如有疑问，${callUs}`,
  Confirmed: `{{ Clinic.name }}：谢谢，您与 {{ Practitioner.name }} 在 ${when} 的预约已确认。`,
  NoShow: `{{ Clinic.name }}：您没有来 ${when} 的预约。如需重新预约，${callUs}`,
  Reminder:
    `{{ Clinic.name }}：{{ Patient.firstName }}，提醒您，您预约了 {{ Practitioner.name }}，时间是 ${when}。` +
    '确认请回复 1，不能来请回复 2。',
  FamilyReminder:
    '{{ Clinic.name }}：提醒您 {{ Appointment.start.date }} 的几个预约{% if choices %}：{{ choices }}{% endif %}。' +
    '全部确认请回复 1，有人不能来请回复 2。',

  WhichAppointment: '{{ Clinic.name }}：您指的是哪个预约？请回复编号，全部请回复“全部”：{{ choices }}',
  Received: `{{ Clinic.name }}：我们收到了您的短信。如果 10 分钟内没有人联系您，${callUs}`,
  Emergency: '这个号码没有人看守。如果情况紧急，请立即拨打急救电话。联系 {{ Clinic.name }} 请致电 {{ Clinic.phone }}。',
  AtClinicOrPhone: '{{ Clinic.name }}：您是在诊所，还是在电话旁？请回复“诊所”或“电话”。',
  ConfirmCancel: `{{ Clinic.name }}：您要取消 ${when} 的预约吗？取消请回复“是，取消”，保留请回复“否”。`,
};
