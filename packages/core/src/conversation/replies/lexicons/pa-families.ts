import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

const i = 'main, mai, ma, m, asi, assi, ਮੈਂ, ਅਸੀਂ';
const come =
  'aa gaya, aa gya, aa gayi, aa gaye, aa gye, agya, aagi, aage, agye, aa gyi, ਆ ਗਿਆ, ਆ ਗਈ, ਆ ਗਏ, ਆਗਿਆ, ਆਗੀ, ਆਗੇ';
const am = 'haan, han, aa, ji, haan ji, ਹਾਂ, ਜੀ';
const cannot =
  'aa paavanga, aa paavangi, aa paunga, aauga, aaugi, aauna, auna, aunda, aa jaana, aaya jaana, aaya jana, aa hona, aa skda, aa skdi, aa skde, ਆਇਆ ਜਾਣਾ, ਆ ਪਾਵਾਂਗੀ, ਆਉਣਾ, ਆ ਹੋਣਾ';
const willCome =
  'aa jaanga, aa jaangi, aa jaange, aa jaunga, aa jaungi, aa jawange, aa jaavanga, aa jaavange, pahunch jaavanga, pahunch jaavange, pahunch jaange, pahunch jaunga, pahunch javange, ਆ ਜਾਂਗਾ, ਆ ਜਾਂਗੇ, ਆ ਜਾਊਂਗਾ, ਪਹੁੰਚ ਜਾਵਾਂਗੇ';
const givenBack =
  'wapas kar deo, wapas karo, vapas kar deo, vapas lao, wapas lao, wapis kar deo, wapis lao, bahal kar deo, bahal karo, ਵਾਪਸ ਕਰ ਦਿਓ, ਵਾਪਸ ਕਰੋ, ਬਹਾਲ ਕਰ ਦਿਓ';
const doctor = 'doctor sahib, doctor saab, doctor ji, ਡਾਕਟਰ ਸਾਹਿਬ, ਡਾਕਟਰ ਜੀ, ਡਾਕਟਰ ਸਾਹਬ';
/** The question whether to cancel, where *no* keeps the appointment. */
const cancelling = { when: ['cancel', 'yes', 'no'], unless: ['arrived'] } as const;

/** Word families and word orders in which Punjabi speakers put an answer, built from their parts. */
export function punjabiFamilies(): readonly PhraseGroup[] {
  return [...meeting(), ...presence(), ...appointments(), ...leftAlone(), ...elsewhereOrUncertain()];
}

