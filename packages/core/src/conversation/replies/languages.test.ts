import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Intent } from '../intent.ts';
import { interpretReply } from './interpret-reply.ts';
import { questions } from './labelled/questions.ts';
import { readLabelled } from './labelled/read-labelled.ts';
import type { LabelledReply } from './labelled/read-labelled.ts';
import { acts } from './labelled/score-labelled.ts';
import { lexiconLanguages } from './lexicons/lexicons.ts';

const repliesIn = (language: string): readonly LabelledReply[] =>
  readLabelled(readFileSync(new URL(`labelled/tuned/${language}.json`, import.meta.url), 'utf8'));
const others = (language: string): readonly string[] => lexiconLanguages.filter((each) => each !== language);
const read = (reply: LabelledReply, languages: readonly string[]): ReturnType<typeof interpretReply> =>
  interpretReply(reply.text, { languages, expecting: questions[reply.asked] });

describe.each(lexiconLanguages)('a patient who writes in %s', (language) => {
  const replies = repliesIn(language);
  const nearMisses = replies.filter(({ kind }) => kind === 'near-miss');

  it('sets nothing off by a near miss, whatever the language of the clinic', () => {
    const acting = others(language).flatMap((clinic) =>
      nearMisses
        .filter((reply) => acts(read(reply, [language, clinic])))
        .map(({ text }) => `${text} (clinic: ${clinic})`),
    );
    expect(acting).toEqual([]);
  });

  it('is never taken for saying something else because the clinic has another language', () => {
    const clear = replies.filter(({ kind }) => kind === 'clear');
    const wrong = others(language).flatMap((clinic) =>
      clear
        .filter((reply) => {
          const reading = read(reply, [language, clinic]);
          return acts(reading) && reading.intent !== reply.intent;
        })
        .map(({ text }) => `${text} (clinic: ${clinic})`),
    );
    expect(wrong).toEqual([]);
  });

  it('sets nothing off by a near miss in English', () => {
    const acting = repliesIn('en').filter((reply) => reply.kind === 'near-miss' && acts(read(reply, [language])));
    expect(acting.map(({ text }) => text)).toEqual([]);
  });
});

describe('a reply in two languages', () => {
  const coming: readonly Intent[] = questions.coming;
  it.each([
    ['tl', coming, 'yes doc, nandito na ako', 'arrived'],
    ['hi', coming, "haan I'm here", 'arrived'],
    ['hi', coming, 'sorry main late hu', 'late'],
    ['pa', coming, 'hello ji main pahunch gaya, in the car park', 'arrived'],
    ['vi', coming, 'hi doctor em đến rồi', 'arrived'],
    ['zh', coming, '到了 thank you', 'arrived'],
    ['zh', questions.invite, 'ready了', 'ready'],
    ['ar', coming, "مرحبا I'm here", 'arrived'],
    ['de', coming, "hallo I'm here mit meinem Sohn", 'arrived'],
    ['es', coming, 'hola im here, ya llegué', 'arrived'],
    ['el', coming, 'kalimera im outside', 'arrived'],
    ['fr', questions.booked, 'yes je confirme', 'confirm'],
    ['it', questions.invite, 'ready dottoressa', 'ready'],
    ['ar', questions.booked, 'ok تأكيد', 'confirm'],
    ['hi', questions.booked, 'please appointment cancel kar dijiye', 'cancel'],
  ] as const)('of a patient who speaks %s, expecting %j: "%s" is %s', (language, expecting, text, intent) => {
    expect(interpretReply(text, { languages: [language], expecting }).intent).toBe(intent);
  });

  it.each([
    ['tl', 'di pa ako here'],
    ['tl', 'hindi pa ready'],
    ['zh', '没有 arrived'],
    ['zh', '还没 here'],
    ['zh', '不 ready'],
    ['ar', 'مش ready'],
    ['ar', 'lessa not here'],
    ['vi', 'chưa ready'],
    ['vi', 'k'],
    ['hi', 'ready nahi'],
    ['hi', 'abhi here nahi'],
    ['hi', 'nahi ready hu'],
    ['pa', 'haje ready nahi haan'],
    ['de', 'Not here'],
    ['de', 'not ready'],
    ['de', 'bin not ready'],
    ['es', 'doctor ready'],
    ['it', 'non here'],
    ['fr', 'pas ready'],
    ['el', 'den eimai ready'],
    ['tl', 'no parking'],
  ] as const)('of a patient who speaks %s means nothing when one denies the other: "%s"', (language, text) => {
    for (const expecting of [questions.coming, questions.invite, questions.booked])
      expect(interpretReply(text, { languages: [language], expecting }).intent).toBe('unknown');
  });
});

describe('a promise to confirm later the same day', () => {
  it.each([
    ['en', 'I confirm in 10 minutes'],
    ['es', 'luego sí, confirmo'],
    ['it', 'confermo tra 10 minuti'],
    ['fr', 'plus tard je confirme'],
    ['de', 'später bestätige ich'],
    ['el', 'αργότερα το επιβεβαιώνω'],
    ['tl', 'mamaya confirm po'],
    ['zh', '等一下确认'],
    ['ar', 'أؤكد الموعد بعد 10 دقائق'],
    ['vi', 'lát nữa xác nhận'],
    ['hi', 'confirm hai 10 मिनट में'],
    ['pa', 'thodi der ch ਪੱਕਾ'],
  ] as const)('confirms nothing in %s: "%s"', (language, text) => {
    expect(interpretReply(text, { languages: [language], expecting: questions.booked }).intent).toBe('unknown');
  });
});

describe('the languages of a patient', () => {
  it.each(['zh-Hant', 'zh_TW', 'yue-HK', 'cmn-Hans-CN', 'ZH'])(
    'are read whatever script or region a tag names: %s',
    (tag) => {
      expect(interpretReply('我到了', { languages: [tag], expecting: questions.coming }).intent).toBe('arrived');
    },
  );

  it.each([
    ['fil-PH', 'tl'],
    ['arz', 'ar'],
    ['pa-Arab', 'pa'],
  ])('are known by a narrower tag: %s as %s', (tag, language) => {
    for (const reply of repliesIn(language)) expect(read(reply, [tag])).toEqual(read(reply, [language]));
  });

  it('that no lexicon is for leave a reply to a person, and English is read all the same', () => {
    expect(interpretReply('я здесь', { languages: ['ru'], expecting: questions.coming }).intent).toBe('unknown');
    expect(interpretReply("I'm here", { languages: ['ru'], expecting: questions.coming }).intent).toBe('arrived');
  });
});
