import type { PhraseGroup } from '../lexicon.ts';
import { fillersInLatin, noiseInLatin } from './indic-latin.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** What stands around an answer in Punjabi, or looks like one: choices, courtesy, small words, negations, futures, questions. */
export function punjabiSurroundings(): readonly PhraseGroup[] {
  return [
    {
      role: 'future',
      isPutOff: true,
      toleratesErrors: false,
      phrases:
        'ਬਾਅਦ ਵਿੱਚ, baad ch, baad vich, thodi der ch, thodi der vich, ਥੋੜ੍ਹੀ ਦੇਰ ਵਿੱਚ, # ਮਿੰਟ ਵਿੱਚ, # mint ch, # minute ch, ਲਗਭਗ, lagbhag',
    },
    // Choices
    {
      role: 'number',
      value: 1,
      when: ['choice'],
      phrases: 'ਇੱਕ, ਇਕ, ਪਹਿਲਾ, ਪਹਿਲੀ, ਨੰਬਰ ਇੱਕ, ikk, ik, pehla, pahla, pehli',
    },
    { role: 'number', value: 2, when: ['choice'], phrases: 'ਦੋ, ਦੂਜਾ, ਦੂਜੀ, ਨੰਬਰ ਦੋ, dooja, duja, dooji, duji' },
    { role: 'number', value: 3, when: ['choice'], phrases: 'ਤਿੰਨ, ਤੀਜਾ, ਤੀਜੀ, tinn, teeja, tija' },
    { role: 'number', value: 4, when: ['choice'], phrases: 'ਚਾਰ, ਚੌਥਾ, ਚੌਥੀ, chautha' },
    { role: 'all', when: ['choice'], phrases: 'ਦੋਵੇਂ, ਦੋਨੋਂ, ਦੋਨੋ, ਸਾਰੇ, ਸਭ, dove, doven, dono, donon, sare, saare, sab' },
    { role: 'filler', when: ['choice'], phrases: 'ਨੰਬਰ, ਵਾਲਾ, ਵਾਲੀ' },

    // Courtesy
    {
      role: 'thanks',
      phrases:
        'ਧੰਨਵਾਦ, ਧੰਨਵਾਦ ਜੀ, ਬਹੁਤ ਧੰਨਵਾਦ, ਬਹੁਤ ਬਹੁਤ ਧੰਨਵਾਦ, ਧੰਨਵਾਦ ਡਾਕਟਰ, ਧੰਨਵਾਦ ਡਾਕਟਰ ਸਾਹਿਬ, ਸ਼ੁਕਰੀਆ, ਸ਼ੁਕਰੀਆ ਜੀ, ਬਹੁਤ ਸ਼ੁਕਰੀਆ, ਮਿਹਰਬਾਨੀ, ਮੇਹਰਬਾਨੀ, ਥੈਂਕ ਯੂ, ਥੈਂਕਸ, ਕੋਈ ਗੱਲ ਨਹੀਂ, ਕੋਈ ਗੱਲ ਨੀ, ਸਮਝ ਗਿਆ, ਸਮਝ ਗਈ, ਫਿਰ ਮਿਲਾਂਗੇ, ' +
        'dhanwad, dhanvad, dhanvaad, dhannvaad, dhanyavad, dhanwad ji, dhanvad ji, bahut dhanwad, bahut bahut dhanwad, dhanwad doctor, dhanwad doctor sahib, shukriya, shukria, shukriya ji, bahut shukriya, shukriya doctor, meharbani, mehrbani, meherbani, meharbani ji, thanku, thanks ji, thank you ji, thankyou ji, thank you doctor sahib, koi gal nahi, koi gall nahi, koi gal ni, koi gal nai, koi gall ni, samajh gaya, samajh gayi, fer milange, phir milange, rab rakha, alvida',
    },
    {
      role: 'noise',
      phrases: `ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ, ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਜੀ, ਸਤ ਸ੍ਰੀ ਅਕਾਲ ਜੀ, ਨਮਸਤੇ, ਨਮਸਕਾਰ, ਵਾਹਿਗੁਰੂ, ਸਾਹਿਬ, ਸਰ, ਮੈਡਮ, ਭਾਜੀ, ਵੀਰ ਜੀ, ਭੈਣ ਜੀ, ਕਿਰਪਾ, ਕਿਰਪਾ ਕਰਕੇ, ਪਲੀਜ਼, ਮਾਫ਼ ਕਰਨਾ, ਮਾਫ਼ੀ, ਸੌਰੀ, ਹੈਲੋ, ਮੇਰਾ ਨਾਮ, ਮੇਰਾ ਨਾਂ, ਹਾਂ ਜੀ ਡਾਕਟਰ ਸਾਹਿਬ, ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਡਾਕਟਰ ਸਾਹਿਬ, ਜੀ ਡਾਕਟਰ ਸਾਹਿਬ, ${noiseInLatin}`,
    },
    // *Haan* is "am" behind these, and else "yes".
    {
      role: 'filler',
      phrases: `${joined('ਵਿੱਚ, ਵਿਚ, ਚ, ਤੇ, ਨਾਲ, ਬੈਠਾ, ਬੈਠੀ, ਬੈਠੇ, ਖੜਾ, ਖੜੀ, ਖੜੇ, ਖੜ੍ਹਾ, ਖੜ੍ਹੇ', 'ਹਾਂ, ਹਾਂ ਜੀ')}, ${joined('ch, vich, te, nal, naal, baitha, baithi, baithe, betha, bethe, khada, khadi, khade', 'haan, han, ha, haan ji, haanji')}, baitha, baithi, baithe, ਬੈਠਾ, ਬੈਠੇ`,
    },

    // Before the small words: *ki* is a question here, and "of" in Hindi.
    {
      role: 'question',
      phrases:
        'ਕਿਸਨੇ, ਕਿਸ ਨੇ, ਕਿਹਨੇ, ਕੀ, ਕਦੋਂ, ਕਿੱਥੇ, ਕਿਥੇ, ਕਿਵੇਂ, ਕਿਉਂ, ਕੌਣ, ਕਿੰਨਾ, ਕਿੰਨੇ, ਕਿਹੜਾ, ਕਿਹੜੀ, ਜਾਂ ਨਹੀਂ, ਕਿ ਨਹੀਂ, ਹੋ, ' +
        'kisne, kine, kihne, kado, kadon, kithe, kitthe, kiven, kive, kida, kidda, kyon, kyo, kyu, kaun, kon, kinna, kinne, kinni, kehra, kehda, kehri, ja nahi, jan nahi, ki nahi, ki nai, ki, kya, kia, ho, ne ki, hai ki, aa ki',
    },
    {
      role: 'filler',
      phrases:
        `ਮੈਂ, ਅਸੀਂ, ਅਸੀ, ਹੈ, ਹਨ, ਆ, ਆਂ, ਦਾ, ਦੀ, ਦੇ, ਨੂੰ, ਨਾਲ, ਤੇ, ਵਿੱਚ, ਵਿਚ, ਚ, ਅਤੇ, ਵੀ, ਹੁਣ, ਇੱਥੇ, ਇਥੇ, ਅੱਜ, ਆਪਣਾ, ਆਪਣੀ, ਮੇਰਾ, ਮੇਰੀ, ਮੇਰੇ, ਤੁਸੀਂ, ਤੁਸੀ, ਕਰ, ਕਰੋ, ਕਰਨਾ, ਕਰਨੀ, ਚਾਹੀਦਾ, ਚਾਹੀਦੀ, ਦਿਓ, ਥੋੜਾ, ਥੋੜ੍ਹਾ, ਬਹੁਤ, ਅਪੌਇੰਟਮੈਂਟ, ਅਪਾਇੰਟਮੈਂਟ, ਕਲੀਨਿਕ, ਹਸਪਤਾਲ, ਸਮਾਂ, ਮਾਂ, ਪਿਤਾ, ਪੁੱਤ, ਧੀ, ਪਤੀ, ਪਤਨੀ, ਬੱਚਾ, ਕਰਦਾ, ਕਰਦੀ, ਕਰ ਦਿਓ, ਮੈਨੂੰ, ਸਿਰਫ, ` +
        `asi, assi, aseen, da, di, nu, nal, naal, te, vich, wich, vch, ch, hun, hunn, ithe, ethe, tusi, tussi, aa, aan, a, ne, deo, dio, karda, kardi, karde, mainu, menu, put, putt, dhee, kar deo, chahidi, chahida, thora, ajj, aj, ${fillersInLatin}`,
    },

    // What keeps a reply from counting
    {
      role: 'negation',
      phrases:
        'roti, khana, ਰੋਟੀ, ਖਾਣਾ, umeed, ummeed, ਉਮੀਦ, aas hai, ਆਸ ਹੈ, address, matlab, ਮਤਲਬ, ' +
        'ja, jan, ਜਾਂ, ' +
        'galat, ਗਲਤ, dooje, duje, dooji, ਦੂਜੇ, kise hor, koi nahi, koi na, hunda, hunde, hundi, ਹੁੰਦਾ, matlab, likhna, likhya, likhda, ਲਿਖਣਾ, har hafte, har roz, sawal, ਸਵਾਲ, band, ਬੰਦ, di wait, di udeek, da intzar, da wait, di udik, ਦੀ ਉਡੀਕ, ho sakya, ho sake, koshish, ਕੋਸ਼ਿਸ਼, baad vich, baad ch, confirm karanga, confirm karangi, kal confirm, confirm kal, di lorh nahi, paise, jane aavange, ' +
        `${joined('video, video call, link, camera, call, awaaz, net, ਵੀਡੀਓ, ਲਿੰਕ, ਕੈਮਰਾ', 'nahi chal reha, nahi chal rahi, nahi chalda, nahi chaldi, nahi khulda, nahi khul reha, nahi aa reha, nahi aaya, nahi ho reha, nahi ho rahi, nahi milya, nahi hunda, ਨਹੀਂ ਚੱਲ ਰਹੀ, ਨਹੀਂ ਚਲਦੀ, ਨਹੀਂ ਖੁੱਲ੍ਹਦਾ, ਨਹੀਂ ਆਇਆ, ਕੰਮ ਨਹੀਂ ਕਰਦਾ, ਕੰਮ ਨਹੀਂ ਕਰਦੀ, kam nahi karda, kam nahi kardi')}, ਬਿਨਾਂ, ਜੇ, ਜੇਕਰ, ਜਦੋਂ, ਜਦ, ਸ਼ਾਇਦ, ਹੋ ਸਕਦਾ ਹੈ, ਲੱਗਦਾ ਹੈ, ਪਤਾ ਨਹੀਂ, ਨਹੀਂ ਪਤਾ, ਅਜੇ ਨਹੀਂ, ਹਾਲੇ ਨਹੀਂ, ਅਜੇ, ਹਾਲੇ, ਬੱਸ, ਸੀ, ਸਨ, ਘਰ, ਘਰ ਆ ਗਿਆ, ਘਰ ਪਹੁੰਚ ਗਿਆ, ਘਰ ਪਹੁੰਚ ਗਏ, ਦਫ਼ਤਰ, ਮੈਸੇਜ, ਮੈਸੇਜ ਆ ਗਿਆ, ਲਿੰਕ ਆ ਗਿਆ, ਫੋਨ ਆ ਗਿਆ, ` +
        `je, jekar, jado, jadon, shayad, shaid, ho sakda, lagda, pata nahi, pata nhi, pta nahi, nahi pata, haje, hale, haale, aje, ajey, haje nahi, aje nahi, aje tak nahi, bas, si, san, mat, agar, jab, nahi haan, nahi han, nahi hai, nahi aa, ` +
        `ghar, ghare, office, station, school, airport, msg, message, message aa gaya, msg aa gaya, link aa gaya, call aa gaya, phone aa gaya, ` +
        `${joined('late, let, der, ਲੇਟ, ਦੇਰ', 'nahi, nhi, ਨਹੀਂ')}, ${joined('cancel, ਰੱਦ, ਕੈਂਸਲ, radd, confirm, ਕਨਫਰਮ, ਪੱਕਾ, pakka, ready, ਤਿਆਰ, tyar, tiar, tayar', 'na, ਨਾ, nahi, nahin, nhi, ਨਹੀਂ, na karo, na kro, na karna, na kareo, mat karo, nahi karna, nahi karni, nahi hoya, ਨਾ ਕਰੋ, ਨਾ ਕਰਨਾ, ਨਹੀਂ ਕਰਨਾ, ਨਹੀਂ ਕਰਨੀ, nahi kar sakda, nahi haan, ਨਹੀਂ ਹਾਂ')}, ` +
        'cancel ho gaya, cancel ho gayi, cancel ho gya, ਰੱਦ ਹੋ ਗਿਆ, ਰੱਦ ਹੋ ਗਈ, ਕੈਂਸਲ ਹੋ ਗਿਆ, ਡਾਕਟਰ, ਡਾਕਟਰ ਸਾਹਿਬ, doctor, doctor sahib, doctor saab, doctor sahab, dr sahib, ਨਰਸ, ਐਂਬੂਲੈਂਸ, ਟੈਕਸੀ, ਉਹ, ਓਹ, ਉਹਨਾਂ, oh, ohna, onha, ohda, taxi, cab, uber, ambulance, kise ne, ਕਿਸੇ ਨੇ, ਭੁੱਲ ਗਿਆ, bhul gaya, ਤੋਂ ਬਾਅਦ, ਤੋਂ ਪਹਿਲਾਂ, ton baad, ton pehlan, to baad, ਕੋਲ, ਨੇੜੇ, kol, nere, nede',
    },
    {
      role: 'future',
      phrases:
        'lagbhag, lagbag, takreeban, ਲਗਭਗ, ਤਕਰੀਬਨ, ' +
        joined(
          'raste ch, raste vich, raah ch, raah vich, reha, riha, rahi, rahe, rehe, raha, wala, wale, wali',
          'haan, han, ha, haan ji, hanji, haanji',
        ) +
        ', ' +
        joined('ਰਸਤੇ ਵਿੱਚ, ਰਸਤੇ ਵਿਚ, ਰਸਤੇ ਚ, ਰਿਹਾ, ਰਹੀ, ਰਹੇ, ਵਾਲਾ, ਵਾਲੀ, ਵਾਲੇ', 'ਹਾਂ, ਹਾਂ ਜੀ, ਹਾਂਜੀ') +
        ', ' +
        'ਰਿਹਾ, ਰਹੀ, ਰਹੇ, ਵਾਲਾ ਹਾਂ, ਵਾਲੀ ਹਾਂ, ਵਾਲੇ ਹਾਂ, ਵਾਲਾ, ਵਾਲੀ, ਵਾਲੇ, ਜਾਵਾਂਗਾ, ਜਾਵਾਂਗੀ, ਜਾਵਾਂਗੇ, ਆਵਾਂਗਾ, ਆਵਾਂਗੀ, ਆਵਾਂਗੇ, ਹੋਵਾਂਗਾ, ਹੋਵਾਂਗੀ, ਪਹੁੰਚਾਂਗਾ, ਪਹੁੰਚਾਂਗੇ, ਕਰਾਂਗਾ, ਕਰਾਂਗੀ, ਪਹੁੰਚਣ, ਆਉਣ, ਆਉਂਦਾ, ਆਉਂਦੀ, ਆਉਂਦੇ, ਰਸਤੇ, ਰਾਹ, ਰਸਤੇ ਵਿੱਚ, ਰਾਹ ਵਿੱਚ, ਨਿਕਲ, ਨਿਕਲਿਆ, ਨਿਕਲ ਗਿਆ, ਚੱਲ ਪਏ, ਥੋੜੀ ਦੇਰ, ਥੋੜ੍ਹੀ ਦੇਰ, ਕੱਲ੍ਹ, ਕੱਲ, ਕਲ, ਪਰਸੋਂ, ਜਲਦੀ, ਛੇਤੀ, ਮਿੰਟ ਵਿੱਚ, ਮਿੰਟ ਚ, # ਮਿੰਟ ਵਿੱਚ, # ਮਿੰਟ ਚ, # ਮਿੰਟਾਂ ਵਿੱਚ, # ਮਿੰਟਾਂ ਚ, ਸ਼ਾਮ, ਸਵੇਰੇ, ਵਜੇ, # ਵਜੇ, ਸੋਮਵਾਰ, ਮੰਗਲਵਾਰ, ਬੁੱਧਵਾਰ, ਵੀਰਵਾਰ, ਸ਼ੁੱਕਰਵਾਰ, ਹੋਣ, ਹੋਣਾ, ' +
        'reha, riha, rahi, rahe, raha, rehi, rehe, rhe, rha, wala, wali, wale, vala, vale, javanga, javangi, javange, jawanga, jawangi, jawange, aavanga, aavangi, aavange, avanga, avangi, aawanga, aawangi, aaunga, aunga, hovanga, hovangi, hon, hona, pahunchanga, pahunchan, pahunchange, pahunchde, karanga, karangi, aunda, aundi, aunde, auna, raste, rasta, raah, rah, raste ch, raste vich, raah ch, raah vich, nikal, nikle, nikleya, nikal gaya, chal paye, thodi der, thori der, thodi der ch, ' +
        'kal, kall, parso, parson, jaldi, cheti, chheti, min ch, mint ch, minute ch, minta ch, mint, # min ch, # mint ch, # minta ch, # mins ch, # minute ch, # min vich, # mint vich, # minute vich, # min ch aa, vaje, # vaje, wajje, # wajje, shaam, swere, labh, labhda, dasda, dassda, dasanga, pahunch ke, aa ke',
    },
    {
      role: 'word',
      phrases:
        'ਪਰ, ਲੇਕਿਨ, ਕਿਉਂਕਿ, ਮਿੰਟ, ਘੰਟਾ, ਨੰਬਰ, ਦਰਦ, ਬੁਖਾਰ, ਦਵਾਈ, ਰਿਪੋਰਟ, ਲਿੰਕ, ਗਲਤੀ, ਹੋਰ, par, pr, lekin, kyonki, eh, os, dard, bukhar, dawai, report, galti, number, naam, hor, dekh, dekho, dasso, daso, tan, ta',
    },
  ];
}