function meeting(): readonly PhraseGroup[] {
  return [
    {
      role: 'yes',
      phrases: `${joined('haan ji, hanji, ji haan, ਹਾਂ ਜੀ, ਹਾਂਜੀ, ਜੀ ਹਾਂ', doctor)}, ${joined('online, ਆਨਲਾਈਨ', 'theek hai, theek aa, thik aa, thik hai, kar lo, kar lavo, chalega, ਠੀਕ ਹੈ, ਠੀਕ ਆ, ਕਰ ਲਓ')}`,
    },
    { role: 'assent', strength: 'bare', phrases: 'vadiya, vadiya ji, vadhiya ji, vadia ji, ਵਧੀਆ, ਵਧੀਆ ਜੀ' },
    {
      role: 'no',
      phrases:
        `${joined('video, video call, video chalauni, video karni, video chalauna', 'nahi aundi, nahi aunda, nhi aundi, nai aundi')}, ਵੀਡੀਓ ਚਲਾਉਣੀ ਨਹੀਂ ਆਉਂਦੀ, ਵੀਡੀਓ ਕਰਨੀ ਨਹੀਂ ਆਉਂਦੀ, ਵੀਡੀਓ ਨਹੀਂ ਆਉਂਦੀ, ` +
        `${joined('khud, main khud, main aap, clinic, clinic hi, doctor nu, aap', 'aa ke dikhauna, aa ke milna, mil ke dikhauna, milna chahunda haan, milna chahundi haan, milna hai')}, ${joined('ਮੈਂ ਡਾਕਟਰ ਨੂੰ, ਡਾਕਟਰ ਨੂੰ', 'ਮਿਲਣਾ ਚਾਹੁੰਦਾ ਹਾਂ, ਮਿਲਣਾ ਚਾਹੁੰਦੀ ਹਾਂ, ਮਿਲਣਾ ਹੈ')}, ` +
        'ਆਹਮਣੇ ਸਾਹਮਣੇ, ਆਹਮਣੇ ਸਾਹਮਣੇ ਠੀਕ ਹੈ, aahmne sahmne, ahmne sahmne, face to face theek aa, face to face theek hai',
    },
    {
      role: 'no',
      when: ['yes', 'no'],
      phrases: `${joined(joined('mere kol, sade kol, saade kol, sade ghar, saade ghar, mere ghar', 'internet, net, wifi, smart phone, smartphone, camera, phone, computer'), 'nahi, nahi hai, nahi haiga, haini, nai hai')}, ${joined('ਮੇਰੇ ਕੋਲ, ਸਾਡੇ ਕੋਲ', 'ਇੰਟਰਨੈੱਟ ਨਹੀਂ, ਇੰਟਰਨੈੱਟ ਨਹੀਂ ਹੈ, ਸਮਾਰਟਫੋਨ ਨਹੀਂ ਹੈ, ਫੋਨ ਨਹੀਂ ਹੈ')}`,
    },
    {
      role: 'no',
      when: ['no'],
      phrases: `${joined('nahi main, nahi ji main, nahi asi, nahi ji asi, asi khud, asi aap, main khud', 'aavanga, aavangi, aavange, aunga, aungi')}, ${joined('ਨਹੀਂ ਮੈਂ, ਨਹੀਂ ਜੀ ਮੈਂ, ਨਹੀਂ ਅਸੀਂ, ਨਹੀਂ ਜੀ ਅਸੀਂ, ਕਲੀਨਿਕ ਹੀ, ਅਸੀਂ ਖੁਦ', 'ਆਵਾਂਗਾ, ਆਵਾਂਗੀ, ਆਵਾਂਗੇ')}`,
    },
    {
      role: 'no',
      strength: 'bare',
      ...cancelling,
      phrases: 'rehn deo, nahi rehn deo, rehan deo, rehn do, ਰਹਿਣ ਦਿਓ, ਨਹੀਂ ਰਹਿਣ ਦਿਓ, rakh lo, rakho',
    },
  ];
}

function presence(): readonly PhraseGroup[] {
  return [
    {
      role: 'arrived',
      strength: 'strong',
      phrases: `${joined(i, come)}, ${joined(joined('ithe, ethe, ਇੱਥੇ, ਇਥੇ', come), am)}`,
    },
    { role: 'arrived', strength: 'bare', phrases: 'ਆਗਿਆ, ਆਗੀ, ਆਗੇ, aagi, reach kar gye, reach kar gayi, reach ho gye' },
    {
      role: 'arrived',
      phrases:
        `${joined('andar, main andar, asi andar, ਅੰਦਰ, ਮੈਂ ਅੰਦਰ, ਅਸੀਂ ਅੰਦਰ', 'baitha haan, baithe haan, baithi haan, betha haan, bethe haan, baithe aa, ਬੈਠਾ ਹਾਂ, ਬੈਠੇ ਹਾਂ, ਬੈਠੀ ਹਾਂ')}, ` +
        `${joined('gaddi ch, gaddi vich', 'baithe haan bahar, baitha haan bahar, haan bahar')}, ${joined('bebe, mummy, mata ji, papa, dad, munde, kudi, beti, bete, bache', `${joined('nu le ke', come)}`)}, ${joined('ਵੇਟਿੰਗ ਰੂਮ', 'ਵਿੱਚ ਹਾਂ, ਚ ਹਾਂ, ਵਿੱਚ ਬੈਠੇ ਹਾਂ')}, ${joined('ਮੈਂ ਮੰਮੀ ਨਾਲ, ਮੈਂ ਮਾਂ ਨਾਲ, ਮੈਂ ਪਤੀ ਨਾਲ, ਮੈਂ ਬੱਚੇ ਨਾਲ, ਮੈਂ ਧੀ ਨਾਲ', 'ਆ ਗਿਆ, ਆ ਗਈ, ਆ ਗਿਆ ਹਾਂ, ਆ ਗਈ ਹਾਂ')}`,
    },
    {
      role: 'ready',
      phrases: `join kar lita, join kar ditta, ${joined('connect, main connect, ਕਨੈਕਟ', 'ho gaya, ho gye, ho gayi, ho gaye, ho gya, ਹੋ ਗਿਆ, ਹੋ ਗਈ')}, ${joined('main video te, asi video te, video te, ਮੈਂ ਵੀਡੀਓ ਤੇ, ਵੀਡੀਓ ਤੇ', come)}`,
    },
    {
      role: 'ready',
      when: ['ready'],
      phrases:
        'shuru karo, shuru karo ji, shuru kar lo, shuru kar sakde o, shuru kar sakde ho, call kar lo, call kar lo ji, hun call kar lo, phone kol baitha haan, main phone kol baitha haan, phone kol haan, ਸ਼ੁਰੂ ਕਰੋ, ਸ਼ੁਰੂ ਕਰੋ ਜੀ, ਕਾਲ ਕਰ ਲਓ, ਕਾਲ ਕਰੋ',
    },
    {
      role: 'late',
      strength: 'strong',
      phrases:
        `${joined('late, let, der, deri, thodi der, thori der', 'ho jaavanga, ho jaavange, ho jaunga, ho jaungi, ho jaange, ho jaugi, ho javegi, ho jaugi ji')}, ${joined('ਥੋੜ੍ਹੀ ਦੇਰ, ਥੋੜੀ ਦੇਰ', 'ਹੋ ਜਾਵੇਗੀ, ਹੋ ਗਈ, ਹੋ ਰਹੀ ਹੈ')}, ` +
        `${joined('ਟ੍ਰੈਫਿਕ ਵਿੱਚ, ਟ੍ਰੈਫਿਕ ਚ, ਜਾਮ ਵਿੱਚ', 'ਫਸ ਗਏ, ਫਸ ਗਏ ਹਾਂ, ਫਸ ਗਿਆ ਹਾਂ, ਫਸ ਗਈ ਹਾਂ, ਹਾਂ')}, ${joined('bus, train, ਬੱਸ, ਟ੍ਰੇਨ', 'late aa, late hai, let aa, nikal gayi, miss ho gayi, nikal gyi, chhut gayi, ਲੇਟ ਹੈ, ਨਿਕਲ ਗਈ, ਲੰਘ ਗਈ')}`,
    },
  ];
}

