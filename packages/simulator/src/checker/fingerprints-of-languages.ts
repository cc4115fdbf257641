// cspell:ignore thay
import type { Fingerprint } from './fingerprints.ts';

/** The default wording of notices, reminders and what answers them, in the languages that the simulated people read. */
export const otherFingerprints: readonly Fingerprint[] = [
  { kind: 'which', pattern: /您指的是哪个预约|أي موعد هو المقصود|quý vị nói cuộc hẹn nào/u },
  { kind: 'not-understood', pattern: /没有看懂|لم نفهم|chúng tôi chưa hiểu/u },
  { kind: 'unknown-number', pattern: /查不到这个号码|لم نجد موعداً لهذا الرقم|không tìm thấy cuộc hẹn của số này/u },
  { kind: 'asks-sure', pattern: /您要取消|هل المطلوب إلغاء|quý vị muốn hủy/u },
  { kind: 'family-reminder', pattern: /提醒您[^]*的几个预约|تذكير بمواعيدكم|nhắc các cuộc hẹn/u },
  { kind: 'reminder', pattern: /提醒您，您预约了|تذكير بموعدك|xin nhắc quý vị có hẹn/u },
  { kind: 'cancelled', pattern: /的预约已取消|أُلغي موعدك|đã được hủy/u },
  { kind: 'moved', pattern: /的预约改到|أصبح موعدك|nay là lúc/u },
  { kind: 'modified', pattern: /的预约有变动|تغيّر موعدك|có thay đổi/u },
  { kind: 'confirmed', pattern: /的预约已确认|تم تأكيد موعدك|đã được xác nhận/u },
  { kind: 'missed', pattern: /您没有来|لم نرك في موعدك|đã không đến cuộc hẹn/u },
  { kind: 'booked', pattern: /您已预约[^]*请回复 1|لديك موعد[^]*الرد 1|quý vị có hẹn[^]*Trả lời 1/u },
  { kind: 'neutral', pattern: /我们收到了您的短信|وصلتنا رسالتك|đã nhận tin nhắn/u },
];
