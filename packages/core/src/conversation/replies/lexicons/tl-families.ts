import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';
import { withRespect } from './tagalog-spelling.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** With the particle of respect behind, too. */
const polite = (phrases: string): string => `${phrases}, ${joined(phrases, 'po')}`;

const people = 'ako, kami, po ako, po kami, na ako, na kami, lang ako, lang kami';
/** The question whether to cancel, where *no* keeps the appointment. */
const cancelling = { when: ['cancel', 'yes', 'no'], unless: ['arrived'] } as const;

/** Word families and word orders in which Tagalog speakers put an answer, built from their parts. */
export function tagalogFamilies(): readonly PhraseGroup[] {
  return [...meeting(), ...presence(), ...appointments(), ...leftAlone(), ...elsewhereOrUncertain()];
}

function meeting(): readonly PhraseGroup[] {
  return [
    {
      role: 'yes',
      phrases: withRespect(
        `${joined(polite('mas ok, mas okay, mas maganda, mas convenient, mas madali, mas mabuti, gusto namin, mas gusto namin, prefer namin'), 'video, ang video, sa video, ng video, video call, ang video call, online')}, ${joined('mag video call, magvideo call, mag vc, magvideo', 'na lang, nalang, na lang tayo, tayo, na lang kami')}`,
      ),
    },
    {
      role: 'no',
      phrases: withRespect(
        `${joined('gusto ko makita, gusto kong makita, gusto ko makausap, gusto kong makausap, mas gusto ko makita', 'si doc ng personal, si doc nang personal, si dok ng personal, ang doktor ng personal, si doc in person, ng personal')}, walk in na lang, walk in nalang, mag walk in na lang, magwalk in na lang`,
      ),
    },
    {
      role: 'no',
      when: ['yes', 'no'],
      unless: ['cancel'],
      phrases: withRespect(
        'hindi ako sanay, hindi ako sanay sa ganyan, hindi po ako sanay sa ganyan, hindi ako marunong, hindi ako marunong sa ganyan',
      ),
    },
    {
      role: 'no',
      when: ['yes', 'no', 'arrived'],
      phrases: withRespect(
        `${joined('wala akong, wala kaming, walang', 'internet sa bahay, signal sa bahay, wifi sa bahay, internet dito, signal dito')}, ${joined('mahina, mahina ang, mabagal, mabagal ang', 'internet, internet namin, internet ko, internet dito, signal, signal namin, signal ko, signal dito, net namin')}`,
      ),
    },
    {
      role: 'no',
      strength: 'bare',
      ...cancelling,
      phrases: withRespect(
        `${joined('hindi, hindi na, no, huwag', 'tuloy, tuloy ako, tuloy kami, pupunta ako, pupunta kami, tutuloy ako')}, huwag, tuloy, tuloy ako, tuloy kami, tuloy pa rin, tuloy pa rin ako, hindi po tuloy po ako, hindi po tuloy ako, no po tuloy po, hindi po pupunta po ako`,
      ),
    },
  ];
}

function presence(): readonly PhraseGroup[] {
  return [
    {
      role: 'arrived',
      phrases: withRespect(
        `${joined(joined('nasa labas, nasa harap, nasa tapat, nasa loob, nasa baba', people), 'ng clinic, ng clinic nyo, ng klinika nyo, ng ospital, ng hospital, ng building')}, ` +
          `${joined(polite('nasa labas, nasa harap, nasa tapat, nasa loob'), 'ng clinic nyo, ng building nyo, ng clinic')}, ${joined('nasa sasakyan, nasa kotse', joined(people, 'sa parking, sa parking nyo, sa labas ng clinic'))}, ` +
          joined(
            'nasa gate, nasa guard, nasa guardhouse, nasa ground floor, nasa 1st floor, nasa 2nd floor, nasa 3rd floor, nasa 4th floor, nasa information desk, nasa nurse station',
            'na, na ako, na kami, nyo na ako',
          ),
      ),
    },
    {
      role: 'ready',
      strength: 'strong',
      phrases: withRespect(
        `${joined('nakahanda, naka handa, naka ready, nakaready', 'na ako, na kami')}, ${joined('nandito na ako, nandito na kami, nandito na, dito na ako', 'sa video call, sa call, sa video, sa link, sa meeting')}, ` +
          `${joined('nasa harap na ako, nasa harap na kami', 'ng camera, ng phone, ng computer, ng cellphone, ng laptop')}, ${joined('na open, naopen, nabuksan, na click, naclick, napindot', 'ko na ang link, na ang link')}, nag log in na ako, nag login na ako, naglog in na ako`,
      ),
    },
    {
      role: 'ready',
      strength: 'bare',
      phrases: withRespect('nakahanda na, naka handa na, naka ready na, nakaready na'),
    },
    {
      role: 'ready',
      when: ['ready'],
      phrases: withRespect(
        `${joined('hinihintay, inaantay, hinihintay ko, inaantay ko, hinihintay namin, inaantay namin', 'na kayo, na si doc, na si dok, na ang doktor, na ang tawag, ang tawag')}, start na tayo, simulan na natin, simulan na, magsimula na tayo, pwede na magsimula, pwede na tayo magsimula, pwede na mag start`,
      ),
    },
    {
      role: 'ready',
      when: ['ready', 'arrived'],
      unless: ['no'],
      strength: 'bare',
      phrases: withRespect(joined('dito ako, nandito ako, dito lang ako, nandito lang ako, dito kami', 'sa bahay')),
    },
    {
      role: 'late',
      strength: 'strong',
      phrases: withRespect(
        `${joined('baka', 'malelate ako, malelate kami, male late ako, male late kami, late ako, late kami, ma late ako, ma late kami, mahuli ako, mahuli kami, malate ako, malate kami')}, ` +
          `${joined('naiwan kami, naiwan ako, nahuli ako, nahuli kami', 'ng bus, sa bus, ng tren, sa tren, ng jeep, sa jeep, ng van, sa van')}, tatanghaliin ako, tatanghaliin kami, tanghaliin kami`,
      ),
    },
  ];
}