function appointments(): readonly PhraseGroup[] {
  return [
    { role: 'confirm', when: ['confirm'], phrases: `${willCome}, ${joined(willCome, 'ji')}` },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      phrases:
        `${joined('nahi, nhi, nai, nahin, ਨਹੀਂ', cannot)}, aaya nahi jaana, aaya nahi jana, aa nahi hona, ਆਇਆ ਨਹੀਂ ਜਾਣਾ, ${joined('ji nahi, haan nahi, ਹਾਂ ਨਹੀਂ', 'aa sakda, aa sakdi, aa sakde, aavange, ਆ ਸਕਦਾ, ਆ ਸਕਦੀ')}, ` +
        'appointment di lorh nahi, hun appointment di lorh nahi, appointment nahi chahidi hun, ਅਪਾਇੰਟਮੈਂਟ ਦੀ ਲੋੜ ਨਹੀਂ',
    },
    {
      role: 'undo',
      phrases: `${joined('cancel, main cancel, galti ho gayi cancel, appointment cancel', 'nahi karna si, nahi karni si, nhi karna si')}, ${joined('ਰੱਦ, ਮੈਂ ਰੱਦ, ਕੈਂਸਲ', 'ਨਹੀਂ ਕਰਨਾ ਸੀ, ਨਹੀਂ ਕਰਨੀ ਸੀ')}, galti naal dab gaya, galti nal dab gaya, galat button dab gaya, ${joined('mistake naal, mistake nal, by mistake', 'cancel ho gayi, cancel ho gaya, cancel ho gya, cancel kar ditti, cancel ho gyi')}`,
    },
    { role: 'undo', phrases: joined('appointment, meri appointment, ਅਪਾਇੰਟਮੈਂਟ, ਮੇਰੀ ਅਪਾਇੰਟਮੈਂਟ', givenBack) },
    {
      role: 'reschedule',
      strength: 'strong',
      phrases:
        `${joined('next week, agle hafte, agle hafte di, agle hafte da, somvar nu, mangalvar nu, budhvar nu, veervar nu, shukarvar nu, parso, kal di jagah, kise hor din, ਅਗਲੇ ਹਫ਼ਤੇ, ਸੋਮਵਾਰ ਨੂੰ', 'kar deo, kar do, kardo, de deo, rakh deo, parso kar deo, time de deo, ਕਰ ਦਿਓ, ਰੱਖ ਦਿਓ')}, ${joined('appointment, time, date, tareek, din', 'badalni hai, badalna hai, badalni aa, agge kar deo, agge karo, pichhe kar deo')}, ` +
        'late time de deo, thoda late time de deo, thora late time de deo, shaam da time, swere da time, hor time de deo',
    },
  ];
}

