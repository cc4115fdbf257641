import type { Lexicon } from '../lexicon.ts';
import { comeInLatin, notInLatin } from './indic-latin.ts';
import { joinPhrases } from './join-phrases.ts';
import { punjabiFamilies } from './pa-families.ts';
import { punjabiSurroundings } from './pa-surroundings.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** How patients answer in Punjabi, in Gurmukhi and in Latin letters, with English mixed in. */
export function punjabi(): Lexicon {
  const comeInGurmukhi = joined('ਆ, ਪਹੁੰਚ, ਪੁੱਜ, ਪੁਜ', 'ਗਿਆ, ਗਈ, ਗਏ, ਗਈਆਂ, ਚੁੱਕਾ, ਚੁੱਕੀ, ਚੁੱਕੇ');
  /** Followed by "am", which is also "yes". */
  const come = `${comeInGurmukhi}, ${comeInLatin}, ${joined(comeInGurmukhi, 'ਹਾਂ')}, ${joined(comeInLatin, 'haan, han, ha')}`;
  const atClinicInGurmukhi = joined('ਕਲੀਨਿਕ, ਕਲਿਨਿਕ, ਹਸਪਤਾਲ, ਪਾਰਕਿੰਗ, ਰਿਸੈਪਸ਼ਨ', 'ਵਿੱਚ, ਵਿਚ, ਚ, ਤੇ, ਦੇ ਬਾਹਰ');
  const atClinicInLatin = joined(
    'clinic, hospital, parking, reception, waiting room, car park',
    'vich, vch, wich, ch, te, de bahar, me',
  );
  const outside = 'ਬਾਹਰ, ਬਾਹਰ ਖੜਾ, ਬਾਹਰ ਖੜੀ, ਬਾਹਰ ਖੜੇ, ਬਾਹਰ ਖੜ੍ਹਾ, ਬਾਹਰ ਖੜ੍ਹੀ, ਬਾਹਰ ਖੜ੍ਹੇ';
  const outsideInLatin =
    'bahar, baahar, bahar khada, bahar khadi, bahar khade, bahar khara, bahar khari, bahar khare, bahar baitha, bahar baithe';
  const amInLatin = 'haan, han, ha, aa, a, h';
  const reached =
    'reached, i have reached, have reached, reached clinic, reached the clinic, reach ho gaya, reach ho gayi, reach ho gaye, reach kar gaya, reach kar gaye, reach kar liya, arrive ho gaya, arrive ho gayi, arrive ho gaye';
  const readyWords = 'ਤਿਆਰ, ਰੈਡੀ, tyar, tiar, tayar, taiyar, teyar, tyaar, ready';
  const waiting = `${joined('ਉਡੀਕ, ਇੰਤਜ਼ਾਰ, ਵੇਟ', 'ਕਰ ਰਿਹਾ ਹਾਂ, ਕਰ ਰਹੀ ਹਾਂ, ਕਰ ਰਹੇ ਹਾਂ')}, ${joined('udeek, udik, intzar, intezar, wait', 'kar reha haan, kar rahi haan, kar rahe haan, kar reha, kar rahi, kar rahe, kar riha haan, krda haan, kar reha aa, kar rahe aa')}`;
  const cannotCome =
    'ਆ ਸਕਦਾ, ਆ ਸਕਦੀ, ਆ ਸਕਦੇ, ਆ ਪਾਵਾਂਗਾ, ਆ ਸਕਾਂਗਾ, ਆਵਾਂਗਾ, ਆਵਾਂਗੀ, ਆਵਾਂਗੇ, ਆ ਰਿਹਾ, ਆ ਰਹੀ, ਆ ਰਹੇ, aa sakda, aa sakdi, aa sakde, a sakda, aa skda, aa sakanga, aa hona, avanga, aavanga, aavangi, aavange, aa reha, aa rahi, aa rahe, aa paunga, aunda, aundi';
  const willCome =
    'ਆਵਾਂਗਾ, ਆਵਾਂਗੀ, ਆਵਾਂਗੇ, ਆ ਜਾਵਾਂਗਾ, ਆ ਜਾਵਾਂਗੀ, ਆ ਜਾਵਾਂਗੇ, ਆਊਂਗਾ, ਪਹੁੰਚ ਜਾਵਾਂਗਾ, ਪਹੁੰਚ ਜਾਵਾਂਗੀ, aavanga, aavangi, aavange, avanga, avangi, avange, aawanga, aawangi, aawange, aa javanga, aa javangi, aa javange, aa jawanga, aa jawangi, aaunga, aunga, aungi, pahunch javanga, pahunch jawanga';
  const cancelled =
    'ਰੱਦ ਹੋ ਗਿਆ, ਰੱਦ ਹੋ ਗਈ, ਰੱਦ ਕਰ ਦਿੱਤਾ, ਰੱਦ ਕਰ ਦਿੱਤੀ, ਕੈਂਸਲ ਹੋ ਗਿਆ, ਕੈਂਸਲ ਹੋ ਗਈ, ਕੈਂਸਲ ਕਰ ਦਿੱਤਾ, cancel ho gaya, cancel ho gayi, cancel ho gyi, cancel ho gya, cancel ho gia, cancel kar ditta, cancel kar diti, cancel kar dita, cancel';
  return {
    script: 'Gurmukhi',
    // Everybody spells Punjabi in Latin letters in another way.
    toleratesErrors: false,
    numberWords: 'ਇੱਕ, ਇਕ, ਦੋ, ਪੰਜ, ਦਸ, ਦੱਸ, ਪੰਦਰਾਂ, ਵੀਹ, ਤੀਹ, ਅੱਧਾ, panj, das, dass, pandra, vih, tih, adha',
    groups: [
      ...punjabiFamilies(),
      // Yes and no
      {
        role: 'yes',
        phrases:
          'ਹਾਂ ਜੀ, ਹਾਂਜੀ, ਹਾਜੀ, ਹਾ ਜੀ, ਜੀ ਹਾਂ, ਹਾਂ ਹਾਂ, ਹਾਂ ਡਾਕਟਰ, ਆਹੋ, ਆਹੋ ਜੀ, ਬਿਲਕੁਲ, ਜ਼ਰੂਰ, ਮਨਜ਼ੂਰ ਹੈ, ਵੀਡੀਓ, ਵੀਡੀਓ ਠੀਕ ਹੈ, ਵੀਡੀਓ ਚਾਹੀਦੀ ਹੈ, ਵੀਡੀਓ ਕਾਲ, ਹਾਂ ਵੀਡੀਓ, ' +
          'haan ji, haanji, hanji, han ji, ha ji, haa ji, hanjii, ji haan, ji han, haan haan, haan doctor, aaho, aho, aaho ji, bilkul, zaroor, jaroor, jarur, video theek hai, video theek aa, video thik aa, video thik hai, haan video, video chahidi, video chalegi, video kar lo, video kar lavo',
      },
      { role: 'yes', strength: 'bare', phrases: 'ਹਾਂ, ਹਾ, ਹਾਂਆ, haan, han, haa, ha, haah' },
      { role: 'assent', strength: 'bare', phrases: 'ਜੀ, ji' },
      {
        role: 'assent',
        phrases:
          'ਠੀਕ ਹੈ, ਠੀਕ ਹੈ ਜੀ, ਠੀਕ ਆ, ਠੀਕ, ਚੰਗਾ, ਚੰਗਾ ਜੀ, ਅੱਛਾ, ਓਕੇ, ਸਹੀ ਹੈ, ਚੱਲੂ, theek aa, theek aa ji, thik aa, thik aa ji, theek a, thik a, theek hai, thik hai, theek hai ji, thik hai ji, theek h, thik h, theek, thik, changa, changa ji, acha, accha, achha, sahi aa, sahi hai, ok ji, okay ji, vadia, vadhiya, chalu',
      },
      {
        role: 'no',
        strength: 'bare',
        phrases: `ਨਹੀਂ, ਨਹੀ, ਨਈਂ, ਨਾ, ਨਾਂ, ਨਹੀਂ ਜੀ, ਨਾ ਜੀ, ਜੀ ਨਹੀਂ, ਨਹੀਂ ਚਾਹੀਦਾ, ਨਹੀਂ ਚਾਹੀਦੀ, ਨਹੀਂ ਧੰਨਵਾਦ, ਨਹੀਂ ਸ਼ੁਕਰੀਆ, ਨਹੀਂ ਨਹੀਂ, ${notInLatin}, ji nahi, ji nahin, ji nhi, nahi nahi, nahi shukriya, nahi dhanwad, nahi thank you, ${joined(notInLatin, 'ji, chahida, chahidi')}`,
      },
      {
        role: 'no',
        strength: 'bare',
        phrases: `${joined('ਵੀਡੀਓ, ਵੀਡੀਓ ਕਾਲ, video, video call', 'ਨਹੀਂ, ਨਹੀਂ ਚਾਹੀਦੀ, ਨਹੀਂ ਚਾਹੀਦਾ, ਨਾ ਕਰੋ, nahi, nahi chahidi, nahi chahida, nhi chahidi, nahi karni, nahi karna, na karo, di lorh nahi')}, ਕੈਮਰਾ ਨਹੀਂ ਹੈ, ਇੰਟਰਨੈੱਟ ਨਹੀਂ ਹੈ, camera nahi hai, camera haini, internet nahi hai, net nahi hai, ਖੁਦ ਆਵਾਂਗਾ, ਖੁਦ ਆਵਾਂਗੀ, khud aavanga, khud aavangi, khud aawanga, mil ke dikhauna`,
      },
      {
        role: 'no',
        when: ['no'],
        phrases: `${joined('ਕਲੀਨਿਕ, ਹਸਪਤਾਲ, clinic, main clinic, clinic hi, ਮੈਂ ਕਲੀਨਿਕ, ਮੈਂ ਖੁਦ, main khud, main aap, ਮੈਂ ਆਪ, asi aap, ਅਸੀਂ ਆਪ', willCome)}, clinic auna hai, clinic auna chahunda, ਕਲੀਨਿਕ ਆਉਣਾ ਹੈ`,
      },

      // Arrived
      {
        role: 'arrived',
        strength: 'strong',
        phrases: `${joined('ਮੈਂ, ਅਸੀਂ', comeInGurmukhi)}, ${joined('main, mai, asi, assi', comeInLatin)}`,
      },
      {
        role: 'arrived',
        strength: 'strong',
        phrases: `${joined(`${atClinicInGurmukhi}, ${outside}, ਇੱਥੇ, ਇਥੇ, ਏਥੇ`, 'ਹਾਂ, ਹਾ, ਆਂ')}, ${joined(`${atClinicInLatin}, ${outsideInLatin}, ithe, itthe, ethe, aithe`, amInLatin)}`,
      },
      // Of whom nothing is said may be anybody.
      { role: 'arrived', strength: 'bare', phrases: come },
      {
        role: 'arrived',
        phrases: `${atClinicInGurmukhi}, ${atClinicInLatin}, ${reached}, ${joined(joined('main, asi, assi', 'pahunch gaya haan, pahunch gayi haan, pahunch gaye haan, aa gaya haan, aa gayi haan, aa gaye haan'), 'doctor sahib, doctor saab, doctor sahab')}, ${joined(joined('ਮੈਂ, ਅਸੀਂ', 'ਪਹੁੰਚ ਗਿਆ ਹਾਂ, ਪਹੁੰਚ ਗਈ ਹਾਂ, ਪਹੁੰਚ ਗਏ ਹਾਂ, ਆ ਗਿਆ ਹਾਂ, ਆ ਗਈ ਹਾਂ, ਆ ਗਏ ਹਾਂ'), 'ਡਾਕਟਰ ਸਾਹਿਬ')}, ${joined('ਆ ਗਿਆ, ਆ ਗਈ, ਆ ਗਏ, ਪਹੁੰਚ ਗਿਆ, ਪਹੁੰਚ ਗਈ, ਪਹੁੰਚ ਗਏ, ਆ ਗਿਆ ਹਾਂ, ਪਹੁੰਚ ਗਿਆ ਹਾਂ, ਪਹੁੰਚ ਗਈ ਹਾਂ, ਪਹੁੰਚ ਗਏ ਹਾਂ, aa gaya, aa gayi, pahunch gaya, pahunch gayi, pahunch gaye, aa gaya haan, pahunch gaya haan, pahunch gayi haan, pahunch gaye haan', 'ਡਾਕਟਰ ਸਾਹਿਬ, doctor sahib, doctor saab, doctor sahab, doctor ji')}, ਬਾਹਰ ਗੱਡੀ ਵਿੱਚ, ਬਾਹਰ ਕਾਰ ਵਿੱਚ, bahar gaddi ch, bahar gaddi vich, bahar car ch, ਪਹੁੰਚਿਆ ਹਾਂ, ਪਹੁੰਚੀ ਹਾਂ, ਗੱਡੀ ਪਾਰਕ ਕਰ ਦਿੱਤੀ, gaddi park kar diti, gaddi park kar ditti, ${joined('ਡਾਕਟਰ, doctor, doctor ji', 'ਮੈਂ ਆ ਗਿਆ, ਮੈਂ ਆ ਗਈ, ਅਸੀਂ ਆ ਗਏ, main aa gaya, main aa gayi, asi aa gaye, assi aa gaye, main pahunch gaya, main pahunch gayi')}`,
      },
      {
        role: 'arrived',
        when: ['arrived', 'ready'],
        unless: ['no'],
        phrases: 'ਕਲੀਨਿਕ, ਕਲਿਨਿਕ, ਹਸਪਤਾਲ, clinic, hospital',
      },

      // Ready
      {
        role: 'ready',
        phrases: joined(
          `${joined(readyWords, 'ਹਾਂ, haan, han, aa')}, ਮੈਂ ਤਿਆਰ ਹਾਂ, ਅਸੀਂ ਤਿਆਰ ਹਾਂ, main tyar haan, main ready haan, asi ready haan, assi tyar haan`,
          'ਡਾਕਟਰ ਸਾਹਿਬ, doctor sahib, doctor saab, doctor sahab',
        ),
      },
      { role: 'ready', strength: 'strong', phrases: joined('ਮੈਂ, ਅਸੀਂ, main, mai, asi, assi', readyWords) },
      {
        role: 'ready',
        phrases: `${readyWords}, ${joined(readyWords, 'ਹਾਂ, haan, han, ha')}, ready ji, ਜੁੜ ਗਿਆ, ਜੁੜ ਗਈ, ਜੁੜ ਗਏ, ਜੁਆਇਨ ਕਰ ਲਿਆ, join kar lia, join kar leya, join kar lya, link khol lya, link khol leya, join ho gaya, join ho gayi, jud gaya, jur gaya, link khol lia, ਲਿੰਕ ਖੋਲ੍ਹ ਲਿਆ, online haan, online aa, ਆਨਲਾਈਨ, video te haan, ਵੀਡੀਓ ਤੇ ਹਾਂ`,
      },
      {
        role: 'ready',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases:
          'ਫ਼ੋਨ, ਫ਼ੋਨ ਤੇ, ਮੋਬਾਈਲ, ਘਰ, ਘਰੇ, ਘਰ ਹਾਂ, ਘਰੇ ਹਾਂ, ਫੋਨ ਤੇ ਹਾਂ, phone te, phone te haan, phone, mobile te, ghar, ghare, ghar haan, ghare haan, ghar aa',
      },
      { role: 'word', when: ['ready', 'arrived'], unless: ['no'], phrases: waiting },
      { role: 'ready', strength: 'bare', when: ['ready'], phrases: waiting },
      { role: 'arrived', strength: 'bare', when: ['arrived'], phrases: waiting },
      {
        role: 'arrived',
        strength: 'strong',
        when: ['arrived'],
        phrases: joined('ਬਾਹਰ, bahar, ਗੱਡੀ ਵਿੱਚ, gaddi ch, gaddi vich, bahar gaddi ch, ਬਾਹਰ ਗੱਡੀ ਵਿੱਚ', waiting),
      },

      // Confirm, cancel, reschedule
      {
        role: 'confirm',
        phrases: `ਕਨਫਰਮ, ਕੰਫਰਮ, ਕਨਫ਼ਰਮ, ਪੁਸ਼ਟੀ, ਪੱਕਾ, ਪੱਕਾ ਹੈ, ਪੱਕਾ ਜੀ, ਹਾਂ ਪੱਕਾ, ਪੁਸ਼ਟੀ ਕਰਦਾ ਹਾਂ, ਪੁਸ਼ਟੀ ਕਰਦੀ ਹਾਂ, ਕਨਫਰਮ ਹੈ, ਕਨਫਰਮ ਕਰੋ, ਕਨਫਰਮ ਕਰਦਾ ਹਾਂ, pushti, pakka, pakka hai, pakka aa, pakka ji, haan pakka, haan confirm, haanji confirm, ${joined('confirm, appointment confirm', 'aa, a, aa ji, hai, h, hai ji, karda haan, kardi haan, karde haan, kar deo, kar do, kardo, karo, karo ji, karna, karna hai, ji')}`,
      },
      {
        role: 'confirm',
        when: ['confirm'],
        phrases: `${willCome}, aa reha haan, aa rahi haan, aa rahe haan, ਆ ਰਿਹਾ ਹਾਂ, ਆ ਰਹੀ ਹਾਂ, ਆ ਰਹੇ ਹਾਂ, milde haan, milange`,
      },
      {
        role: 'cancel',
        phrases: joined(
          'ਰੱਦ, ਰਦ, ਕੈਂਸਲ, ਕੈਂਸਿਲ, ਅਪੌਇੰਟਮੈਂਟ ਰੱਦ, ਅਪਾਇੰਟਮੈਂਟ ਰੱਦ, ਅਪੁਆਇੰਟਮੈਂਟ ਰੱਦ, ਅਪੌਇੰਟਮੈਂਟ ਕੈਂਸਲ, ਅਪਾਇੰਟਮੈਂਟ ਕੈਂਸਲ, cancel, radd, appointment cancel, appt cancel, booking cancel, confirm cancel',
          'ਕਰੋ, ਕਰ ਦਿਓ, ਕਰ ਦੋ, ਕਰ ਦੇਵੋ, ਕਰਨੀ ਹੈ, ਕਰਨਾ ਹੈ, ਕਰਨਾ ਚਾਹੁੰਦਾ ਹਾਂ, ਕਰਨਾ ਚਾਹੁੰਦੀ ਹਾਂ, ਕਰਨੀ ਆ, kar deo, kar do, kardo, kar dio, kardeo, krdo, kar devo, kar dena, karo, kro, karna hai, karna aa, karni aa, karni hai, karna chahunda, karna chahundi, karna chahunda haan, karva deo, ji, ji please, please',
        ),
      },
      { role: 'cancel', isHint: true, phrases: 'ਰੱਦ, ਰਦ, ਕੈਂਸਲ, ਕੈਂਸਿਲ, radd' },
      {
        role: 'cancel',
        strength: 'strong',
        isHint: true,
        phrases: `${joined('ਨਹੀਂ, ਨਹੀ, nahi, nahin, nhi, nai', cannotCome)}, ਆ ਨਹੀਂ ਸਕਦਾ, ਆ ਨਹੀਂ ਸਕਦੀ, ਆ ਨਹੀਂ ਸਕਦੇ, aa nahi sakda, aa nahi sakdi, aa nahi sakde, aa nahi hona, ${joined('cancel', 'kiven karni, kiven karna, kive karni, kive kara, kar sakde ho')}, ਕਿਵੇਂ ਰੱਦ ਕਰਾਂ`,
      },
      {
        role: 'undo',
        phrases: `${joined('ਗਲਤੀ ਨਾਲ, galti naal, galti nal, bhulekhe naal', cancelled)}, undo kar deo, undo karo, undo kar do, cancel wapas lao, ਵਾਪਸ ਬਹਾਲ ਕਰੋ, ਬਹਾਲ ਕਰੋ, bahal karo`,
      },
      {
        role: 'reschedule',
        strength: 'strong',
        phrases:
          `${joined('ਸਮਾਂ, ਟਾਈਮ, ਤਾਰੀਖ, ਤਰੀਕ, ਦਿਨ, ਅਪੌਇੰਟਮੈਂਟ, ਅਪਾਇੰਟਮੈਂਟ, samay, time, tareek, tarik, date, din, appointment', 'ਬਦਲੋ, ਬਦਲ ਦਿਓ, ਬਦਲਣਾ, ਬਦਲਣਾ ਹੈ, ਬਦਲਣੀ ਹੈ, ਬਦਲ, ਚੇਂਜ, ਚੇਂਜ ਕਰਨਾ, badlo, badal, badal deo, badalna, badalna hai, badalna aa, badalni aa, badal do, change, change karna, change karna aa, change karna hai, change karni aa, change karo, change kar deo, change kar do, change ho sakda')}, ` +
          'ਹੋਰ ਦਿਨ, ਕਿਸੇ ਹੋਰ ਦਿਨ, ਦੂਜੇ ਦਿਨ, ਹੋਰ ਸਮਾਂ, ਅੱਗੇ ਪਾ ਦਿਓ, hor din, kise hor din, dooje din, duje din, hor time, hor date, agge pa deo, reschedule karna, reschedule kar deo, reschedule karo, hor din di appointment',
      },

      // Late
      {
        role: 'late',
        strength: 'strong',
        phrases:
          `${joined('ਲੇਟ, ਦੇਰ, ਦੇਰੀ, late, let, der, deri', 'ਹੋ ਜਾਵਾਂਗਾ, ਹੋ ਜਾਵਾਂਗੀ, ਹੋ ਜਾਵਾਂਗੇ, ਹੋ ਜਾਵੇਗੀ, ਹੋ ਜਾਣਾ, ਹੋ ਗਿਆ, ਹੋ ਗਈ, ਹੋ ਗਏ, ਹੋ ਰਹੀ ਹੈ, ਹੋ ਰਿਹਾ ਹਾਂ, ਹੋਵੇਗੀ, ਹਾਂ, ਨਾਲ ਆਵਾਂਗਾ, aa reha haan, aa rahe haan, aa rahi haan, ho jauga, ho javanga, ho javangi, ho javange, ho jawanga, ho jana, ho jau, ho jaugi, ho javegi, ho gaya, ho gayi, ho gaye, ho gya, ho reha haan, ho rahe haan, ho rahi hai, haan, han, aa, aavanga, aawanga, naal aavanga')}, ` +
          `thoda late, thora late, ਥੋੜਾ ਲੇਟ, ਥੋੜ੍ਹਾ ਲੇਟ, ਟ੍ਰੈਫਿਕ, ਟਰੈਫਿਕ, ਟ੍ਰੈਫਿਕ ਵਿੱਚ ਫਸ ਗਿਆ, ਟ੍ਰੈਫਿਕ ਵਿੱਚ ਫਸੇ ਹਾਂ, ਜਾਮ ਵਿੱਚ, ${joined('traffic ch, traffic vich, traffic wich, jam ch, jam vich', 'fas gaye, fas gaya, fas gayi, phas gaye, phas gaya, fase haan, fasya haan, haan, aa')}, traffic bahut hai, traffic bahut aa, bahut traffic, jam lagga, ` +
          '# ਮਿੰਟ ਲੇਟ, # ਮਿੰਟ ਦੇਰ, # ਮਿੰਟ ਦੀ ਦੇਰੀ, # mint late, # min let, # mint der',
      },
      { role: 'late', phrases: 'ਲੇਟ, ਦੇਰ, ਦੇਰੀ, deri, der, # ਮਿੰਟ, # mint' },

      // Consent, help, wrong number
      {
        role: 'stop',
        phrases: `${joined('ਮੈਸੇਜ, ਮੈਸਿਜ, ਸੁਨੇਹੇ, ਸੁਨੇਹਾ, message, messages, msg, sms, mainu message, mainu msg, mainu messages, ਮੈਨੂੰ ਮੈਸੇਜ, text', 'ਨਾ ਭੇਜੋ, ਨਾ ਕਰੋ, ਭੇਜਣੇ ਬੰਦ ਕਰੋ, ਭੇਜਣਾ ਬੰਦ ਕਰੋ, ਬੰਦ ਕਰੋ, ਨਹੀਂ ਚਾਹੀਦੇ, ਨਹੀਂ ਚਾਹੀਦਾ, na bhejo, na bhejeo, na bhejna, na karo, na kro, mat bhejo, karne band karo, karna band karo, bhejne band karo, bhejna band karo, bhejne band kar deo, bhejna band kar deo, band karo, band kar deo, nahi chahide, nahi chahida')}, mera number hata deo, ਮੇਰਾ ਨੰਬਰ ਹਟਾ ਦਿਓ`,
      },
      { role: 'stop', strength: 'bare', phrases: 'ਬੰਦ ਕਰੋ, ਬੰਦ ਕਰ ਦਿਓ, band karo, band kar deo' },
      {
        role: 'help',
        strength: 'bare',
        phrases: 'ਮਦਦ, ਮਦਦ ਚਾਹੀਦੀ ਹੈ, ਮਦਦ ਕਰੋ, madad, madad chahidi, madad karo, help chahidi, help karo',
      },
      {
        role: 'wrong-number',
        phrases:
          'ਗਲਤ ਨੰਬਰ ਤੇ ਮੈਸੇਜ, ਗਲਤ ਨੰਬਰ ਤੇ ਮੈਸੇਜ ਕੀਤਾ, galat number te message, galat number te message kita, galat number te msg, ਗਲਤ ਨੰਬਰ, ਗਲਤ ਨੰਬਰ ਹੈ, ਰੌਂਗ ਨੰਬਰ, ਗਲਤ ਬੰਦਾ, galat number, galat no, galat number aa, galat number hai, galt number, galat banda, wrong number aa, wrong number hai, eh galat number aa, eh galat number hai, ਇਹ ਗਲਤ ਨੰਬਰ ਹੈ',
      },
      { role: 'wrong-number', isHint: true, phrases: 'ਮੈਂ ਮਰੀਜ਼ ਨਹੀਂ, main patient nahi, main nahi janda, kaun hai eh' },
      ...punjabiSurroundings(),
    ],
  };
}
