import type { WeekLanguage } from './week-habit.ts';

/** What a patient wants to say about an appointment. */
export type WeekAnswer = 'confirm' | 'cancel' | 'yes-cancel' | 'no' | 'undo' | 'cannot-come' | 'reschedule';

type Phrases = Readonly<Record<WeekAnswer, readonly string[]>>;

const english: Phrases = {
  confirm: ['1', 'yes', 'Yes', 'ok 👍', 'confirm', 'Confirm', '1 thanks', 'Yes please'],
  cancel: ['cancel my appointment', 'Please cancel my appointment', 'I want to cancel my appointment'],
  'yes-cancel': ['yes cancel', 'Yes cancel'],
  no: ['no', 'No'],
  undo: ['undo', 'Undo', 'UNDO'],
  'cannot-come': ["I can't make it", "sorry can't come"],
  reschedule: ['can I change my appointment to another day?', 'I need to reschedule'],
};

/** What people write, as they write it. */
export const weekPhrases: Readonly<Record<WeekLanguage, Phrases>> = {
  en: english,
  zh: {
    ...english,
    confirm: ['1', '确认', '好的，我会来', '1，谢谢'],
    cancel: ['取消预约', '我要取消'],
    'yes-cancel': ['是，取消'],
    no: ['否'],
    undo: ['撤销'],
  },
  ar: {
    ...english,
    confirm: ['1', '١', 'تأكيد', 'أؤكد الموعد'],
    cancel: ['إلغاء الموعد', 'أريد إلغاء الموعد'],
    'yes-cancel': ['نعم إلغاء'],
    no: ['لا'],
    undo: ['تراجع'],
  },
  vi: {
    ...english,
    confirm: ['1', 'xác nhận', 'Dạ xác nhận ạ', '1 ạ'],
    cancel: ['hủy hẹn', 'tôi muốn hủy'],
    'yes-cancel': ['có, hủy'],
    no: ['không'],
    undo: ['hoàn tác'],
  },
};

/** What a patient takes a text for. */
export type WeekReading =
  'asks-to-confirm' | 'asks-which' | 'asks-sure' | 'cancelled' | 'moved' | 'not-understood' | 'other';

const reply = '(?:reply|回复|回覆|الرد|trả lời)';
const signs: readonly (readonly [WeekReading, RegExp])[] = [
  ['asks-sure', /yes cancel|是，取消|نعم إلغاء|có, hủy/iu],
  ['asks-which', /which appointment|哪个预约|أي موعد|cuộc hẹn nào/iu],
  ['not-understood', /did not understand|没有看懂|لم نفهم|chưa hiểu/iu],
  ['cancelled', /is cancelled|已取消|أُلغي|đã được hủy/iu],
  ['moved', /is now on|改到|أصبح موعدك|nay là lúc/iu],
  ['asks-to-confirm', new RegExp(`${reply}[^]*1[^]*2`, 'iu')],
];

/** Reads a text as somebody does who speaks the language: by the words that stand out. */
export function readWeekText(body: string): WeekReading {
  return signs.find(([, sign]) => sign.test(body))?.[0] ?? 'other';
}