function appointments(): readonly PhraseGroup[] {
  return [
    {
      role: 'confirm',
      when: ['confirm'],
      phrases: withRespect(
        `${joined(polite('a attend, aattend, mag attend, makaka attend, makakaattend, maka attend, magpapakita, sisipot, sisiputin'), 'ako, kami')}, asahan nyo ako, asahan nyo kami, sigurado pupunta ako`,
      ),
    },
    {
      role: 'cancel',
      phrases: withRespect(
        `${joined('kakanselahin, ikakansela, ikansela, ipapakansela, kakanselin', 'ko, ko na, ko ang appointment, ko ang appointment ko, ko na lang, ko na ang appointment ko, namin')}, ` +
          `${joined(polite('mag papacancel, magpapacancel, magpapa cancel, magcacancel, mag cacancel'), 'sana ako, ako, na lang ako, ako ng appointment')}, pakansela, pa kansela, pakansela ng appointment, pakansela ng appointment ko`,
      ),
    },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      phrases: withRespect(
        `${joined('hindi ako, hindi kami, hindi na ako, hindi na kami', 'tutuloy, makakarating, makakapunta, makaka attend, makakaattend, makakadalo, makakasipot, makakasama, makakapasok, aattend, available, matutuloy')}, ${joined('pwede, pwede ba, pwede bang, paano', 'magpa cancel, magpacancel, ipa cancel, ipacancel, pa cancel')}`,
      ),
    },
    {
      role: 'undo',
      strength: 'strong',
      phrases: withRespect(
        `${joined('aksidente ko, aksidente kong, accidentally, hindi sinasadyang, mali pagka, mali ang pagka, mali pag', 'na cancel, nacancel, na cancel ko, nacancel ko, cancel, cancel ko')}, ${joined('nagkamali, nagkamali ako, nagkamali lang ako, namali ako', 'ng pindot, ng napindot, ng click, ng nasend, ng reply')}, ` +
          'napindot ko lang, napindot lang, huwag i cancel nagkamali ako, huwag icancel nagkamali ako, binabawi ko ang pag cancel, binabawi ko ang cancel, gusto ko ibalik ang appointment, gusto ko ibalik ang appointment ko, gusto kong ibalik ang appointment ko',
      ),
    },
    {
      role: 'reschedule',
      strength: 'strong',
      phrases: withRespect(
        `${joined(polite('change, change ng, change ang, pa change, pa change ng, papalit ng'), 'schedule, sched, date, oras, araw, time')}, ${joined('pwede, pwede ba, pwede bang, pwede sa, pwede ba sa, pwede sana', 'mas maaga, mas late na oras, mas late, ibang araw, ibang araw na lang, susunod na linggo, susunod na araw, next week, lunes, martes, miyerkules, huwebes, biyernes')}, ` +
          'ilipat sana sa ibang araw, ilipat sana, may ibang schedule ba, may ibang schedule po ba, may ibang oras ba, may ibang oras po ba, may ibang sched ba, may ibang araw ba',
      ),
    },
  ];
}

