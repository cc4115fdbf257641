import type { PhraseGroup } from '../lexicon.ts';
import { withRespect } from './tagalog-spelling.ts';

/** How people ask in Tagalog to be left alone, or for help, and say that they are somebody else. */
export function tagalogConsent(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      phrases: withRespect(`huwag nyo na akong itext, huwag nyo na ako itext, huwag nyo na ako i text,
        huwag nyo na akong i text, huwag nyo akong itext, huwag nyo ako itext, huwag na kayong magtext,
        huwag na kayo magtext, huwag na kayong mag text, huwag na kayo mag text, huwag na kayong mag send,
        huwag na magtext, huwag na mag text, huwag na itong i text, huwag na itong itext, huwag na i text,
        huwag na itong number i text, huwag na i text ang number na ito, huwag na itong itxt, huwag nyo na i text,
        huwag nyo na itext, huwag na itext, huwag na ako itext, huwag na akong itext, huwag na mag send,
        huwag nyo na ako padalhan, huwag nyo na akong padalhan, huwag nyo na ko itext, huwag na nyo ako itext,
        huwag na nyo akong itext, huwag mo na akong itext, huwag mo na ako itext, huwag mo akong itext,
        tigilan nyo na ang pagtetext, tigilan nyo na pagtetext, tigilan nyo na pagtext, tigilan nyo pagtetext,
        itigil nyo na pagtext, paki tanggal number ko sa list, paki tanggal ako sa list, pakitanggal ako sa list,
        paki tanggal number ko, paki tanggal ang number ko, pakitigil ang pagtext, paki tigil ang pagtext,
        pakitigil ang pagtetext, paki tigil ang pagtetext, pakitigil na ang pagtext, paki stop ang pagtext,
        paki stop na, paki stop po ang text, pakistop ang text, huwag na kayong magmessage, huwag na kayo mag message,
        huwag nyo na ako imessage, huwag nyo na akong i message, huwag na magmessage, huwag na magpadala ng message,
        huwag na kayo magpadala, huwag na kayong magpadala, tigilan nyo na ako, tigilan nyo ako, itigil nyo na ito,
        ayoko na ng message, ayaw ko na ng message, ayaw ko na ng mga text, ayoko na ng mga message,
        pakitanggal number ko, pakitanggal ang number ko, paki alis number ko, pakialis ang number ko,
        tanggalin number ko, huwag na kayong magpadala ng text, huwag na magpadala ng text, stop texting na,
        ayaw ko ng text, ayaw ko na ng text nyo, tigilan nyo na ang pagtext, tigilan nyo ang pagtetext,
        tigilan nyo na ako itext, tigilan na ang pagtext, tigilan na ang pagtetext, tigilan nyo na ang text,
        itigil nyo na ang pagtetext, itigil nyo na ang pagtext, itigil ang pagtetext, itigil na ang pagtext,
        itigil nyo na ang text, stop nyo na pagtext, stop nyo na ang pagtext, stop nyo na pagtetext,
        stop nyo na ang pagtetext, stop na ang text, stop na pagtext, stop nyo na ang text, stop nyo na itext,
        ayoko na makatanggap ng text, ayaw ko na makatanggap ng text, ayoko na ng text, ayaw ko na ng text,
        ayoko na makatanggap ng mensahe, ayaw ko na makatanggap ng mensahe, ayoko makatanggap ng text,
        ayaw ko makatanggap ng text, ayoko ng text, ayoko na ng mga text, ayoko na makareceive ng text,
        ayaw ko na makareceive ng text, ayoko na mag receive ng text, alisin nyo na number ko,
        alisin nyo na ang number ko, alisin nyo ang number ko, tanggalin nyo na number ko,
        tanggalin nyo ang number ko, tanggalin nyo na ako sa list, tanggalin nyo ako sa list, alisin nyo ako sa list`),
    },
    { role: 'stop', strength: 'bare', phrases: 'tigil, tigil na po, tama na, tama na po, itigil, itigil na po' },
    { role: 'start', strength: 'bare', phrases: 'simulan, simulan ulit' },
    {
      role: 'help',
      strength: 'bare',
      phrases: 'tulong, tulong po, tulungan nyo po ako, kailangan ko ng tulong, kailangan ko po ng tulong, patulong po',
    },
    {
      role: 'wrong-number',
      phrases: withRespect(`wrong number kayo, wrong number ka, wrong number ito, maling number, maling numero,
        mali number, mali ang number, mali ang number nyo, mali ang numero, mali ang numero nyo, maling number kayo,
        maling number ang natext nyo, maling number ang tinext nyo, mali ang natext nyo, mali ang tinext nyo,
        hindi akin yang number, hindi akin yan number, hindi akin to, hindi ko number yan, hindi ko number ito,
        hindi ko yan number, namali kayo, maling tao, maling tao kayo, hindi akin ang number,
        hindi akin ang number na ito, hindi akin itong number, hindi sa akin ang number,
        hindi sa akin ang number na ito, hindi ito number nya, hindi ito ang number nya, hindi nya number ito,
        hindi nya ito number, hindi ito number ni, hindi number ni, hindi ito ang number ni, mali pong number,
        mali pong numero, maling po number, namali kayo ng number, namali kayo ng numero, nagkamali kayo ng number,
        nagkamali kayo ng numero, mali kayo ng number`),
    },
    {
      role: 'wrong-number',
      isHint: true,
      phrases: withRespect(
        'hindi ito si, hindi to si, hindi kami si, hindi ako yan, hindi ako pasyente, hindi ako si, hindi ko kilala, hindi ko sya kilala, walang ganyan dito, walang ganyang tao dito, wala dito yan',
      ),
    },
  ];
}
