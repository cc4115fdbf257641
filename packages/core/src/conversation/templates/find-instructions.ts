/** A word that a text tells the patient to send. */
export interface Instruction {
  readonly word: string;
  /** The sentence in which it is told, in lower case. */
  readonly sentence: string;
}

const verb = /\b(?:reply|text|send|answer|respond|type|say)(?:ing)?\b/iu;
const quoted = /"([^"\n]{1,30})"|“([^”\n]{1,30})”|(?<!\w)'([^'\n]{1,30})'(?!\w)/gu;
const capitals = /(?<![\w'{])[A-Z]+(?![\w'])/gu;
const digits = /(?:^|,|;|\bor|\band|\bwith)\s*(\d{1,2})\b/giu;
const firstWord = /^\s*(?:back\s+)?(?:with\s+|by\s+)?(?:the\s+word\s+|just\s+)?([\p{L}']+)/iu;

/** Words after "reply" or "text" that are no answer but go on with the sentence. */
const goesOn = new Set(
  (
    'us you me to this that the a an it if when with for from by in on at and or of your our we i will is are was back here ' +
    'once before after as soon again now only please message messages number line'
  ).split(' '),
);

/** Beginnings of words that say reply, text, send or write, in the other languages of our texts. */
const verbsElsewhere = new RegExp(
  [
    '(?<!\\p{L})(?:reply|text|respond|contest|env[ií]|escrib|répond|repond|envoy|écriv|tapez|antwort|schreib|schick|send)',
    '(?<!\\p{L})(?:rispond|scriv|invi|απαντ|στείλ|γράψ|i-?reply|i-?text|sagot|sumagot|trả lời|nhắn|gửi|soạn)',
    '(?<!\\p{L})[وف]?(?:الرد|رد|أرسل|ارسل|اكتب|أجب)',
    '(?<!\\p{L})(?:लिख|भेज|जवाब|ਲਿਖੋ|ਭੇਜੋ|ਜਵਾਬ)|回[复覆]|[发發]送|[输輸]入',
  ].join('|'),
  'iu',
);
const quotedElsewhere = /["“”„«「『]\s?([^"“”„«»「」『』\n]{1,30}?)\s?["“”»」』]/gu;
const digitsElsewhere = /(?<![\d:.,+])[1-9](?![\d:]|[.,]\d)/gu;

/**
 * Finds the words that a text tells the patient to send.
 *
 * In each sentence that says reply, text, send, answer, respond, type or say: what is quoted after that; else the words in
 * capitals and the digits of a list; else the next word, unless it goes on with the sentence ("text us"). In other languages,
 * where the verb may stand last: what is quoted anywhere in the sentence, else its single digits.
 *
 * @param text the template without its Liquid
 * @param language BCP 47 tag in which it is written
 */
export function findInstructions(text: string, language: string): readonly Instruction[] {
  const find = /^en\b/iu.test(language) ? wordsInEnglish : wordsElsewhere;
  return text
    .split(/(?<=[.!?؟।])\s|(?<=[。！？])|\n/u)
    .flatMap((sentence) => find(sentence).map((word) => ({ word, sentence: sentence.toLowerCase() })));
}

function wordsInEnglish(sentence: string): readonly string[] {
  const found = verb.exec(sentence);
  return found === null ? [] : wordsToSend(sentence.slice(found.index + found[0].length));
}

function wordsElsewhere(sentence: string): readonly string[] {
  if (!verbsElsewhere.test(sentence)) return [];
  const quotes = [...sentence.matchAll(quotedElsewhere)].map((match) => match.slice(1).join(''));
  return quotes.length > 0 ? quotes : (sentence.match(digitsElsewhere) ?? []);
}

function wordsToSend(rest: string): readonly string[] {
  const quotes = [...rest.matchAll(quoted)].map((match) => match.slice(1).join(''));
  if (quotes.length > 0) return quotes;
  const listed = [
    ...(rest.match(capitals) ?? []).filter((word) => word !== 'I'),
    ...[...rest.matchAll(digits)].map((match) => match.slice(1).join('')),
  ];
  if (listed.length > 0) return listed;
  const next = firstWord.exec(rest)?.[1] ?? '';
  return next === '' || goesOn.has(next.toLowerCase()) ? [] : [next];
}
