import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

const gone = 'gaya, gya, gia, gayi, gyi, gai, gaye, gye, gae';

/** "Has come" and "has reached" in Hindi and Punjabi, as they are spelt in Latin letters. */
export const comeInLatin = `${joined('aa, a, pahunch, pahuch, pahoch, pohanch, pohch, ponch, puj', gone)}, agaya, agya, agayi, agyi, agaye, agye, aagaya, aagya, aagayi, aagyi, aagaye, aagye, aa chuka, aa chuki, aa chuke, pahunch chuka, pahunch chuki, pahunch chuke, pahuncha hu, pahuncha hoon`;

/** "Not" in Hindi and Punjabi, as it is spelt in Latin letters. */
export const notInLatin = 'nahi, nahin, nhi, nahee, nai, nahii, nehi, nei, na, naa';

/** Small words of Hindi and Punjabi in Latin letters. */
export const fillersInLatin =
  'main, mai, mein, me, hum, ham, hu, hun, hoon, hoo, hum log, hai, hain, h, ka, ki, ke, ko, se, pe, par, aur, bhi, vi, ab, abhi, yahan, yaha, aaj, apna, apni, mera, meri, mere, aap, sath, saath, ke saath, kar, karo, kr, kro, karna, krna, karni, ' +
  'chahiye, chahta, chahti, chahte, diya, dijiye, de, dena, lo, liya, thoda, thodi, bahut, bohot, ek, sirf, appointment, appointment ke liye, time, waqt, beta, beti, maa, mummy, papa, bete, bhai, pati, patni, bacha, baccha, to, kar do, kr do, krdo, kar de, kar dena, karta, karti, karte, clinic, hospital';

/** Courtesy of Hindi and Punjabi in Latin letters. */
export const noiseInLatin =
  'namaste, namaskar, namaste ji, namaste doctor, namaste doctor sahab, namaste doctor saab, namaste dr, namaskar doctor, sat sri akal, sat sri akaal, ssa, ssa ji, sat shri akal, sat sri akal ji, sat sri akal doctor sahib, waheguru, pranam, ram ram, sahab, saab, sahib, sir ji, madam ji, didi, bhaiya, veer ji, paji, bhaji, bhain ji, ' +
  'kripya, kirpa, kirpa karke, maaf karna, maaf karo, maaf kijiye, maafi, mafi, arre, arey, suno, suniye, hello ji, hello doctor sahab, mera naam, mera nam, ji doctor sahab, hanji doctor sahab';
