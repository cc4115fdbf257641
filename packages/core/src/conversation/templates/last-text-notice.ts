import { nearestTags } from './language-tags.ts';

const english = 'This is the last text that we can send to this number today.';

const notices: ReadonlyMap<string, string> = new Map([
  ['en', english],
  ['ar', 'هذه آخر رسالة يمكننا إرسالها إلى هذا الرقم اليوم.'],
  ['de', 'Das ist die letzte SMS, die wir heute an diese Nummer senden können.'],
  ['el', 'Αυτό είναι το τελευταίο μήνυμα που μπορούμε να στείλουμε σήμερα σε αυτό το νούμερο.'],
  ['es', 'Este es el mensaje final que podemos enviar hoy a este teléfono.'],
  ['fr', "C'est le dernier message que nous pouvons envoyer à ce numéro aujourd'hui."],
  ['hi', 'आज हम इस नंबर पर इसके बाद कोई मैसेज नहीं भेज सकते।'],
  ['it', "Questo è l'ultimo messaggio che oggi possiamo inviare a questo numero."],
  ['pa', 'ਅੱਜ ਅਸੀਂ ਇਸ ਨੰਬਰ ਤੇ ਇਸ ਤੋਂ ਬਾਅਦ ਕੋਈ ਮੈਸੇਜ ਨਹੀਂ ਭੇਜ ਸਕਦੇ।'],
  ['tl', 'Ito na ang huling text na maipapadala namin sa numerong ito ngayong araw.'],
  ['vi', 'Đây là tin nhắn cuối cùng chúng tôi có thể gửi đến số này hôm nay.'],
  ['zh', '这是我们今天能发到这个号码的最后一条短信。'],
  ['zh-Hant', '這是我們今天能傳到這個號碼的最後一則簡訊。'],
]);

/**
 * Gives what is said with the last text of the day to a number, so that silence is not taken for an answer.
 *
 * @param language BCP 47 tag of the text
 */
export function lastTextNotice(language: string): string {
  const [notice = english] = nearestTags(language).flatMap((tag) => notices.get(tag) ?? []);
  return notice;
}
