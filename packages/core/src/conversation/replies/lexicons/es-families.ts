import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

const appointment =
  'la cita, mi cita, esa cita, esta cita, el turno, mi turno, la hora, mi hora, la consulta, mi consulta';
const byVideo =
  'por video, video, el video, por videollamada, videollamada, la videollamada, por video llamada, la video llamada, por internet, online, por zoom, virtual, en linea';
const clinic =
  'en la clinica, en su clinica, en el consultorio, en su consultorio, en el hospital, en el centro de salud, en el centro medico, en el lugar, en el sitio, en el estacionamiento, en el parqueo, en el parqueadero, en el parking, en el parking lot, en el aparcamiento, en la recepcion, en recepcion, en la puerta, en la entrada';
const elsewhere =
  'trabajo, mi trabajo, la farmacia, la tienda, la escuela, la ciudad, la autopista, la carretera, la parada, la estacion, la gasolinera, la iglesia, la playa, la oficina, mi oficina, otra clinica, otro lado, otro lugar, otro hospital';
const elsewhereWithArticle =
  'trabajo, super, supermercado, banco, mercado, pais, aeropuerto, metro, mall, centro comercial, colegio, pueblo';
const message =
  'mensajes, mas mensajes, los mensajes, estos mensajes, sms, mas sms, textos, mas textos, nada, nada mas';
const byMistake =
  'por error, por accidente, sin querer, por equivocacion, por confusion, de casualidad, equivocadamente';
/** The question whether to cancel, where *no* keeps the appointment. */
const cancelling = { when: ['cancel', 'yes', 'no'], unless: ['arrived'] } as const;

/** Word families and word orders in which Spanish speakers put an answer, built from their parts. */
export function spanishFamilies(): readonly PhraseGroup[] {
  return [...meeting(), ...presence(), ...appointments(), ...leftAlone(), ...elsewhereOrUncertain()];
}

function meeting(): readonly PhraseGroup[] {
  return [
    {
      role: 'yes',
      toleratesErrors: false,
      phrases: joined(
        'me queda bien, me viene bien, me va bien, me conviene, me conviene mas, me acomoda, que sea, mejor, prefiero, prefiero que sea, elijo, escojo, si me queda bien, si me viene bien',
        byVideo,
      ),
    },
    {
      role: 'yes',
      strength: 'bare',
      toleratesErrors: false,
      ...cancelling,
      phrases: 'estoy seguro, estoy segura, si estoy seguro, si estoy segura, seguro, segura, si seguro, si segura',
    },
    {
      role: 'no',
      toleratesErrors: false,
      phrases:
        `${joined('quiero, prefiero, quisiera, me gustaria, mejor', 'cara a cara, que sea cara a cara, ver al doctor cara a cara, ver a la doctora cara a cara, verlo cara a cara, verle en persona, que sea en persona, que sea presencial, consulta presencial, cita presencial, ver al doctor, ver a la doctora, presentarme en persona, ir personalmente, ir presencialmente')}, ` +
        `${joined('mi telefono no tiene, mi celular no tiene, mi cel no tiene, mi movil no tiene', 'camara, internet, datos, video')}, ` +
        `${joined('no se, no se como, no se como se, no se bien como', 'usar el video, usa el video, usar video, hacer videollamadas, hacer videollamada, usar la videollamada, usar zoom')}, ` +
        'no me llevo con la tecnologia, no se de tecnologia, no se nada de tecnologia, no entiendo de tecnologia, mejor me presento, mejor me presento en persona',
    },
    {
      role: 'no',
      strength: 'bare',
      toleratesErrors: false,
      ...cancelling,
      phrases:
        `${joined('mantengo, mantener, quiero mantener, prefiero mantener, conservo, quiero conservar, dejen, deje', appointment)}, ` +
        'la mantengo, quiero mantenerla, la conservo, quiero conservarla, dejela, dejenla, dejela asi, dejela como esta, dejenla asi, si voy, si voy a ir, no si voy, no si voy a ir, siempre si voy, no siempre si voy',
    },
    // The second *no* belongs to what follows.
    {
      role: 'negation',
      toleratesErrors: false,
      phrases: joined(
        'no no',
        'la cancele, la cancelen, lo cancele, lo cancelen, cancele, cancelen, cancelar, quiero cancelar, la anule, anule',
      ),
    },
  ];
}