function leftAlone(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      phrases:
        `${joined('mainu tang, menu tang, sanu tang, dubara message, dobara message, dubara msg, dobara msg, hor message, hor msg', 'na karo, na kro, na karna, na karyo, na karyo ji')}, ਮੈਨੂੰ ਤੰਗ ਨਾ ਕਰੋ, ਸਾਨੂੰ ਤੰਗ ਨਾ ਕਰੋ, ` +
        `${joined('message, msg, messages, text, sms, mainu message, mainu msg', 'bhejne band kar do, bhejna band kar do, band kar do, karna band kar deo, karna band kar do, karne band kar deo, karne band kar do, karne band krdo')}, ${joined('mera number, mera no', 'hata deo, list cho hata deo, list ton hata deo, delete kar deo, delete karo, kadd deo, kat deo')}`,
    },
    {
      role: 'thanks',
      phrases: `${joined('ਧੰਨਵਾਦ, ਬਹੁਤ ਧੰਨਵਾਦ, ਬਹੁਤ ਬਹੁਤ ਧੰਨਵਾਦ, ਸ਼ੁਕਰੀਆ, dhanwad, bahut dhanwad, shukriya', doctor)}, dhanwaad, dhanwaad ji, dhannwad, dhannwad ji, tnx ji, thnx ji, koi na, koi na ji, rabb tuhada bhala kare, rab tuhada bhala kare, samajh gaye, samajh gaye ji`,
    },
    {
      role: 'wrong-number',
      phrases: `${joined('galat bande nu, galat banda nu, tusi galat bande nu', 'msg, message, msg kar ditta, message kar ditta, msg kita, message kar rahe ho, msg kar rahe ho')}, tuhada number galat aa, tuhada number galat hai, ${joined('eh ohda, eh usda, ohda', 'number nahi, number nahi hai, number nahi aa')}, ਇਹ ਉਸਦਾ ਨੰਬਰ ਨਹੀਂ, ਇਹ ਉਸਦਾ ਨੰਬਰ ਨਹੀਂ ਹੈ, ਇਹ ਉਹਦਾ ਨੰਬਰ ਨਹੀਂ`,
    },
    {
      role: 'wrong-number',
      isHint: true,
      phrases:
        'ਇਹ ਮੇਰਾ ਨਾਂ ਨਹੀਂ, ਇਹ ਮੇਰਾ ਨਾਮ ਨਹੀਂ, eh mera naam nahi, eh mera nam nahi, main ohnu nahi janda, main ohnu nahi jandi, main nahi jandi, main oh nahi haan, main oh nahi, meri koi appointment nahi, meri koi appointment nahi hai, main tuhada patient nahi, main tuhada patient nahi haan, ਮੈਂ ਇਸ ਨੂੰ ਨਹੀਂ ਜਾਣਦਾ, ਮੈਂ ਉਸ ਨੂੰ ਨਹੀਂ ਜਾਣਦਾ',
    },
  ];
}

function elsewhereOrUncertain(): readonly PhraseGroup[] {
  return [
    {
      role: 'negation',
      phrases:
        `${joined('time, number, vaari, yaad, samajh, bukhar, neend, meenh, barish, chakkar, bus, train, gaddi, report, result, dawai, ਬੁਖਾਰ, ਮੀਂਹ, ਨੀਂਦ, ਯਾਦ, ਸਮਾਂ, ਵਾਰੀ, ਗੱਡੀ, ਰਿਪੋਰਟ', 'aa gaya, aa gayi, aa gya, aa gyi, ਆ ਗਿਆ, ਆ ਗਈ')}, ` +
        'ton bahar, to bahar, ਤੋਂ ਬਾਹਰ, mulk, tan dassanga, tan dasanga, tan dassangi, dassanga, dasanga, dassangi, ਦੱਸਾਂਗਾ, ਦੱਸਾਂਗੀ, confirm karke, confirm karega, confirm karegi, ' +
        'theek haan, thik haan, theek han, main theek, hun theek haan, sehat theek, tabiyat theek, theek ho gaya, theek nahi, ਠੀਕ ਹਾਂ, ਸਿਹਤ ਠੀਕ, ਠੀਕ ਨਹੀਂ',
    },
  ];
}