function leftAlone(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      phrases: withRespect(
        `${joined('huwag na kayo, huwag na kayong, huwag nyo na akong, huwag nyo na ako, huwag nyo na kaming, huwag nyo na kami, huwag nyo akong, huwag nyo na ko', 'mag send ng text, mag send ng message, magsend ng text, magsend, i text, itext, i message, guluhin, gambalain, istorbohin, manggulo, mang istorbo, kulitin, padalhan ng text')}, ` +
          `${joined(polite('pakitigil, paki tigil, pakitigil na, paki tigil na, paki stop, pakistop, stop na, tigil na'), 'ang pagtetext, ang pagtext, pagtetext, pagtext, pagsend ng message, pagsend ng text, ang pagsend ng text, ng messages, ng text, ang mga text, ang mga message, kayo mag text, kayo magtext')}, ` +
          `${joined(joined(polite('alisin nyo, alisin nyo na, tanggalin nyo, tanggalin nyo na, burahin nyo, burahin nyo na, i delete nyo, i delete nyo na, pakialis, paki alis, pakitanggal, paki tanggal, paki delete, pakidelete, pakibura'), 'number ko, ang number ko, ng number ko, ako'), 'sa list, sa listahan, sa listahan nyo, sa list nyo')}, ` +
          `${joined(polite('burahin nyo, burahin nyo na, i delete nyo, i delete nyo na, pakialis, paki alis, pakitanggal, paki tanggal, paki delete, pakidelete, pakibura'), 'number ko, ang number ko, ng number ko')}, ` +
          joined(
            'hindi ko gusto, hindi ko na gusto, ayaw ko na, ayoko na',
            'makatanggap ng text, makatanggap ng message, makareceive ng text, ng text, ng mga text',
          ),
      ),
    },
    {
      role: 'thanks',
      phrases: `${joined('salamat sa, salamat po sa, thank you sa, thank you po sa, thanks sa', 'pag remind, pagremind, pag text, pagtext, pagpapaalala, update, info')}, sige maghihintay ako, sige po maghihintay ako, sige po maghihintay po ako, ok po maghihintay ako, ok po maghihintay po ako, sige po hihintayin ko, ok po hihintayin ko`,
    },
    {
      role: 'wrong-number',
      phrases: withRespect(
        `wrong send, wrong send kayo, na wrong send kayo, nawrong send kayo, mali kayo ng na text, mali kayo ng natext, mali kayo ng tinext, ${joined(polite('hindi na ito, hindi ito, hindi na to, hindi to, hindi nya'), 'number ni, number nya, number to, number ito, ang number nya')}, hindi na sya ang may ari ng number na ito, hindi nya na number ito`,
      ),
    },
    {
      role: 'wrong-number',
      isHint: true,
      phrases: withRespect(
        'walang ganyang pangalan dito, walang ganyan pangalan dito, wala pong ganyang pangalan dito, wala pong ganyang tao dito, wala akong appointment dyan, wala akong appointment sa inyo, hindi akin yung appointment, hindi akin ang appointment, hindi sa akin yan, hindi sakin yan, hindi sa akin ang appointment',
      ),
    },
  ];
}

function elsewhereOrUncertain(): readonly PhraseGroup[] {
  return [
    // "There is" or "has", where English only may.
    {
      role: 'filler',
      phrases: withRespect(
        'may, may trabaho ako, may pasok ako, may sakit ako, may sakit anak ko, may sakit ang anak ko, may emergency, kasi may emergency, may emergency kami, may emergency ako, nagkasakit ako, may importanteng lakad, may lakad ako',
      ),
    },
    {
      role: 'negation',
      phrases: withRespect(
        `${joined('naghihintay, naghihintay ako, naghihintay kami, naghihintay pa, naghihintay pa ako, nag aantay, nag aantay ako, nag hihintay, waiting ako', 'ng jeep, ng bus, ng sundo, ng taxi, ng grab, ng tricycle, ng masasakyan, ng sasakyan, ng resulta, ng tren, ng text')}, ` +
          `${joined('sana', 'nandito na, nandito na ako, nandito na kami, pwede, ready na, ready na ako, okay na')}, sana po pwede, ng airport, ng subdivision, ng village, ng school, ng eskwela, ng opisina, ng office, ng mall, itetext ko ba, itetext ko, text ko ba, isusulat ko ba, sasabihin ko ba`,
      ),
    },
    {
      role: 'future',
      phrases: withRespect(
        'magre ready, magre ready pa, magre ready pa lang, magreready, nagre ready, nagre ready pa, magreready pa lang',
      ),
    },
  ];
}
