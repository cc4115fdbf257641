import { describe, expect, it } from 'vitest';
import { findInstructions } from './find-instructions.ts';

describe('findInstructions', () => {
  it.each([
    ['Reply "yes" for video or "no" to come in.', ['yes', 'no']],
    ['Reply “yes” or ‘no’.', ['yes']],
    ["Reply 'arrived' when you're here", ['arrived']],
    ["When you're here reply 'arrived'.", ['arrived']],
    ['Reply YES or NO', ['YES', 'NO']],
    ['REPLY Y/N', ['Y', 'N']],
    ['Reply 1 to confirm, 2 if you cannot come.', ['1', '2']],
    ['reply with 1 or 2', ['1', '2']],
    ['Please text arrived once you are outside.', ['arrived']],
    ['Just answer with the word ready', ['ready']],
    ['Text back joined', ['joined']],
    ['by texting here you agree', []],
    ['respond ready', ['ready']],
    ['send ok', ['ok']],
    ['type waiting', ['waiting']],
    ['say hello', ['hello']],
    ['Hello. Reply ready. Bye.', ['ready']],
    ['Reply ready\nCall us', ['ready']],
    ['We will text you a link.', []],
    ['Text us when you arrive', []],
    ['Your reply was not understood', []],
    ['Do not reply.', []],
    ['YES we are open', []],
    ['The context is "good"', []],
    ['Please reply when I call', []],
    ['Call 12. Reply in 10 minutes', []],
    ['', []],
  ])('finds in %j the words %j', (text, words) => {
    expect(findInstructions(text, 'en').map(({ word }) => word)).toEqual(words);
  });

  it('gives the sentence of each in lower case', () => {
    expect(findInstructions('Hello. Reply STOP to Opt Out!', 'en-AU')).toEqual([
      { word: 'STOP', sentence: 'reply stop to opt out!' },
    ]);
  });

  it.each([
    ['zh', '全部确认请回复 1，有人不能来请回复 2。如有疑问，请致电 03 5550 0100。', ['1', '2']],
    ['zh', '用视频请回复“是”，来诊所请回复“否”。', ['是', '否']],
    ['zh-Hant', '弄錯了？請在 10 分鐘內回覆「復原」。', ['復原']],
    ['ar', 'يرجى الرد "نعم" للفيديو أو "لا" للحضور. للاستفسار: 03 5550 0100', ['نعم', 'لا']],
    ['hi', 'क्या आएँगे? वीडियो के लिए "हाँ", आने के लिए "नहीं" लिखें। 3 बजे मिलते हैं।', ['हाँ', 'नहीं']],
    ['fr', 'Répondez « oui » ou « non » avant 9:40.', ['oui', 'non']],
    ['de', 'Antworten Sie „ja“ oder „nein“. Termin 2 ist am 3. August.', ['ja', 'nein']],
    ['es', 'Responda 1 para confirmar, 2 si no puede venir antes de 10 minutos.', ['1', '2']],
    ['es', 'Le llamaremos "pronto".', []],
    ['vi', 'Trả lời "có, hủy" để hủy, "không" để giữ.', ['có, hủy', 'không']],
  ])('finds in %s, wherever the verb stands: %s', (language, text, words) => {
    expect(findInstructions(text, language).map(({ word }) => word)).toEqual(words);
  });
});
