/**
 * What patients write in an emergency, by language: chest pain, a heart attack, no breath, a stroke, an overdose, suicide,
 * somebody unconscious or collapsed, heavy bleeding. In their own script and as it is typed in Latin letters.
 *
 * All of them are looked for in every text, whatever the patient's language: who writes may be a relative, and a false alarm
 * costs a telephone call. A phrase that is also an ordinary word without its accents, or in another language, is not in the
 * list by itself: `từ từ` is "slowly", `avc` is "with", `انهار` is a woman's name, and *to death* is how Vietnamese says
 * *very*. English is in the clinic's own list.
 *
 * Phrases are separated by commas.
 */
export const urgentPhrases: Readonly<Record<string, string>> = {
  ar:
    'ألم في الصدر, ألم بالصدر, ألم في صدري, ألم بصدري, وجع بالصدر, وجع في صدري, وجع بصدري, صدري يوجعني, صدري بيوجعني, صدري عم يوجعني, ' +
    'نوبة قلبية, أزمة قلبية, جلطة, سكتة, سكتة قلبية, لا أستطيع التنفس, لا يستطيع التنفس, لا تستطيع التنفس, مش قادر اتنفس, ' +
    'مش قادرة اتنفس, مو قادر اتنفس, مو قادرة اتنفس, ما اقدر اتنفس, ما بقدر اتنفس, ما عم بقدر اتنفس, ما فيني اتنفس, ضيق تنفس, ' +
    'ضيق في التنفس, ضيق بالتنفس, صعوبة في التنفس, عم اختنق, بختنق, جرعة زائدة, بلع حبوب, بلعت حبوب, انتحار, الانتحار, انتحر, اقتل نفسي, ' +
    'اموت نفسي, اريد أن أموت, اريد اموت, بدي موت, بدي اموت, عايز اموت, فاقد الوعي, فاقدة الوعي, فقد الوعي, فقدت الوعي, غاب عن الوعي, ' +
    'غايب عن الوعي, أغمي عليه, أغمي عليها, أغمي علي, مغمى عليه, مغمى عليها, انهار فجأة, وانهار, انهارت, نزيف, نزيف حاد, ينزف, تنزف, بنزف, عم ينزف, ' +
    'waja3 bsadri, waja3 bi sadri, waja3 sadri, sadri byuja3ni, sadri byoja3ni, alam bsadri, alam fi sadri, jalta, ' +
    'mish 2ader atnafas, mish ader atnafas, ma fini etnaffas, ma b2dar etnaffas, ma a2dar atnafas, intihar, ughmi 3aleh, ghab 3an el wa3i',
  de:
    'brustschmerzen, brustschmerz, schmerzen in der brust, schmerz in der brust, stechen in der brust, druck auf der brust, ' +
    'herzinfarkt, herzanfall, keine luft, kaum luft, nicht atmen, nicht mehr atmen, atmet nicht, atmet nicht mehr, atemnot, ' +
    'schlaganfall, überdosis, ueberdosis, selbstmord, suizid, umbringen, das leben nehmen, will sterben, nicht mehr leben, ' +
    'bewusstlos, bewußtlos, ohnmächtig, ohnmaechtig, zusammengebrochen, kollabiert, blutet stark, blute stark, starke blutung, ' +
    'starke blutungen, blutet sehr, verliert viel blut, verliere viel blut, hört nicht auf zu bluten',
  el:
    'πόνο στο στήθος, πόνος στο στήθος, πόνους στο στήθος, πονάει το στήθος, πονάω στο στήθος, έμφραγμα, καρδιακή προσβολή, ' +
    'δεν μπορώ να αναπνεύσω, δεν μπορεί να αναπνεύσει, δεν αναπνέει, δύσπνοια, δεν παίρνω ανάσα, εγκεφαλικό, υπερβολική δόση, αυτοκτονία, ' +
    'αυτοκτονήσω, να σκοτωθώ, θέλω να πεθάνω, λιποθύμησε, λιποθύμησα, λιπόθυμος, λιπόθυμη, αναίσθητος, αναίσθητη, ' +
    'έχασε τις αισθήσεις, κατέρρευσε, σωριάστηκε, αιμορραγία, αιμορραγεί, αιμορραγώ, χάνει πολύ αίμα, χάνω πολύ αίμα, ' +
    'pono sto stithos, ponos sto stithos, ponaei to stithos, emfragma, den mporo na anapneuso, den mporo na anapnefso, ' +
    'den anapneei, egkefaliko, aftoktonia, autoktonia, aftoktoniso, thelo na pethano, lipothimise, lipothymise, aimorragia',
  es:
    'dolor en el pecho, dolor de pecho, dolores en el pecho, duele el pecho, presión en el pecho, infarto, ataque al corazón, ' +
    'ataque cardíaco, ataque del corazón, no puedo respirar, no puede respirar, no respira, no puedo ni respirar, me ahogo, se ahoga, ' +
    'se está ahogando, falta el aire, derrame cerebral, ictus, embolia, sobredosis, suicidio, suicidarme, suicidarse, matarme, ' +
    'quitarme la vida, quiero morir, quiero morirme, me quiero morir, inconsciente, se desmayó, me desmayé, desmayado, desmayada, ' +
    'se desplomó, perdió el conocimiento, perdió el sentido, sangra mucho, sangro mucho, sangrando mucho, pierde mucha sangre, pierdo mucha sangre, perdiendo mucha sangre, hemorragia',
  fr:
    'douleur à la poitrine, douleur dans la poitrine, douleurs dans la poitrine, douleurs à la poitrine, douleur thoracique, ' +
    'douleurs thoraciques, mal à la poitrine, mal dans la poitrine, crise cardiaque, infarctus, ' +
    "n'arrive pas à respirer, n'arrive plus à respirer, arrive pas à respirer, arrive plus à respirer, peux pas respirer, " +
    'peux plus respirer, peut pas respirer, peut plus respirer, ne respire plus, ne respire pas, respire plus, étouffe, un avc, ' +
    "attaque cérébrale, surdose, overdose, suicide, suicider, tentative de suicide, me tuer, m'ôter la vie, " +
    "envie de mourir, veux mourir, inconscient, inconsciente, perdu connaissance, évanoui, évanouie, s'est effondré, " +
    "s'est effondrée, s'est écroulé, saigne beaucoup, saigne énormément, perd beaucoup de sang, hémorragie",
  hi:
    'सीने में दर्द, छाती में दर्द, सीने में बहुत दर्द, छाती में बहुत दर्द, दिल का दौरा, हार्ट अटैक, सांस नहीं आ रही, सांस नहीं आ रहा, ' +
    'सांस नहीं ले पा, सांस नहीं ले सकता, सांस नहीं ले सकती, सांस लेने में दिक्कत, सांस लेने में तकलीफ, सांस रुक, लकवा, स्ट्रोक, ' +
    'ओवरडोज, ज्यादा दवा खा ली, ज्यादा गोलियां खा ली, आत्महत्या, खुदकुशी, जान देना, जान दे दूंगा, जान दे दूंगी, मरना चाहता, मरना चाहती, ' +
    'मर जाना चाहता, मर जाना चाहती, बेहोश, होश नहीं, खून बह रहा, बहुत खून बह, बहुत खून निकल, खून नहीं रुक, खून रुक नहीं, ' +
    'seene me dard, seene mein dard, sine me dard, sine mein dard, chhati me dard, chhati mein dard, chati me dard, chati mein dard, ' +
    'chest me dard, chest mein dard, dil ka daura, dil ka dora, saans nahi aa, sans nahi aa, saas nahi aa, saans nahin aa, ' +
    'saans nahi le, sans nahi le, saans lene me, saans lene mein, lakwa, atmahatya, aatmahatya, aatmhatya, khudkushi, khud kushi, ' +
    'marna chahta, marna chahti, mar jana chahta, mar jana chahti, behosh, khoon beh raha, khoon bah raha, khun beh raha, ' +
    'bahut khoon beh, bahut khoon nikal, khoon nahi ruk, khoon ruk nahi',
  it:
    'dolore al petto, dolori al petto, male al petto, dolore nel petto, fitte al petto, infarto, attacco di cuore, attacco cardiaco, ' +
    'non riesco a respirare, non riesce a respirare, non respiro, non respira, fatica a respirare, manca il respiro, ictus, overdose, ' +
    'suicidio, suicidarmi, uccidermi, ammazzarmi, voglio morire, farla finita, togliermi la vita, privo di sensi, priva di sensi, ' +
    'perso i sensi, perso conoscenza, svenuto, svenuta, incosciente, collassato, collassata, crollato a terra, sanguina molto, sanguino molto, ' +
    'perde molto sangue, perdo molto sangue, perde tanto sangue, perdo tanto sangue, emorragia',
  pa:
    'ਛਾਤੀ ਵਿੱਚ ਦਰਦ, ਛਾਤੀ ਚ ਦਰਦ, ਸੀਨੇ ਵਿੱਚ ਦਰਦ, ਸੀਨੇ ਚ ਦਰਦ, ਦਿਲ ਦਾ ਦੌਰਾ, ਹਾਰਟ ਅਟੈਕ, ਸਾਹ ਨਹੀਂ ਆ, ਸਾਹ ਨਹੀਂ ਆਉਂਦਾ, ਸਾਹ ਨਹੀਂ ਲੈ, ' +
    'ਸਾਹ ਲੈਣ ਵਿੱਚ, ਸਾਹ ਲੈਣ ਚ, ਅਧਰੰਗ, ਸਟ੍ਰੋਕ, ਓਵਰਡੋਜ਼, ਖੁਦਕੁਸ਼ੀ, ਖ਼ੁਦਕੁਸ਼ੀ, ਆਤਮਹੱਤਿਆ, ਆਤਮ ਹੱਤਿਆ, ਮਰਨਾ ਚਾਹੁੰਦਾ, ਮਰਨਾ ਚਾਹੁੰਦੀ, ' +
    'ਬੇਹੋਸ਼, ਹੋਸ਼ ਨਹੀਂ, ਖੂਨ ਵਗ ਰਿਹਾ, ਬਹੁਤ ਖੂਨ ਵਗ, ਖੂਨ ਨਹੀਂ ਰੁਕ, ' +
    'chhati ch dard, chati ch dard, chhati vich dard, chati vich dard, seene ch dard, chest ch dard, chest vich dard, dil da daura, ' +
    'saah nahi aa, sah nahi aa, saah nahi aunda, saah nahi le, adhrang, marna chahunda, marna chahundi, khoon vag riha, khoon vag reha, ' +
    'bahut khoon vag, khoon nahi ruk',
  tl:
    'masakit ang dibdib, masakit po ang dibdib, masakit dibdib, sumasakit ang dibdib, sumasakit po ang dibdib, sakit sa dibdib, ' +
    'sakit ng dibdib, naninikip ang dibdib, naninikip po ang dibdib, atake sa puso, inatake sa puso, inatake sya sa puso, inatake siya sa puso, ' +
    'makahinga, hirap huminga, hirap na huminga, hirap po huminga, nahihirapan huminga, nahihirapang huminga, nahihirapan po huminga, ' +
    'hindi na humihinga, di na humihinga, hindi humihinga, nastroke, na-stroke, na-overdose, naoverdose, magpakamatay, magpapakamatay, ' +
    'nagpakamatay, gusto ko nang mamatay, gusto ko ng mamatay, walang malay, nawalan ng malay, wala nang malay, hinimatay, nahimatay, ' +
    'bigla syang bumagsak, bigla siyang bumagsak, malakas na pagdurugo, dinudugo, dumudugo nang malakas, ang daming dugo',
  vi:
    'đau ngực, đau tức ngực, tức ngực, đau thắt ngực, đau lồng ngực, nhồi máu cơ tim, lên cơn đau tim, cơn đau tim, khó thở, ' +
    'không thở được, ko thở được, không thở nổi, ngừng thở, nghẹt thở, đột quỵ, đột quị, tai biến mạch máu, bị tai biến, ' +
    'uống thuốc quá liều, thuốc quá liều, quá liều thuốc, sốc thuốc, muốn tự tử, định tự tử, tự tử chết, sẽ tự tử, tự sát, tôi muốn chết, em muốn chết, con muốn chết, chỉ muốn chết, ' +
    'không muốn sống, ko muốn sống, bất tỉnh, bị hôn mê, hôn mê rồi, hôn mê sâu, bị ngất, ngất xỉu, ngất đi, ngất rồi, té xỉu, gục xuống, chảy máu nhiều, ' +
    'chảy nhiều máu, ra nhiều máu, ra máu nhiều, mất nhiều máu, không cầm máu, xuất huyết',
  zh:
    '胸痛, 胸口痛, 胸口疼, 胸疼, 心口痛, 心口疼, 胸口好痛, 胸口很痛, 心脏病发, 心肌梗, 心梗, 喘不过气, 喘不上气, 透不过气, 透唔到气, 唞唔到气, 不能呼吸, ' +
    '无法呼吸, 呼吸困难, 没有呼吸, 没呼吸, 唔识呼吸, 呼吸唔到, 中风, 脑溢血, 脑出血, 脑梗, 服药过量, 吃药过量, 药物过量, 食药过量, 自杀, 轻生, 不想活, 唔想活, ' +
    '我想死, 昏迷, 失去意识, 没有意识, 没意识, 不省人事, 晕倒, 昏倒, 晕咗, 昏过去, 晕过去, 突然倒下, 大出血, 流血不止, 血流不止, 止不住血, 流很多血, 流好多血, ' +
    '出很多血, 大量出血, ' +
    'xiong tong, xiongtong, xiong kou tong, xiongkou tong, xin zang bing fa, xin geng, chuan bu guo qi, hu xi kun nan, huxi kunnan, ' +
    'zhong feng, zhongfeng, zi sha, zisha, hun mi, hunmi, yun dao, yundao, hun dao, da chu xue, liu xue bu zhi',
};