function presence(): readonly PhraseGroup[] {
  return [
    {
      role: 'arrived',
      strength: 'strong',
      toleratesErrors: false,
      phrases:
        `${joined('llegue, llegamos, ya llegue, ya llegamos', 'hace rato, hace un rato, hace # minutos, hace # min, hace poco')}, ` +
        `${joined('ya entre, ya entramos', 'a la clinica, al consultorio, al hospital, al edificio, al centro de salud')}, ` +
        `${joined('estoy, ya estoy, estamos, ya estamos, me encuentro, ya me encuentro', 'parqueado, parqueada, parqueados, estacionado, estacionada, estacionados, aparcado, aparcada, aparcados')}, ya arribe, ya arribamos`,
    },
    {
      role: 'arrived',
      toleratesErrors: false,
      phrases: `${joined('aqui, aca, ya, ya estoy, ya estamos, ya me encuentro, aqui estoy', clinic)}, en su consultorio, en su clinica, parqueado afuera, parqueada afuera, estacionado afuera, estacionada afuera, estacionado enfrente, estacionada enfrente`,
    },
    {
      role: 'arrived',
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'parqueado, parqueada, parqueados, en el lugar',
    },
    {
      role: 'ready',
      toleratesErrors: false,
      phrases:
        `${joined('listo, lista, listos, listas, ready', 'para empezar, para iniciar, para comenzar, para la llamada, para el video, para hablar con el doctor, para hablar con la doctora')}, ` +
        `${joined('di clic, ya di clic, le di clic, ya le di clic, hice clic, ya hice clic, ya le pique, le pique', 'en el enlace, al enlace, en el link, al link')}, ` +
        `${joined('abri, ya abri, ya abrimos, he abierto, ya he abierto', 'el enlace, el link, el video, la videollamada')}, ` +
        `${joined('estoy, ya estoy, estamos, ya estamos, aqui estoy', 'online, en linea, en el link, en el enlace, en la sala virtual, en la reunion, en zoom, esperando la llamada, esperando la videollamada, esperando que me llame, esperando en el link, esperando en linea')}, ` +
        'estoy aqui lista, estoy aqui listo, aqui lista, aqui listo, ya podemos empezar, ya podemos comenzar, ya podemos iniciar, ya podemos hablar',
    },
    {
      role: 'ready',
      when: ['ready'],
      toleratesErrors: false,
      phrases: `podemos empezar, podemos comenzar, podemos iniciar, todo listo por aqui, todo listo por aca, ${joined('cuando, listo cuando, lista cuando', 'gusten, quieran, el doctor quiera, la doctora quiera, el doctor guste, usted guste, ustedes gusten, ustedes quieran, digan, diga, usted diga')}`,
    },
    {
      role: 'ready',
      when: ['ready', 'arrived'],
      unless: ['no'],
      strength: 'bare',
      toleratesErrors: false,
      phrases:
        'en el cel, con el cel, con mi telefono, en mi telefono, en mi celular, desde mi casa, desde casa, desde mi telefono, desde el celular, desde mi celular',
    },
    {
      role: 'late',
      strength: 'strong',
      toleratesErrors: false,
      phrases:
        `${joined('se me fue, se nos fue, se me paso, se nos paso, perdi, perdimos', 'el bus, el autobus, el tren, el camion, el colectivo, la guagua, el metro, el micro, la combi')}, ` +
        `${joined('me voy a demorar, me voy a tardar, me voy a retrasar, nos vamos a demorar, me demoro, me demorare, me tardo, me tardare', '# minutos, # min, # minutitos, unos minutos, unos # minutos, como # minutos, un poco, un poquito')}, ` +
        `${joined('llegare, llegaremos, llego, llegamos, voy a llegar, vamos a llegar', '# minutos despues, # min despues, # minutos mas tarde, # minutitos tarde, tardecito, un poco despues')}, ` +
        'me voy a demorar, # minutos de atraso, # min de atraso, con atraso, voy con atraso, # minutitos tarde, en un taco, en un trancon, en el trancon, se me poncho la llanta, se poncho la llanta',
    },
  ];
}

