import type { PhraseGroup } from '../lexicon.ts';
import { joinPhrases } from './join-phrases.ts';

const joined = (firsts: string, seconds: string): string => joinPhrases(firsts, seconds, ' ');

/** Answers in English that are more than a word: verbs with who does it and what is meant, and what is said around them. */
export function englishSentences(): readonly PhraseGroup[] {
  const days = 'today, tomorrow, monday, tuesday, wednesday, thursday, friday, saturday, sunday, next week';
  const appointment = 'my appointment, the appointment, our appointment, my appt, appointment, my booking, the booking';
  const come = 'come, attend, make it, be there, get there';
  return [
    // Yes and no
    {
      role: 'yes',
      strength: 'bare',
      toleratesErrors: false,
      phrases:
        'certainly, course, defo, deffo, agreed, i agree, we agree, i accept, we accept, by all means, lets do it',
    },
    {
      role: 'yes',
      phrases: `${joined('lets do, we can do, i can do, can do it by, happy with', 'video, a video, telehealth')}, video is better, video would be easier`,
    },
    {
      role: 'yes',
      strength: 'bare',
      when: ['yes', 'no', 'arrived'],
      phrases: 'online is fine, online please, yes online, prefer to stay home, stay home, stay at home',
    },
    { role: 'yes', strength: 'alone', when: ['yes'], phrases: 'please do, go ahead, do it, correct, thats correct' },
    { role: 'assent', strength: 'bare', phrases: 'can do' },
    {
      role: 'no',
      strength: 'bare',
      toleratesErrors: false,
      phrases:
        'no can do, unfortunately no, unfortunately not, no not really, not really, no not today, ' +
        'thanks but no thanks, thank you but no thank you, thank you but no, sorry but no',
    },
    {
      role: 'no',
      phrases: `${joined('not comfortable with, dont like, do not like, dont know how to use, dont know how to do', 'video, videos, video calls, telehealth')}, ${joined('video does not work, video doesnt work, video wont work', 'for me, for us')}, ${joined('physical', 'visit, appointment, consultation')}, face 2 face, f2f, see doctor in person, see the doctor in person, ${joined('shall, i shall, will, i will, ill', 'attend in person, just come in')}`,
    },
    {
      role: 'no',
      strength: 'bare',
      when: ['yes', 'no', 'arrived'],
      phrases: `${joined('want to, i want to, i would like to, would like to, will, we will, ill, i will', 'come to the clinic, come to clinic')}, want to come, i want to come, want come, want come in, just come in, come in please, no i come, in person at the clinic`,
    },
    // Asked whether to cancel, who wants to keep it says no: beside a yes it contradicts it.
    {
      role: 'no',
      when: ['yes', 'no', 'cancel'],
      unless: ['arrived'],
      phrases: `${joined('keep, want to keep, leave', `${appointment}, it`)}, keep, i still want it, still want it, ${joined('dont cancel, do not cancel, no dont cancel', `${appointment}, it`)}, ${joined('dont, do not, no dont', 'cancel, want to cancel, wish to cancel')}, ill be there, i will be there, i will come, ill come, im coming, i am coming, want to come, still want to come, i can come, keeping it, keep the`,
    },
    // Arrived
    {
      role: 'arrived',
      strength: 'bare',
      toleratesErrors: false,
      phrases:
        'im her, reached, i reached, i am reached, i came, we came, i have come, we have come, i am come, downstairs, im downstairs, ' +
        'inside, im inside, we are inside, were inside, inside now, walked in, rocked up, just rocked up, on site, onsite, on location',
    },
    {
      role: 'arrived',
      phrases: `${joined('reached, came to, have come to, inside, in front of, im inside', 'clinic, the clinic, your clinic, hospital, the building')}, we are arrived, ${joined('were', 'at reception, at the reception, at the clinic, at clinic, at your clinic, at the front desk, at the desk, at the door, at the entrance, in the carpark, in the car park, in carpark, in car park, in reception, in the lobby')}, ${joined('at the, im at the', 'gp, docs, doctors, medical center, back door, side door')}, ${joined('sat, standing, sitting, stood', 'in the car, in car, in my car, in the waiting room, outside, at the door')}, ${joined('arrived, i have arrived, ive arrived, we have arrived, im here, i am here, were here, we are here, here now', 'doctor, dr, doc')}`,
    },
    {
      role: 'filler',
      when: ['arrived'],
      phrases: 'a bit early, bit early, a little early, little early, a bit early but, bit early but, im early but',
    },
    // Ready
    {
      role: 'ready',
      phrases: `${joined('im ready, i am ready, were ready, we are ready', 'doctor, dr, doc')}, ${joined('im, i am, were, we are', 'in the waiting room, in the room')}, ${joined('im, i am, were, we are', 'on the link, on the call, on video, on the video')}`,
      when: ['ready', 'no'],
    },
    {
      role: 'ready',
      phrases: 'link is open, in the virtual room, ready when ur ready, ready when u are, ready whenever',
    },
    {
      role: 'ready',
      strength: 'bare',
      when: ['ready', 'no'],
      phrases: `opened it, clicked it, clicked on the link, standing by, on standby, we can start, can start now, you can call, you can call me, you can call me now, you can call now, i m in, im in, i am in, im on, i am on, were in, were on, ${joined('waiting for, im waiting for, just waiting for', 'doctor, the doctor on video, doctor on video, my appointment, my turn, my doctor')}`,
    },
    { role: 'ready', strength: 'alone', when: ['ready', 'no'], phrases: 'lets go, lets start' },
    {
      role: 'ready',
      when: ['ready', 'arrived'],
      unless: ['no'],
      phrases: joined('on, on my, on the, my', 'mobile, computer, laptop, ipad'),
    },
    // Confirm, cancel, reschedule
    {
      role: 'question',
      toleratesErrors: false,
      phrases: `${joined(
        'confirm, please confirm, to confirm, want to confirm, just confirming, confirming, need to confirm, have to confirm, i need to confirm, i have to confirm',
        'the time, the address, my address, address, the date, what, what time, if, whether, with, which, where',
      )}, ${joined('would', 'video, it, there, the, i need')}, ${joined('did you, have you, who, why did you', 'change, changed, move, moved, shift, shifted, swap')}`,
    },
    {
      role: 'confirm',
      when: ['confirm'],
      phrases: `${joined('see ya, see u', 'then, there, tomorrow')}, count me in, count us in, i wish to confirm, wish to confirm, all confirmed, i am coming doctor, yes i am coming doctor, im coming doctor, confirm doctor, confirmed doctor, i confirm doctor, on for tomorrow`,
    },
    {
      role: 'confirm',
      when: ['confirm'],
      strength: 'bare',
      toleratesErrors: false,
      phrases:
        'conf, looking forward to it, well make it, ill make it, i will make it, we will make it, i come, we come, still on',
    },
    {
      role: 'cancel',
      strength: 'strong',
      isHint: true,
      phrases: `${joined(
        'cant, cannot, wont, i wont, will not, wont be able to, will not be able to, not be able to, am unable to, not able to, can no longer, no longer able to, cannot able to, not gonna be able to, not going to be able to, not gonna, not able',
        come,
      )}, i no come, i cant came, will not be attending, wont be attending, not be attending, not attending, ${joined('dont need, do not need, no longer need', `${appointment}, appt, it any more, it anymore`)}, no longer required, no longer needed, not needed anymore, not needed any more, ${joined('cant do, cannot do', `that day, that time, ${days}`)}, ${joined('can u, could u, can you please, could you please, can you pls, can u please, could you kindly, would you, would you please', 'cancel')}`,
    },
    { role: 'cancel', isHint: true, phrases: joined('remove, delete, drop, withdraw', appointment) },
    {
      role: 'undo',
      phrases: `${joined(
        'cancelled, canceled, i cancelled, i canceled, cancelled it, canceled it, i cancelled it, cancelled my appointment, cancelled the appointment',
        'by mistake, by accident, in error, accidentally, mistakenly',
      )}, ${joined('accidentally, mistakenly, i accidentally', 'cancelled, canceled')}, ${joined('have, want, get, give me', 'my appointment back')}, ${joined('restore, reverse', `${appointment}, the cancellation, my cancellation`)}, reverse that, changed my mind i want to keep it, take back cancel`,
    },
    {
      role: 'undo',
      strength: 'bare',
      unless: ['confirm'],
      phrases: joined('i can, we can, can, changed my mind i can', 'come after all, make it after all'),
    },
    {
      role: 'reschedule',
      strength: 'strong',
      phrases: `${joined(
        'move, shift, push, swap, delay, prepone, postpone, switch, push back, bring forward, change',
        `${appointment}, it forward, it back, date, timing, the timing, ${joined('to', days)}`,
      )}, ${joined(days, 'instead')}, ${joined('can we, could we, can you, could you', 'make it later, make it earlier, make it tomorrow, make it monday, make it tuesday, make it wednesday, make it thursday, make it friday, bring it forward, push it back')}, ${joined('can i, could i, can we', 'bring it forward, push it back, make it later, make it earlier')}, anything later, anything earlier, any other day, any other time, resched, reshedule, prepone`,
    },
    // Late
    {
      role: 'late',
      strength: 'strong',
      phrases: `${joined('traffic is', 'crazy, mad, heavy, horrible, awful, so bad, really bad')}, stuck behind, ${joined('bus, train', 'didnt come, did not come')}, missed bus, missed train, ${joined('stuck, held up, delayed', 'at work')}, ${joined('might be, may be', '# mins late, # minutes late, # min late')}, # behind, roadworks, slept in, overslept, ${joined('cant find, cannot find', 'parking, a park, a parking spot')}`,
    },
    { role: 'future', toleratesErrors: false, phrases: 'leaving home, leaving work, going online, going on' },
    // Stop, thanks, wrong number
    {
      role: 'stop',
      strength: 'bare',
      toleratesErrors: false,
      phrases: `${joined(
        'dont, do not, never',
        'text, text me, text this number, text me anymore, text me any more, text this number again, message this number, message me again, message me anymore, message me any more, send me messages, send me texts, send me any messages, send me any texts, send me any more messages, send me any more texts, send me these messages, send any more texts, send any more messages, sms me, contact this number',
      )}, ${joined('stop, quit, cease', 'texting, texting me, texting this number, messaging me, spamming me, bothering me, harassing me')}, ${joined('dont want to receive, do not want to receive', 'messages, texts, these messages, these texts, any more messages, any more texts')}, ${joined('delete, remove, take off', 'my number, this number')}, take my number off, take me off`,
    },
    {
      role: 'thanks',
      phrases:
        'much obliged, bless, legend, ur a legend, youre a legend, thanking you, you too, u too, very kind, very kind of you, thats very kind, so kind of you, ' +
        'good on ya, good on you, thank you so much for your help, thanks so much for your help, thanks a lot for your help',
    },
    {
      role: 'wrong-number',
      toleratesErrors: false,
      phrases: `${joined(
        'you are, youre, ur, you were',
        'texting the wrong number, texting the wrong person, messaging the wrong number, messaging the wrong person',
      )}, not me wrong number, wrong phone, ${joined('this is', 'not his phone, not her phone, not my phone, no longer her number, no longer his number, no longer their number')}`,
    },
    { role: 'wrong-number', strength: 'bare', toleratesErrors: false, phrases: 'this number is wrong' },
    {
      role: 'wrong-number',
      isHint: true,
      strength: 'bare',
      toleratesErrors: false,
      phrases: 'never heard of this clinic, dont know who that is, no one called that here',
    },
    // What keeps a reply from counting
    {
      role: 'negation',
      when: ['confirm'],
      toleratesErrors: false,
      phrases: 'yes but, but, try to, trying to, ill try, will try',
    },
    {
      role: 'negation',
      when: ['arrived'],
      unless: ['ready', 'yes'],
      toleratesErrors: false,
      phrases: 'at home, home, school, gym, pharmacy, chemist, supermarket, mall, hotel, bank',
    },
    {
      role: 'negation',
      toleratesErrors: false,
      phrases: `we were at, we were in, open but, opened but, they were at, they were in, doesnt, does not, aint, hadnt, had not, mustnt, dnt, cnt, should have, could have, would have, i would have, we would have, had i, waiting on hold, on hold, i would but, i would if, would if, would confirm, arrived home, has arrived home, ${joined('arrived at, got to, here at, outside, parked at', 'work, my work')}, closed, locked, shut, an error, but error, says error, blank, frozen, no sound, no picture, no audio, delivery, package, plumber, ${joined('waiting for', 'my wife, my husband, my son, my daughter, my mum, my lift, my results, her, him, them, results')}, ${joined('let me, need to, have to, must', 'think, ask, check')}, let you know, let u know, get back to you, think about it`,
    },
    {
      role: 'noise',
      phrases: 'full stop, comma, sorry but, im sorry but, i am sorry but, sorry doctor, please doctor',
    },
    { role: 'word', toleratesErrors: false, phrases: 'heres, hereby, form, forms, queue' },
    { role: 'negation', toleratesErrors: false, phrases: 'online booking, online form, on the form, on my form' },
  ];
}
