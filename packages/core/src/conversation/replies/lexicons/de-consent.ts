import type { PhraseGroup } from '../lexicon.ts';
import { spellUmlauts } from './spell-umlauts.ts';

/** How people ask in German to be left alone, or for help, and say that they are somebody else. */
export function germanConsent(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      toleratesErrors: false,
      phrases: spellUmlauts(`keine sms mehr, hören sie auf mir nachrichten zu schicken,
        hören sie auf mir nachrichten zu senden, hören sie auf mir zu texten, hört auf mir nachrichten zu schicken,
        hört auf mir sms zu schicken, hört auf mich anzuschreiben, hören sie auf mich anzuschreiben,
        lassen sie mich in ruhe, lasst mich in ruhe, schluss mit den nachrichten, schluss mit den sms,
        keine nachrichten, keine sms, keine sms bitte, keine nachrichten bitte, ich will keine sms,
        ich will keine nachrichten, keine nachrichten mehr, keine nachricht mehr, keine weiteren nachrichten,
        keine weiteren sms, keine sms mehr schicken, keine nachrichten mehr schicken, möchte keine nachrichten mehr,
        ich möchte keine nachrichten mehr, möchte keine sms mehr, ich möchte keine sms mehr,
        ich will keine nachrichten mehr, will keine nachrichten mehr, ich will keine sms mehr, will keine sms mehr,
        ich möchte keine sms, ich möchte keine nachrichten, möchte keine weiteren nachrichten,
        schreiben sie mir nicht mehr, schreibt mir nicht mehr, schreib mir nicht mehr, bitte nicht mehr schreiben,
        nicht mehr schreiben, nicht mehr anschreiben, bitte nicht mehr anschreiben,
        schicken sie mir keine nachrichten mehr, schicken sie mir keine sms mehr, schicken sie mir nichts mehr,
        schickt mir keine sms mehr, schickt mir nichts mehr, senden sie mir keine nachrichten mehr,
        senden sie mir keine sms mehr, senden sie keine nachrichten mehr, senden sie keine sms mehr,
        hören sie auf mir zu schreiben, hört auf mir zu schreiben, hören sie auf mir sms zu schicken,
        hört auf zu schreiben, von sms abmelden, abmelden von sms, aus der liste streichen,
        streichen sie mich aus der liste, nehmen sie mich aus der liste, löschen sie meine nummer,
        meine nummer löschen, nummer löschen, kontaktieren sie mich nicht mehr, abbestellen`),
    },
    {
      role: 'stop',
      strength: 'bare',
      toleratesErrors: false,
      phrases: spellUmlauts(`abmelden, abmeldung, aufhören, stopp`),
    },
    { role: 'start', strength: 'bare', toleratesErrors: false, phrases: 'anmelden, wieder anmelden' },
    {
      role: 'help',
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'hilfe, ich brauche hilfe, brauche hilfe, bitte helfen sie mir, helfen sie mir',
    },
    {
      role: 'wrong-number',
      toleratesErrors: false,
      phrases: spellUmlauts(`falsche nummer, die falsche nummer, hier ist die falsche nummer,
        sie haben die falsche nummer, ihr habt die falsche nummer, das ist die falsche nummer,
        das ist eine falsche nummer, eine falsche nummer, in der nummer geirrt, sie haben sich in der nummer geirrt,
        sie haben sich verwählt, verwählt, nummer vertauscht, da haben sie die falsche nummer,
        glaube sie haben die falsche nummer, ich glaube sie haben die falsche nummer,
        ich glaube das ist die falsche nummer, ich denke sie haben die falsche nummer, falsch verbunden,
        sie sind falsch verbunden, falsche handynummer, falsche telefonnummer, das ist nicht meine nummer,
        ist nicht meine nummer, nicht meine nummer, das ist nicht die nummer von, nicht die richtige nummer,
        falsche person, sie haben die falsche person, falscher empfänger, nummer ist falsch, die nummer ist falsch,
        die nummer stimmt nicht, falsch verbundn`),
    },
    {
      role: 'wrong-number',
      isHint: true,
      toleratesErrors: false,
      phrases:
        'bin kein patient, ich bin kein patient, ich bin keine patientin, bin keine patientin, kenne ich nicht, kenne die person nicht, kenne diese person nicht, ich kenne diese person nicht, hier gibt es kein, hier gibt es keinen, hier gibt es keine, hier gibts keinen, hier gibts keine, ich bin nicht herr, ich bin nicht frau, ich bin nicht der, ich bin nicht die, hier ist nicht, hier ist nicht frau, hier ist nicht herr, das ist nicht, hier wohnt kein, hier wohnt keine, das bin ich nicht',
    },
  ];
}
