import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../clinic-settings.ts';
import { findUrgent } from './find-urgent.ts';
import { readLabelled } from './labelled/read-labelled.ts';
import { lexiconLanguages } from './lexicons/lexicons.ts';
import { urgentPhrases } from './urgent-phrases.ts';

// What is made of a list is kept for the next text, so each test brings a list that was never seen.
const urgentWords = (): readonly string[] => [...defaultSettings.urgentWords];

describe('findUrgent', () => {
  it.each([
    'I have chest pain',
    'CHEST PAINS!!',
    "I can't breathe",
    'I can’t breathe',
    'cant breathe',
    'my husband collapsed. please help',
    'thinking of suicide',
    'chest\npain',
    'ch\u200Best pain',
  ])('finds an urgent word in "%s"', (text) => {
    expect(findUrgent(text, urgentWords())).toBe(true);
  });

  it.each(['', 'arrived', 'chest', 'pain in my chest', 'strokeplay', 'breaststroke', 'pain chest', 'not breathe'])(
    'finds none in "%s"',
    (text) => {
      expect(findUrgent(text, urgentWords())).toBe(false);
    },
  );

  it('finds words of scripts without spaces inside a sentence', () => {
    expect(findUrgent('我头很痛得厉害', ['头很痛'])).toBe(true);
    expect(findUrgent('เจ็บหน้าอกมาก', ['หน้าอก'])).toBe(true);
    expect(findUrgent('我到了', ['头很痛', 'หน้าอก'])).toBe(false);
  });

  it('ignores an urgent word that is empty', () => {
    expect(findUrgent('arrived', ['', '  ', '!'])).toBe(false);
  });
});

describe('urgent words in the patients’ languages', () => {
  it.each([
    ['zh', '我胸痛得厉害'],
    ['zh-Hant', '我媽媽昏迷了，流血不止'],
    ['zh, Cantonese', '我唞唔到氣'],
    ['zh-Hant, a heart attack', '爸爸心臟病發'],
    ['zh, pinyin', 'wo hu xi kun nan'],
    ['ar', 'عندي وجع بصدري من الصبح'],
    ['ar, standard', 'أعاني من ألمٍ في الصدر'],
    ['ar, a relative', 'أمي فقدت الوعي'],
    ['ar, in Latin letters', '3andi waja3 bsadri'],
    ['vi', 'Em bị đau ngực dữ dội'],
    ['vi, without diacritics', 'ba toi bi dot quy'],
    ['vi, at the end of one’s tether', 'tôi không muốn sống nữa'],
    ['hi', 'मुझे सीने में दर्द हो रहा है'],
    ['hi, nasal written otherwise', 'साँस नहीं आ रही है'],
    ['hi, in Latin letters', 'papa behosh ho gaye'],
    ['pa', 'ਮੇਰੀ ਛਾਤੀ ਵਿੱਚ ਦਰਦ ਹੈ'],
    ['pa, in Latin letters', 'chhati ch dard hai ji'],
    ['el', 'Έχω πόνο στο στήθος'],
    ['el, in Latin letters', 'den mporo na anapneuso'],
    ['it', 'Mio marito è svenuto'],
    ['it, one’s own life', 'voglio morire'],
    ['es', 'me duele mucho, dolor en el pecho'],
    ['es, a relative', 'Mi papá no puede respirar'],
    ['fr', "Je n'arrive plus à respirer"],
    ['fr, a stroke', 'ma mère fait un AVC je crois'],
    ['de', 'Mein Vater ist bewusstlos'],
    ['de, umlauts typed out', 'sie hat eine Ueberdosis genommen'],
    ['tl', 'Di po ako makahinga doc'],
    ['tl, a relative', 'nawalan ng malay si nanay'],
    ['a script of a language that is not the patient’s, whatever the clinic’s list holds', '救命 自杀'],
  ])('are found without being in the clinic’s list: %s', (_, text) => {
    expect(findUrgent(text, [])).toBe(true);
  });

  it.each([
    ['vi: slowly, not suicide', 'Em tới từ từ nha'],
    ['vi: traffic to die for', 'kẹt xe muốn chết luôn'],
    ['vi: much blood taken', 'hôm qua lấy máu nhiều'],
    ['ar: a woman’s name', 'معكم انهار محمد'],
    ['ar: many pills', 'لازم آخذ حبوب كثيرة؟'],
    ['es: a blood test', 'ayer me sacaron mucha sangre'],
    ['de: a blood test', 'muss viel Blut abgenommen werden?'],
    ['fr: with, not a stroke', 'rdv avc le docteur'],
    ['tl: the price fell', 'bumagsak ang presyo'],
    ['zh: the chest X-ray', '我要做胸部检查'],
    ['es: wine with lunch', 'con mucho gusto'],
    ['it: I breathe better', 'respiro meglio grazie'],
    ['de: fresh air', 'brauche frische Luft'],
    ['el: I breathe', 'αναπνέω καλά'],
    ['hi: the heart', 'dil se shukriya'],
    ['ar: chest X-ray', 'صورة الصدر جاهزة؟'],
  ])('are not found in what only looks alike: %s', (_, text) => {
    expect(findUrgent(text, [])).toBe(false);
  });

  const sets = ['held-out', 'tuned'].flatMap((set) =>
    readdirSync(new URL(`labelled/${set}/`, import.meta.url)).map((file) => `labelled/${set}/${file}`),
  );

  it.each(sets)('raise no alarm at any ordinary reply of %s', (file) => {
    const replies = readLabelled(readFileSync(new URL(file, import.meta.url), 'utf8'));
    expect(replies.filter(({ text }) => findUrgent(text, urgentWords())).map(({ text }) => text)).toEqual([]);
  });

  it('are each found as they stand', () => {
    for (const phrase of Object.values(urgentPhrases).flatMap((phrases) => phrases.split(','))) {
      expect(phrase.trim(), phrase).not.toBe('');
      expect(findUrgent(`xx ${phrase} yy`, []), phrase).toBe(true);
    }
  });

  it('are looked for in every language in which replies are read; English is the clinic’s own list', () => {
    expect(['en', ...Object.keys(urgentPhrases)].sort()).toEqual([...lexiconLanguages].sort());
  });
});