function appointments(): readonly PhraseGroup[] {
  return [
    {
      role: 'confirm',
      toleratesErrors: false,
      phrases:
        `${joined('confirmo que, si confirmo que', 'ire, iremos, voy, vamos, si voy, asistire, asistiremos, acudire, estare, estaremos, voy a ir')}, ` +
        `${joined('cuente, cuenten', 'con nosotros, con mi presencia, con mi asistencia, con nuestra asistencia')}, ` +
        'acudire, acudiremos, acudire a la cita, voy a acudir, si acudire, si voy a acudir, ire a la cita, iremos a la cita',
    },
    {
      role: 'confirm',
      when: ['confirm'],
      toleratesErrors: false,
      phrases: `${joined('estare, estaremos, ahi estare, ahi estaremos, alli estare', 'puntual, puntuales, presente, presentes, a tiempo, sin falta')}, ahi le caigo, ${joined('mantengo, si mantengo, mantenemos', appointment)}`,
    },
    {
      role: 'confirm',
      when: ['confirm'],
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'puedo ir sin problema, si asisto, asisto',
    },
    {
      role: 'cancel',
      toleratesErrors: false,
      phrases:
        `${joined('cancele, cancelen, cancela, canceleme, cancelenme, cancelame, me cancela, me cancelan, anule, anulen, anuleme, anulenme, anulame', appointment)}, ` +
        'canceleme, cancelenme, quiero cancelarla, quiero cancelarlo, necesito cancelarla, desearia cancelar, me gustaria anular',
    },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      toleratesErrors: false,
      phrases: `${joined('no alcanzo a, no voy a alcanzar a, no me es posible, no me va a ser posible, no me sera posible, no nos es posible, lamento no poder, siento no poder, ya no puedo, ya no podre', 'ir, asistir, acudir, llegar, presentarme')}, ya no la necesito, ya no lo necesito`,
    },
    {
      role: 'undo',
      strength: 'strong',
      toleratesErrors: false,
      phrases: joined(
        'cancele, la cancele, lo cancele, cancele mi cita, le di cancelar, le di a cancelar, aprete cancelar, puse cancelar, presione cancelar, pique cancelar, mande cancelar, escribi cancelar',
        byMistake,
      ),
    },
    {
      role: 'undo',
      toleratesErrors: false,
      phrases: joined(
        'reactiven, reactive, reactiveme, reactivenme, restablezcan, restablezca, recuperen, devuelvanme, restauren, restaure',
        'la cita, mi cita, el turno, mi turno',
      ),
    },
    {
      role: 'reschedule',
      strength: 'strong',
      toleratesErrors: false,
      phrases: `${joined('dejarlo, dejarla, lo dejamos, la dejamos, pasarlo, pasar, me la pasa, me la pasan, me lo pasa, la pasamos, moverla, cambiarla', 'para el lunes, para el martes, para el miercoles, para el jueves, para el viernes, para manana, para otro dia, para la otra semana, para la proxima, para la proxima semana, para la semana que viene')}, puede ser otro, pospongamos, pospongamos la cita, posponga la cita, aplacemos la cita`,
    },
    // Another one than the one that is spoken of.
    { role: 'word', phrases: 'mi otra cita, la otra cita' },
  ];
}

