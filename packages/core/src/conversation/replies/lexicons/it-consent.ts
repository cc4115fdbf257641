import type { PhraseGroup } from '../lexicon.ts';

/** How people ask in Italian to be left alone, or for help, and say that they are somebody else. */
export function italianConsent(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      toleratesErrors: false,
      phrases: `non mandatemi piu messaggi, non mandatemi messaggi, non mandatemi piu sms, non mandatemi sms,
        non mandate piu messaggi, non inviatemi piu messaggi, non inviatemi messaggi, non inviatemi piu sms,
        non inviate piu messaggi, smettetela di mandare messaggi, smettete di mandare messaggi,
        smetta di mandare messaggi, smettetela di inviarmi messaggi, smetta di mandarmi messaggi,
        smettetela con i messaggi, basta con i messaggi, basta con gli sms, basta con questi messaggi,
        basta con questi sms, non voglio altri messaggi, non voglio messaggi, non voglio sms, non voglio altri sms,
        non inviatemi piu nulla, non mandatemi piu niente, non mi inviate piu messaggi, non mi disturbate piu,
        non disturbatemi, non scrivetemi, non scrivetemi piu, non mi scrivete piu, non mi scriva piu,
        non mi mandi piu messaggi, non mi mandate piu messaggi, smettetela di scrivermi, smettete di scrivermi,
        smetta di scrivermi, smettetela di mandarmi messaggi, smettete di mandarmi messaggi,
        smettete di inviarmi messaggi, non voglio piu messaggi, non voglio piu sms, non voglio piu ricevere messaggi,
        non voglio ricevere messaggi, non voglio piu ricevere sms, non desidero piu ricevere messaggi,
        cancellatemi dalla lista, toglietemi dalla vostra lista, cancellatemi dalla vostra lista,
        rimuovetemi dalla vostra lista, non voglio ricevere sms, non mandate piu sms, non mi mandi piu sms,
        non mi scriva, smettete di scrivere, non voglio i vostri messaggi, non voglio piu i vostri messaggi,
        toglietemi dalla lista, rimuovetemi dalla lista, cancellate il mio numero, togliete il mio numero,
        basta messaggi, basta sms, niente piu messaggi, non contattatemi piu, disiscrivetemi, disiscrivermi`,
    },
    { role: 'stop', strength: 'bare', toleratesErrors: false, phrases: 'basta, disiscrivi, smettetela' },
    { role: 'start', strength: 'bare', toleratesErrors: false, phrases: 'inizia, iniziare, riattiva, iscrivimi' },
    {
      role: 'help',
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'aiuto, ho bisogno di aiuto, aiutatemi, mi serve aiuto',
    },
    {
      role: 'wrong-number',
      toleratesErrors: false,
      phrases: `numero sbagliato, il numero sbagliato, ha sbagliato numero, avete sbagliato numero,
        hai sbagliato numero, ha sbagliato persona, avete sbagliato persona, avete il numero sbagliato,
        ha il numero sbagliato, hai il numero sbagliato, numero sbagliato non sono, numero sbagliato io non sono,
        ha sbagliato numero non sono, avete sbagliato numero non sono, credo abbiate sbagliato numero,
        credo che abbiate sbagliato numero, credo abbia sbagliato numero, credo che abbia sbagliato numero,
        penso abbiate sbagliato numero, penso che abbia sbagliato numero, non sono mario numero sbagliato,
        questo numero non e di, numero errato, non e il mio numero, questo non e il mio numero,
        questo non e il numero, non e il numero di, persona sbagliata, sta sbagliando numero, sbagliato numero`,
    },
    {
      role: 'wrong-number',
      isHint: true,
      toleratesErrors: false,
      phrases:
        'non sono un paziente, non sono una paziente, non sono io, non conosco nessuno, qui non abita, non la conosco, non lo conosco',
    },
  ];
}
