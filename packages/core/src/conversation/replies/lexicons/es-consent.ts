import type { PhraseGroup } from '../lexicon.ts';

/** How people ask in Spanish to be left alone, or for help, and say that they are somebody else. */
export function spanishConsent(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      toleratesErrors: false,
      phrases: `no me manden mas mensajes, no me manden mensajes, no me mande mas mensajes, no me mande mensajes,
        no manden mas mensajes, no mas mensajes, no quiero mas mensajes, no quiero recibir mensajes,
        no quiero recibir mas mensajes, ya no quiero recibir mensajes, ya no quiero mensajes,
        no deseo recibir mensajes, no deseo recibir mas mensajes, quiero que dejen de mandarme mensajes,
        quiero que dejen de escribirme, quiero que dejen de enviarme mensajes, paren de mandarme mensajes,
        paren de enviarme mensajes, paren de escribirme, pare de mandarme mensajes, ya paren de mandarme mensajes,
        paren los mensajes, dejen de molestar, dejen de molestarme, dejen de textearme, no me texteen,
        no me texteen mas, dejen de mandarme mensajes, dejen de mandar mensajes, deje de mandarme mensajes,
        dejen de enviarme mensajes, dejen de enviar mensajes, deje de enviarme mensajes, dejen de escribirme,
        deje de escribirme, no me escriban, no me escriban mas, no me escriba mas, no me envien mas mensajes,
        no me envien mensajes, no me envie mas mensajes, no me manden textos, no me manden mas textos, no mas textos,
        darme de baja, quiero la baja, denme de baja, eliminen mi numero, borren mi numero, quiten mi numero,
        quitenme de su lista, saquenme de su lista, borrenme de su lista, borrenme de la lista,
        eliminenme de la lista, eliminenme de su lista, quiteme de su lista, dejen de mandarme textos,
        dejen de mandarme sms, ya no me manden mensajes, ya no me manden mas mensajes, ya no me escriban,
        ya no me envien mensajes, no me manden mas sms, no quiero mas sms, no quiero sus mensajes,
        ya no quiero sus mensajes, quitenme de la lista, saquenme de la lista, no me molesten, no me molesten mas,
        no me contacten mas`,
    },
    { role: 'stop', strength: 'bare', toleratesErrors: false, phrases: 'baja, parar, basta, detener' },
    { role: 'start', strength: 'bare', toleratesErrors: false, phrases: 'alta, empezar, comenzar, reanudar' },
    {
      role: 'help',
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'ayuda, ayudeme, necesito ayuda, ayuda por favor',
    },
    {
      role: 'wrong-number',
      toleratesErrors: false,
      phrases: `numero equivocado, el numero equivocado, telefono equivocado, te equivocaste de numero, equivocado,
        equivocada, no conozco a esa persona numero equivocado, no conozco a nadie con ese nombre, no soy el,
        no soy ella, se equivoco de numero, se equivoca de numero, se equivocaron de numero, equivocado de numero,
        esta equivocado de numero, numero ekivocado, tiene el numero equivocado, tienen el numero equivocado,
        este numero no es de, este numero no es, no es mi telefono, creo que se equivoco de numero,
        creo que se equivoca de numero, creo que se equivocaron de numero, creo que tiene el numero equivocado,
        creo que tienen el numero equivocado, creo que es numero equivocado, creo que esta equivocado,
        numero incorrecto, numero erroneo, no es mi numero, este no es mi numero, este no es el numero,
        no es el numero de, este no es el numero de, persona equivocada, se equivoco de persona,
        se equivocaron de persona, esta equivocado, esta equivocada`,
    },
    {
      role: 'wrong-number',
      isHint: true,
      toleratesErrors: false,
      phrases:
        'no soy, no soy paciente, no soy yo, no soy la persona, no conozco a nadie, aqui no vive, no soy esa persona, no la conozco, no lo conozco',
    },
  ];
}
