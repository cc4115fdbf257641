/** Words after which, at the second place of a sentence, the particle of respect stands. */
const beforeRespect: ReadonlySet<string> = new Set([
  'na',
  'pa',
  'ko',
  'mo',
  'ka',
  'nga',
  'lang',
  'naman',
  'muna',
  'nyo',
]);

const spellings: ReadonlyMap<string, readonly string[]> = new Map([
  ['po', ['poh', 'ho', 'pu', 'p']],
  ['na', ['n', 'nah', 'napo', 'napoh', 'npo']],
  [
    'nandito',
    [
      'nandi2',
      'andi2',
      'nan2',
      'andit2',
      'andito',
      'nadito',
      'nandto',
      'andto',
      'nndito',
      'and2',
      'nand2',
      'naandito',
      'narito',
      'naririto',
      'anditu',
      'nandtio',
    ],
  ],
  ['pa', ['papo']],
  ['nandyan', ['andyan', 'nandiyan', 'andiyan', 'nariyan', 'andjan', 'nandjan', 'andian', 'andyn']],
  ['dito', ['d2', 'dto', 'rito', 'ditu']],
  ['dyan', ['diyan', 'jan', 'dian', 'riyan', 'dyn']],
  ['hindi', ['di', 'hindipo', 'dipo', 'hnd', 'hndi', 'hinde', 'indi', 'hende']],
  ['huwag', ['wag', 'huag', 'hwag', 'wg', 'huwg']],
  ['ako', ['aq', 'aku', 'akoh']],
  ['akong', ['kong', 'akng']],
  ['kami', ['kmi', 'kame']],
  ['lang', ['langpo', 'lng', 'lamang', 'lan', 'nlng']],
  ['naman', ['nman', 'nmn', 'namn']],
  ['nyo', ['niyo', 'ninyo']],
  ['kayo', ['kau', 'kyo', 'kayu']],
  ['kayong', ['kaung']],
  ['yung', ['ung', 'iyong', 'yong']],
  ['ang', ['yung', 'ung', 'iyong', 'yong']],
  ['nasa', ['nsa', 'asa']],
  ['labas', ['lbas']],
  ['sakin', ['skin']],
  ['pwede', ['puwede', 'pde', 'pwde', 'pede', 'pwd']],
  ['salamat', ['slmt', 'salmat', 'slamat', 'salamt', 'salamats', 'slmat']],
  ['sige', ['cge', 'sge', 'sigi', 'cgi', 'cg', 'sigeh']],
  ['opo', ['opoo', 'oopo', 'op', 'oho', 'opu', 'opow']],
  ['wala', ['wla']],
  ['makakapunta', ['makapunta', 'makkapunta', 'makpunta']],
  ['makakarating', ['makarating', 'makadating', 'makakadating', 'makaabot', 'makakaabot']],
  ['pupunta', ['ppunta', 'punta', 'pupnta', 'pumunta']],
  ['darating', ['dadating']],
  ['kararating', ['kakarating', 'kadarating', 'karating', 'kadadating', 'kakadating', 'kararatin']],
  ['klinika', ['clinic', 'klinik']],
  ['naghihintay', ['nagaantay', 'nagiintay', 'nakahintay', 'naghintay']],
  ['icancel', ['ikansela', 'ipacancel', 'ikancel', 'kanselahin']],
]);

/** The ways in which a Tagalog word is shortened in texts, such as `and2` for `nandito`. */
export function tagalogSpellings(word: string): readonly string[] {
  return spellings.get(word) ?? [];
}

/**
 * Adds to some Tagalog phrases, as a lexicon writes them, those with *po*, which shows respect: behind the first word or the small words
 * that follow it, `nandito na po ako`.
 */
export function withRespect(phrases: string): string {
  const polite = phrases.split(',').flatMap((phrase) => {
    const words = phrase.trim().split(/\s+/u);
    const isPlace = (at: number): boolean =>
      at === 1 || (beforeRespect.has(String(words[at - 1])) && !beforeRespect.has(String(words[at])));
    const places = words.flatMap((_, at) => (at > 0 && isPlace(at) ? [at] : []));
    return [
      ...places.map((at) => words.toSpliced(at, 0, 'po').join(' ')),
      words.join(' ').replace(/\bkong\b/u, 'ko pong'),
    ];
  });
  return [phrases, ...polite].join(',');
}
