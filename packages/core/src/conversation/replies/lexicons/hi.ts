import type { Lexicon } from '../lexicon.ts';
import { hindiSurroundings } from './hi-surroundings.ts';
import { comeInLatin, notInLatin } from './indic-latin.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** How patients answer in Hindi, in Devanagari and in Latin letters, with English mixed in. */
export function hindi(): Lexicon {
  const comeInDevanagari = joined('आ, पहुँच', 'गया, गई, गयी, गए, गये, चुका, चुकी, चुके');
  const atClinic = `${joined('क्लिनिक, क्लीनिक, अस्पताल, हॉस्पिटल, पार्किंग, रिसेप्शन', 'में, मे, पर, पे, के बाहर')}, ${joined('clinic, hospital, parking, reception, waiting room, car park', 'me, mein, mai, pe, par, ke bahar')}`;
  const hereOrOutside =
    'यहाँ, यहीं, बाहर, बाहर खड़ा, बाहर खड़ी, बाहर खड़े, बाहर बैठा, बाहर बैठी, yahan, yaha, yahi, yahin, bahar, bahar khada, bahar khadi, bahar khade, bahar baitha, bahar baithi';
  const am = 'हूँ, हैं, है, hu, hun, hoon, hoo, hain, hai';
  const reached =
    'reached, i have reached, have reached, reached clinic, reached the clinic, reach ho gaya, reach ho gayi, reach ho gaye, reach kar gaya, reach kar gaye, reach kar liya, arrive ho gaya, arrive ho gayi, arrive ho gaye';
  const readyWords = 'तैयार, रेडी, taiyar, tayar, tayyar, taiyaar, tayaar, taiyyar, tyar, ready';
  const waiting = `${joined('इंतज़ार, इंतेज़ार, प्रतीक्षा, वेट', 'कर रहा हूँ, कर रही हूँ, कर रहे हैं')}, ${joined('intezar, intzar, intezaar, wait', 'kar raha hu, kar rahi hu, kar rahe hain, kar raha hoon, kar rahi hoon, kr raha hu, kr rha hu, kar rha hu, kar rahe hai')}`;
  const cannotCome =
    'आ पाऊँगा, आ पाऊँगी, आ पाएँगे, आ सकता, आ सकती, आ सकते, आऊँगा, आऊँगी, आएँगे, aa paunga, aa paungi, aa payenge, aa pauga, aa paunge, aa sakta, aa sakti, aa sakte, a sakta, a sakti, a paunga, aaunga, aaungi, aayenge, aunga, aungi, ayenge, aa rahe, aa raha, aa rahi';
  const willCome =
    'आऊँगा, आऊँगी, आएँगे, आएंगे, आ जाऊँगा, आ जाऊँगी, आ जाएँगे, पहुँच जाऊँगा, पहुँच जाऊँगी, aaunga, aaungi, aayenge, aunga, aungi, ayenge, aa jaunga, aa jaungi, aa jayenge, pahunch jaunga, pahunch jaungi, pahunch jayenge';
  const withoutMistake =
    'से कैंसल हो गया, से कैंसिल हो गया, से रद्द हो गया, से कैंसल कर दिया, से कैंसिल कर दिया, से रद्द कर दिया, se cancel ho gaya, se cancel ho gya, se cancel kar diya, se cancel kr diya, se cancel hua, se cancel';
  return {
    script: 'Devanagari',
    // Everybody spells Hindi in Latin letters in another way.
    toleratesErrors: false,
    numberWords:
      'एक, दो, पाँच, पांच, दस, पंद्रह, पन्द्रह, बीस, तीस, आधा, panch, paanch, das, dus, pandrah, bees, tees, aadha, adha',
    groups: [
      // Yes and no
      {
        role: 'yes',
        phrases:
          'जी हाँ, हाँ जी, हाँजी, हाँ हाँ, हाँ डॉक्टर, बिल्कुल, बिलकुल, ज़रूर, अवश्य, मंज़ूर है, मंज़ूर, वीडियो, वीडियो कॉल, वीडियो चाहिए, वीडियो ठीक है, वीडियो ठीक रहेगा, वीडियो चलेगा, हाँ वीडियो, वीडियो से, ' +
          'haan ji, haanji, hanji, han ji, ha ji, haa ji, ji haan, ji ha, ji han, jee haan, jee, haan haan, haan doctor, bilkul, zaroor, jarur, zarur, beshak, manzoor hai, video theek hai, video thik hai, video chalega, video theek rahega, haan video, video chahiye, video call kar lo, video kar lo, video se',
      },
      { role: 'yes', strength: 'bare', phrases: 'हाँ, हां, हा, haan, han, haa, ha, haah, hn, hmm haan' },
      { role: 'assent', strength: 'bare', phrases: 'जी, ji' },
      {
        role: 'assent',
        phrases:
          'ठीक है, ठीक है जी, ठीक, अच्छा, अच्छा ठीक है, सही है, चलेगा, ओके, ओके जी, ठीक रहेगा, कोई दिक्कत नहीं ठीक है, ' +
          'theek hai, thik hai, theek h, thik h, thk hai, tik hai, teek hai, theek, thik, theek hai ji, thik hai ji, theekhai, thikhai, accha, acha, achha, sahi hai, chalega, theek rahega, thik rahega, ok ji, okay ji, okji',
      },
      {
        role: 'no',
        strength: 'bare',
        phrases:
          `नहीं, नही, ना, न, नहीं जी, जी नहीं, नहीं चाहिए, नहीं शुक्रिया, नहीं धन्यवाद, नहीं नहीं, ${notInLatin}, ji nahi, jee nahi, ji nahin, ji nhi, nahi nahi, nahi shukriya, nahi thank you, nahi thanks, ` +
          joined(notInLatin, 'ji, chahiye, chaiye'),
      },
      {
        role: 'no',
        phrases:
          `${joined('वीडियो, वीडियो कॉल, video, video call, video consultation', 'नहीं, नहीं चाहिए, मत करो, nahi, nahi chahiye, nahin chahiye, nhi chahiye, nahi karna, nahi ho payega, mat karo, ki zarurat nahi')}, ` +
          'कैमरा नहीं है, इंटरनेट नहीं है, camera nahi hai, internet nahi hai, net nahi hai, smartphone nahi hai, मिलकर दिखाना है, खुद आऊँगा, khud aaunga, khud aaungi, khud aa jaunga, milkar dikhana hai, mil ke dikhana hai',
      },
      {
        role: 'no',
        when: ['no'],
        phrases: `${joined('क्लिनिक, क्लीनिक, अस्पताल, clinic, hospital, main clinic, मैं क्लिनिक, मैं खुद, main khud', willCome)}, clinic aana hai, clinic hi aana hai, clinic hi aaunga, clinic hi aayenge, aakar dikhaunga, aake dikhana hai, आकर दिखाऊँगा, आकर दिखाऊँगी, क्लिनिक ही आना है, clinic aana chahta hu, clinic aana chahti hu, क्लिनिक आना है`,
      },

      // Arrived
      {
        role: 'arrived',
        strength: 'strong',
        phrases: `${joined('मैं, हम, हम लोग', comeInDevanagari)}, ${joined('main, mai, hum, ham, hum log', comeInLatin)}`,
      },
      { role: 'arrived', strength: 'strong', phrases: joined(`${atClinic}, ${hereOrOutside}`, am) },
      // Of whom nothing is said may be anybody.
      { role: 'arrived', strength: 'bare', phrases: `${comeInDevanagari}, ${comeInLatin}` },
      {
        role: 'arrived',
        phrases: `${atClinic}, ${reached}, ${joined(joined('main, hum', 'pahunch gaya hu, pahunch gayi hu, pahunch gaye hain, aa gaya hu, aa gayi hu, aa gaye hain'), 'doctor sahab, doctor saab, doctor sahib')}, ${joined(joined('मैं, हम', 'पहुँच गया हूँ, पहुँच गई हूँ, पहुँच गए हैं, आ गया हूँ, आ गई हूँ, आ गए हैं'), 'डॉक्टर साहब')}, ${joined('आ गया, आ गई, आ गए, पहुँच गया, पहुँच गई, पहुँच गए, आ गया हूँ, आ गई हूँ, पहुँच गया हूँ, पहुँच गई हूँ, पहुँच गए हैं, aa gaya, aa gayi, pahunch gaya, pahunch gayi, pahunch gaye, aa gaya hu, aa gayi hu, pahunch gaya hu, pahunch gayi hu, pahunch gaye hain', 'डॉक्टर साहब, doctor sahab, doctor saab, doctor sahib, doctor ji')}, बाहर गाड़ी में, बाहर कार में, bahar gaadi me, bahar gadi me, gaadi me bahar, gaadi me hu bahar, bahar car me, पहुँचा, पहुँची, गाड़ी खड़ी कर दी, gadi park kar di, gaadi park kar di, car park kar di, ${joined('डॉक्टर, doctor, ji doctor', 'मैं आ गया, मैं आ गई, हम आ गए, मैं पहुँच गया, मैं पहुँच गई, हम पहुँच गए, main aa gaya, main aa gayi, hum aa gaye, main pahunch gaya, main pahunch gayi, hum pahunch gaye')}`,
      },
      {
        role: 'arrived',
        when: ['arrived', 'ready'],
        unless: ['no'],
        phrases: 'क्लिनिक, क्लीनिक, अस्पताल, clinic, hospital',
      },

      // Ready
      {
        role: 'ready',
        phrases: joined(
          `${joined(readyWords, am)}, मैं तैयार हूँ, मैं रेडी हूँ, हम तैयार हैं, main taiyar hu, main ready hu, main ready hoon, hum ready hain`,
          'डॉक्टर साहब, doctor sahab, doctor saab, doctor sahib',
        ),
      },
      { role: 'ready', strength: 'strong', phrases: joined('मैं, हम, main, mai, hum', readyWords) },
      {
        role: 'ready',
        phrases: `${readyWords}, ready ji, जुड़ गया, जुड़ गई, जुड़ गए, जॉइन कर लिया, join kar liya, join kr liya, join ho gaya, join ho gayi, jud gaya, jud gayi, doctor ka wait kar raha hu, doctor ka wait kar rahi hu, doctor ka intezar kar raha hu, doctor ka intezar kar rahi hu, link khol liya, link open kar liya, लिंक खोल लिया, ऑनलाइन हूँ, ऑनलाइन, online hu, online hun, online hai, video par hu, video pe hu, वीडियो पर हूँ`,
      },
      {
        role: 'ready',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases:
          'फ़ोन, फ़ोन पर, फोन पे, मोबाइल, मोबाइल पर, घर, घर पर, घर पे, घर पर हूँ, phone par, phone pe, phone pe hu, phone par hu, mobile pe, mobile par, ghar, ghar par, ghar pe, ghar pe hu, ghar par hu',
      },
      { role: 'word', when: ['ready', 'arrived'], unless: ['no'], phrases: waiting },
      { role: 'ready', strength: 'bare', when: ['ready'], phrases: waiting },
      { role: 'arrived', strength: 'bare', when: ['arrived'], phrases: waiting },
      {
        role: 'arrived',
        strength: 'strong',
        when: ['arrived'],
        phrases: joined('बाहर, bahar, गाड़ी में, gaadi me, gadi me, बाहर गाड़ी में, bahar gaadi me', waiting),
      },

      // Confirm, cancel, reschedule
      {
        role: 'confirm',
        phrases:
          `कन्फर्म, कंफर्म, कन्फ़र्म, पुष्टि, पक्का, पुष्टि करता हूँ, पुष्टि करती हूँ, पुष्टि करते हैं, कन्फर्म है, कन्फर्म करें, कन्फर्म करता हूँ, पक्का है, हाँ पक्का, हाँ कन्फर्म, pushti, pakka, pakka hai, haan pakka, haan confirm, haan ji confirm, ` +
          joined(
            'confirm, appointment confirm',
            'hai, h, karta hu, karti hu, karta hoon, karte hain, kar do, kar dijiye, kar dena, kar de, karo, karna hai, kr do, krdo, ji, kar dein, karein, kar diya',
          ),
      },
      {
        role: 'confirm',
        when: ['confirm'],
        phrases: `${willCome}, aa raha hu, aa rahi hu, aa rahe hain, आ रहा हूँ, आ रही हूँ, आ रहे हैं, milte hain, मिलते हैं`,
      },
      {
        role: 'cancel',
        phrases: joined(
          'कैंसल, कैंसिल, रद्द, निरस्त, cancel, radd, rad, अपॉइंटमेंट कैंसल, अपॉइंटमेंट कैंसिल, अपॉइंटमेंट रद्द, appointment cancel, appt cancel, booking cancel, appointment radd, confirm cancel',
          'कर दो, कर दें, कर दीजिए, कर दीजिये, कर दे, करें, करो, करना है, करना चाहता हूँ, करना चाहती हूँ, करनी है, कीजिए, kar do, kr do, krdo, kardo, kar de, kar dein, kar dijiye, kardijiye, kar dena, kardena, karo, kro, karna hai, krna hai, karna h, karni hai, karna chahta hu, karna chahti hu, karwana hai, karwana tha, karna tha, karwa do, kar dijiyega, kijiye, karein, karde, please, ji',
        ),
      },
      { role: 'cancel', isHint: true, phrases: 'कैंसल, कैंसिल, रद्द, radd' },
      {
        role: 'cancel',
        strength: 'strong',
        isHint: true,
        phrases: `${joined('नहीं, नही, nahi, nahin, nhi, nai', cannotCome)}, आ नहीं पाऊँगा, आ नहीं पाऊँगी, आ नहीं सकता, आ नहीं सकती, aa nahi paunga, aa nahi paungi, aa nahi payenge, aa nahi sakta, aa nahi sakti, aa nahi sakte, aana possible nahi, aana mushkil hai, ${joined('cancel', 'kaise karu, kaise kare, kaise karna hai, kar sakte hain, kar sakta hu')}, कैसे कैंसल करूँ, कैसे रद्द करूँ`,
      },
      {
        role: 'undo',
        phrases: `${joined('ग़लती, गलती, galti, galati, bhool, भूल', withoutMistake)}, undo kar do, undo karo, undo kar dijiye, अनडू, cancel wapas lo, cancel wapas le lo, cancel hatao, बहाल करें, बहाल कर दें, वापस बहाल करें, wapas bahal karo, bahal kar do, galti ho gayi cancel nahi karna tha, गलती हो गई रद्द नहीं करना था`,
      },
      {
        role: 'reschedule',
        strength: 'strong',
        phrases:
          `${joined('समय, टाइम, तारीख, दिन, अपॉइंटमेंट, samay, time, tareekh, tarikh, date, din, appointment, appointment ka time', 'बदल, बदलें, बदलना, बदल दो, बदल दीजिए, बदलना है, बदल दें, चेंज, चेंज करना है, badal, badal do, badal dijiye, badalna, badalna hai, badalni hai, badlo, badalwana hai, change, change karna, change karna hai, change karna h, change karni hai, change kar do, change kr do, change karo, change ho sakta, change kar dijiye, change krna hai')}, ` +
          'दूसरे दिन, किसी और दिन, अगले दिन का, दूसरा समय, दूसरा टाइम, आगे बढ़ा दो, आगे बढ़ा दीजिए, रीशेड्यूल, dusre din, doosre din, kisi aur din, kisi or din, dusra time, doosra time, dusri date, dusra din, aage badha do, aage badha dijiye, reschedule karna hai, reschedule kar do',
      },

      // Late
      {
        role: 'late',
        strength: 'strong',
        phrases:
          `${joined('लेट, देर, देरी, late, let, lait, der, deri', 'हो जाऊँगा, हो जाऊँगी, हो जाएगी, हो जाएगा, हो जायेगी, हो जाएँगे, हो रहा हूँ, हो रही है, हो गया, हो गई, होगी, होंगे, हूँ, से आऊँगा, से आऊँगी, से पहुँचूँगा, aa raha hu, aa rahi hu, aa rahe hain, ho jaunga, ho jaungi, ho jayegi, ho jaega, ho jayenge, ho jaegi, ho raha hu, ho rahi hu, ho rahi hai, ho rahe hain, ho gaya, ho gayi, ho gya, hogi, hoga, honge, hu, hun, hoon, hai, se aaunga, se aaungi, se aayenge, aaunga, aaungi, aayenge, pahunchunga')}, ` +
          'थोड़ा लेट, थोड़ी देर हो, thoda late, thoda let, थोड़ी देर हो जाएगी, thodi der ho jayegi, ट्रैफिक, ट्रैफ़िक में फँस गया, ट्रैफिक में फंसा हूँ, ट्रैफिक में फंसी हूँ, ट्रैफिक में हूँ, जाम में फँस गया, जाम में हूँ, जाम लगा है, ' +
          `${joined('traffic me, traffic mein, traffic mai, traffic main, jam me, jam mein', 'phas gaya, phas gayi, phas gaye, fas gaya, fas gayi, fas gaye, fasa hu, fasi hu, phasa hu, phansa hu, hu, hun, hoon')}, traffic hai, traffic bahut hai, bahut traffic hai, bahut traffic, jam laga hai, ` +
          '# मिनट लेट, # मिनट देर, # मिनट देरी, # मिनट की देरी, # minute let, # min let, # minute der, # min der, # min ki deri',
      },
      { role: 'late', phrases: 'लेट, देर, देरी, deri, der, # मिनट, ट्रैफिक जाम' },

      // Consent, help, wrong number
      {
        role: 'stop',
        phrases: `${joined('मैसेज, मेसेज, संदेश, एसएमएस, message, messages, msg, sms, मुझे मैसेज, mujhe message, mujhe msg, mujhe sms, mujhe messages, text', 'मत भेजो, मत भेजें, मत भेजिए, मत करो, न भेजें, ना भेजें, ना भेजो, भेजना बंद करो, भेजना बंद करें, भेजना बंद कर दो, बंद करो, बंद करें, नहीं चाहिए, mat bhejo, mat bhejna, mat bhejiye, mat bhejein, mat karo, mat kro, mat karna, na bhejo, na bheje, bhejna band karo, bhejna band kar do, bhejna band kijiye, bhejna band kare, karna band karo, band karo, band kar do, nahi chahiye, nahin chahiye, nhi chahiye')}, unsubscribe kar do, mera number hata do, mera number hatao, मेरा नंबर हटा दो, मेरा नंबर हटाएँ`,
      },
      { role: 'stop', strength: 'bare', phrases: 'बंद करो, बंद करें, band karo, band kro, band kar do' },
      { role: 'start', strength: 'bare', phrases: 'फिर से शुरू करें, phir se shuru karo' },
      {
        role: 'help',
        strength: 'bare',
        phrases: 'मदद, मदद चाहिए, मदद करें, सहायता, madad, madad chahiye, madad karo, help chahiye, help karo',
      },
      {
        role: 'wrong-number',
        phrases:
          'गलत नंबर पर मैसेज, गलत नंबर पर मैसेज किया, गलत नंबर पर मैसेज किया है, गलत नंबर पर मैसेज कर रहे हैं, galat number pe message, galat number par message, galat number pe msg, galat number pe message kiya, galat number pe message kar rahe ho, गलत नंबर, गलत नम्बर, ग़लत नंबर है, गलत नंबर है, राँग नंबर, रॉन्ग नंबर, गलत आदमी, galat number, galat no, galat number hai, galt number, glt number, galat nambar, galat aadmi, wrong number hai, wrong number h, wrong no hai, ye galat number hai, yeh galat number hai, यह गलत नंबर है',
      },
      {
        role: 'wrong-number',
        isHint: true,
        phrases: 'मैं मरीज़ नहीं हूँ, main patient nahi hu, kaun hai ye, ye kaun hai, main nahi janta, main nahi jaanti',
      },
      ...hindiSurroundings(),
    ],
  };
}
