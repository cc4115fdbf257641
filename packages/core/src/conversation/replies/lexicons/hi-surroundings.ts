import type { PhraseGroup } from '../lexicon.ts';
import { fillersInLatin, noiseInLatin } from './indic-latin.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** What stands around an answer in Hindi, or looks like one: choices, courtesy, small words, negations, futures, questions. */
export function hindiSurroundings(): readonly PhraseGroup[] {
  return [
    {
      role: 'future',
      isPutOff: true,
      toleratesErrors: false,
      phrases:
        'बाद में, baad me, baad mein, thodi der me, thodi der mein, थोड़ी देर में, # मिनट में, # minute me, # minute mein, # min me, लगभग, lagbhag',
    },
    // Choices
    {
      role: 'number',
      value: 1,
      when: ['choice'],
      phrases: 'एक, पहला, पहली, पहला वाला, नंबर एक, ek, pehla, pahla, pehli, pehla wala, number ek',
    },
    {
      role: 'number',
      value: 2,
      when: ['choice'],
      phrases: 'दो, दूसरा, दूसरी, दूसरा वाला, नंबर दो, dusra, doosra, dusri, dusra wala, number do',
    },
    { role: 'number', value: 3, when: ['choice'], phrases: 'तीन, तीसरा, तीसरी, teen, teesra, tisra' },
    { role: 'number', value: 4, when: ['choice'], phrases: 'चार, चौथा, chauth, chautha' },
    {
      role: 'all',
      when: ['choice'],
      phrases: 'दोनों, दोनो, दोनों के लिए, सब, सभी, dono, donon, dono ke liye, dono ka, sab, sabhi, sab ke liye',
    },
    { role: 'filler', when: ['choice'], phrases: 'नंबर, विकल्प, वाला, वाली' },

    // Courtesy
    {
      role: 'thanks',
      phrases:
        'धन्यवाद, बहुत धन्यवाद, बहुत बहुत धन्यवाद, धन्यवाद जी, धन्यवाद डॉक्टर, धन्यवाद डॉक्टर साहब, शुक्रिया, बहुत शुक्रिया, शुक्रिया जी, शुक्रिया डॉक्टर साहब, शुक्रिया डॉक्टर, थैंक यू, थैंक्यू, थैंक्स, आभार, मेहरबानी, कोई बात नहीं, कोई दिक्कत नहीं, कोई समस्या नहीं, समझ गया, समझ गई, फिर मिलेंगे, अलविदा, ' +
        'dhanyavad, dhanyawad, dhanyavaad, dhanyawaad, dhanywad, bahut dhanyavad, dhanyavad doctor, dhanyavad ji, shukriya, shukria, bahut shukriya, shukriya doctor, shukriya doctor sahab, shukriya ji, meherbani, meharbani, thanku, thank u ji, thanks ji, thank you ji, thankyou ji, thx ji, thank you doctor sahab, koi baat nahi, koi bat nahi, koi baat nahin, koi dikkat nahi, koi problem nahi, samajh gaya, samajh gayi, phir milenge, fir milenge, alvida',
    },
    {
      role: 'noise',
      phrases: `नमस्ते, नमस्कार, नमस्ते जी, नमस्ते डॉक्टर, नमस्ते डॉक्टर साहब, नमस्कार डॉक्टर, प्रणाम, राम राम, साहब, सर, मैडम, भाई, दीदी, कृपया, प्लीज़, माफ़ कीजिए, माफ़ी, माफ करें, क्षमा करें, सॉरी, अरे, सुनिए, हेलो, हैलो, हाय, मेरा नाम, जी डॉक्टर, हाँ डॉक्टर साहब, ${noiseInLatin}`,
    },
    {
      role: 'filler',
      phrases: `मैं, में, मे, हम, हूँ, हू, है, हैं, का, की, के, को, से, पे, पर, और, भी, अब, अभी, यहाँ, यहां, आज, अपना, अपनी, मेरा, मेरी, मेरे, आप, साथ, के साथ, कर, करो, करना, करें, चाहिए, चाहता, चाहती, दिया, दीजिए, दे, लिया, थोड़ा, थोड़ी, बहुत, तो, सिर्फ, क्लिनिक, अस्पताल, अपॉइंटमेंट, अपाइंटमेंट, अपॉइंटमेंट के लिए, समय, माँ, पापा, बेटा, बेटी, पति, पत्नी, बच्चा, कर दो, कर दें, कर दीजिए, करता, करती, करते, होना, ${fillersInLatin}`,
    },

    // What keeps a reply from counting
    {
      role: 'negation',
      phrases:
        'khana, khaana, खाना, umeed, ummeed, उम्मीद, asha hai, आशा है, address, पता कन्फर्म, matlab, ' +
        'मतलब, ' +
        'ya, या, ' +
        'auto, rickshaw, market, bazaar, galat, गलत, ग़लत, dusre, doosre, dusri, doosri, दूसरे, दूसरी, kisi aur, koi nahi, koi ni, कोई नहीं, hota, hote, hoti, होता, होते, kash, काश, tab tak, matlab, मतलब, likhna, likha, likhu, लिखा, लिखना, har hafte, har din, sawal, सवाल, band, बंद, ka wait, ka intezar, ka intzar, ki wait, ke wait, का इंतज़ार, का वेट, ho saka, ho sake, koshish, try, कोशिश, baad me, baad mein, बाद में, confirm karunga, confirm karungi, confirm karenge, kal confirm, confirm kal, baad me confirm, ki zarurat nahi, ki zaroorat nahi, paisa, paise, log aayenge, log, ' +
        `${joined('video, video call, link, camera, call, awaaz, net, वीडियो, लिंक, कैमरा', 'nahi chal raha, nahi chal rahi, nahi chal rha, nahi chalta, nahi khul raha, nahi khul rahi, nahi khulta, nahi aa raha, nahi aa rahi, nahi aaya, nahi ho raha, nahi ho rahi, nahi mila, nahi dikh raha, नहीं चल रहा, नहीं खुल रहा, नहीं आ रहा, नहीं आया, नहीं मिला, नहीं हो रहा, काम नहीं कर रहा, kaam nahi kar raha, kaam nahi kar rahi')}, मत, बिना, अगर, यदि, जब, जब तक, शायद, हो सकता है, लगता है, पता नहीं, नहीं पता, मालूम नहीं, अभी नहीं, अभी तक नहीं, नहीं हूँ, बस, था, थी, थे, कल था, घर आ गया, घर आ गई, घर आ गए, घर पहुँच गया, घर पहुँच गई, घर पहुँच गए, घर, ऑफिस, मैसेज, मेसेज, मैसेज आ गया, लिंक आ गया, फोन आ गया, ` +
        `ke paas, ke pas, paas, nazdeek, najdik, के पास, पास, नज़दीक, mat, bina, agar, yadi, jab, jab tak, shayad, shayed, ho sakta hai, lagta hai, pata nahi, pata nhi, nahi pata, nahi malum, malum nahi, abhi nahi, abhi nhi, abhi tak nahi, nahi hu, nahi hun, nahi hoon, nahi hai, nahi hain, bas, tha, thi, gaye the, gae the, ` +
        `ghar, office, station, school, airport, msg, message, message aa gaya, msg aa gaya, link aa gaya, call aa gaya, phone aa gaya, otp aa gaya, ` +
        `${joined('late, let, der, लेट, देर', 'nahi, nahin, nhi, नहीं')}, ${joined('cancel, रद्द, कैंसल, कैंसिल, radd, confirm, कन्फर्म, पक्का, pakka, ready, तैयार, taiyar, tayar', 'mat, मत, nahi, nahin, nhi, नहीं, mat karo, mat karna, nahi karna, nahi karni, nahi hua, नहीं करना, मत करें, मत करो, nahi kar sakta, nahi kar sakti, na karo, na karna, na kare')}, ` +
        'cancel ho gaya, cancel ho gya, cancel hua, रद्द हो गया, कैंसल हो गया, कैंसिल हो गया, डॉक्टर, डॉक्टर साहब, डाक्टर, doctor, doctor sahab, doctor saab, doctor sahib, dr sahab, dr saab, नर्स, एम्बुलेंस, टैक्सी, वो, वह, वे, उनका, उन्होंने, voh, woh, vo, wo, unka, unhone, taxi, cab, ola, uber, ambulance, kisi ne, किसी ने, भूल गया, bhool gaya, के बाद, से पहले, ke baad, se pehle, pehle',
    },
    {
      role: 'future',
      phrases:
        `lagbhag, lagbag, takreeban, taqreeban, karib karib, kareeb kareeb, लगभग, तकरीबन, करीब करीब, रहा, रही, रहे, वाला हूँ, वाली हूँ, वाले हैं, वाला, वाली, वाले, जाऊँगा, जाऊँगी, जाएँगे, आऊँगा, आऊँगी, आएँगे, होऊँगा, पहुँचूँगा, पहुँचूँगी, पहुँचेंगे, करूँगा, करूँगी, पहुँचने, पहुँच रहा, आता हूँ, आती हूँ, आते हैं, रास्ते, रास्ते में, रस्ते में, निकल, निकला, निकली, निकल गया, निकल गया हूँ, निकल गए, थोड़ी देर, थोड़ी देर में, कुछ देर में, कल, परसों, जल्दी, तुरंत, मिनट में, # मिनट में, घंटे में, आधे घंटे, शाम को, सुबह, सोमवार, मंगलवार, बुधवार, गुरुवार, शुक्रवार, शनिवार, रविवार, बजे, # बजे, होने वाला, ` +
        `raha, rahi, rahe, rha, rhi, rhe, wala, wali, wale, vala, vale, jaunga, jaungi, jayenge, jaenge, jauga, aaunga, aaungi, aayenge, aunga, aungi, ayenge, honga, hongi, hone, pahunchunga, pahunchungi, pahunchenge, pahunchne, pahunchte, karunga, karungi, karenge, aata hu, aati hu, aate hain, ata hu, ati hu, aata hun, aati hun, raste, rasta, raaste, raste me, raste mein, nikal, nikla, nikli, nikle, nikal gaya, nikal gayi, nikal gaye, ` +
        'thodi der, thodi der me, kuch der me, kal, parso, jaldi, turant, min me, min mein, minute me, minute mein, mins me, mint me, mint, # min me, # min mein, # mins me, # minute me, # minute mein, # mint me, # mint mein, ghante me, aadhe ghante, shaam ko, subah, somwar, mangalwar, budhwar, shukrawar, baje, # baje, dhund, dhoond, k ek min, pahunch ke, pahunch kar, aa ke, aakar, aake, bataunga, batata, batati',
    },
    {
      role: 'question',
      phrases:
        'किसने, क्या, कब, कहाँ, कहां, किधर, कैसे, कैसा, क्यों, कौन, कितना, कितने, कितनी, किसको, कौनसा, कौन सा, कि नहीं, या नहीं, ' +
        'kisne, kya, kia, kab, kahan, kaha, kidhar, kaise, kaisa, kyun, kyu, kyo, kyon, kaun, kon, kitna, kitne, kitni, kisko, kaunsa, konsa, ki nahi, ya nahi, ya nahin, hai na',
    },
    {
      role: 'word',
      phrases:
        'लेकिन, मगर, परंतु, क्योंकि, दो, तीन, चार, पाँच, मिनट, घंटा, नंबर, दर्द, बुखार, दवा, रिपोर्ट, लिंक, गलती, ' +
        'lekin, magar, kyunki, kyuki, yeh, ye, us, dard, bukhar, dawa, dawai, report, galti, number, naam, nam, aana, jana, aane, jane, dekh, dekho, sun, bol, bolo, batao, call karo',
    },
  ];
}