function leftAlone(): readonly PhraseGroup[] {
  return [
    {
      role: 'stop',
      toleratesErrors: false,
      phrases:
        `${joined('no quiero que me, ya no quiero que me, no deseo que me, no me, ya no me', `${joined('manden, mandes, mande, envien, envies, envie', message)}, escriban, escribas, escriba, escriban mas, escribas mas, contacten, contacte, contacten mas, texteen`)}, ` +
        `${joined('deja de, deje de, dejen de, ya dejen de, quiero que dejen de, para de, pare de, paren de, no vuelvan a, no vuelva a, no vuelvas a', `${joined('mandarme, enviarme, mandar, enviar, estar mandando, estar mandandome', 'mensajes, mas mensajes, estos mensajes, tantos mensajes, sms, textos')}, escribirme, textearme, contactarme, molestarme, texting me`)}, ` +
        `${joined('no quiero recibir, ya no quiero recibir, no deseo recibir, quiero dejar de recibir, dejar de recibir', 'mensajes, mas mensajes, sms, mas sms, textos, mas textos, estos mensajes, sus mensajes')}, ` +
        `${joined('borrenme, quitenme, saquenme, eliminenme, borreme, quiteme', 'del sistema, de su sistema, de la lista, de su lista, de su base de datos')}, no mas texts, basta de mensajes, ya basta de mensajes`,
    },
    // Only then, or only there: not for ever.
    {
      role: 'negation',
      toleratesErrors: false,
      phrases:
        'de noche, por la noche, de madrugada, tan temprano, tan tarde, a esta hora, a estas horas, los domingos, los sabados, al trabajo, antes de las #, despues de las #',
    },
    {
      role: 'wrong-number',
      toleratesErrors: false,
      phrases: `${joined('se ha, se han, te has, creo que se ha, creo que se han, creo que te has', 'equivocado de numero, equivocado de persona')}, ${joined('este ya no es, ya no es, este no es, ese no es', 'su numero, el numero de, el numero de esa persona')}`,
    },
    {
      role: 'wrong-number',
      isHint: true,
      toleratesErrors: false,
      phrases:
        'este numero ya no es de, este numero no le pertenece, no le pertenece, este telefono no es de, este celular no es de, ese no es mi nombre, no me llamo asi, no conozco a ningun, no conozco a ninguna, no vive aqui, aqui no vive ningun, aqui no vive ninguna, no es este el numero',
    },
  ];
}

function elsewhereOrUncertain(): readonly PhraseGroup[] {
  return [
    { role: 'filler', toleratesErrors: false, phrases: 'por trabajo, por mi trabajo, por el trabajo' },
    {
      role: 'negation',
      toleratesErrors: false,
      phrases:
        `${joined('a, en, de, desde, fuera de, afuera de', elsewhere)}, ${joined('de, fuera de, afuera de, frente a', 'casa, la casa, mi casa')}, ${joined('al, del, en el, fuera del', elsewhereWithArticle)}, ` +
        'en otra calle, a trabajar, para la escuela, linea recta, en linea recta, estoy mejor, ya estoy mejor, me dijeron, me dijo, dijeron que, dijo que, que ponga, que escriba, ' +
        'si tuviera, si tuvieramos, si hubiera, si fuera, si pudiese, si no hay de otra, tuviera, hubiera, preferiria, ' +
        'si puedo confirmo, si puedo le, si puedo les, digo si, le digo si, les digo si, pregunto si, preguntare si, preguntar si, preguntare, pregunte si, saber si, ver si, aviso si, para salir',
    },
    {
      role: 'noise',
      toleratesErrors: false,
      phrases:
        'si dios quiere, primero dios, dios mediante, con el favor de dios, sin falta, si no le importa, si no es molestia, si no le molesta, si es tan amable, si es posible, de ser posible, por aca',
    },
    {
      role: 'thanks',
      toleratesErrors: false,
      phrases: `se agradece, que dios la bendiga, que dios lo bendiga, que dios los bendiga, que dios le bendiga, que este bien, que esten bien, que le vaya bien, ${joined('que tenga, que tengan, que pase, que pasen', 'buena tarde, linda tarde, bonita tarde, feliz tarde, buena noche, linda noche, bonito dia, lindo dia, feliz dia, buen fin de semana')}, feliz tarde, linda tarde, bonita tarde, buena tarde, feliz noche`,
    },
  ];
}
