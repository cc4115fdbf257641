import type { PhraseGroup } from '../lexicon.ts';

/** What stands around an answer in English, or looks like one: choices, courtesy, small words, negations, futures, questions. */
export function englishSurroundings(): readonly PhraseGroup[] {
  return [
    {
      role: 'future',
      isPutOff: true,
      toleratesErrors: false,
      phrases:
        'later, later on, soon, shortly, in # min, in # mins, in # minutes, in a bit, in a minute, in a while, in an hour, almost, about to',
    },
    // Choices
    {
      role: 'number',
      value: 1,
      when: ['choice'],
      phrases: 'one, first, first one, the first one, number one, option one, 1st, 1 st, 1st one',
    },
    {
      role: 'number',
      value: 2,
      when: ['choice'],
      phrases: 'two, second, second one, the second one, number two, option two, 2nd, 2 nd, 2nd one',
    },
    {
      role: 'number',
      value: 3,
      when: ['choice'],
      phrases: 'three, third, third one, the third one, number three, option three, 3 rd',
    },
    {
      role: 'number',
      value: 4,
      when: ['choice'],
      phrases: 'four, fourth, fourth one, the fourth one, number four, option four, 4 th',
    },
    {
      role: 'all',
      when: ['choice'],
      phrases:
        'both, both of them, both of us, both appointments, all, all of them, all of us, all appointments, ' +
        'them both, us both, everybody, either',
    },
    { role: 'filler', when: ['choice'], phrases: 'number, option, no #, nr' },
    // Courtesy
    {
      role: 'thanks',
      phrases:
        'thanks, thank you, thank u, thankyou, thx, thnx, thanx, tks, tx, ty, tysm, ta, cheers, cheers mate, ' +
        'many thanks, thanks a lot, thanks so much, thank you so much, thanks very much, thank you very much, ' +
        'thanks heaps, thanks again, thank you again, thanks for that, thank you for that, ' +
        'thanks for letting me know, thank you for letting me know, thanks for the reminder, ' +
        'thank you for the reminder, thanks for the update, thank you for the update, thanks for your help, ' +
        'thank you for your help, thanks for the text, thanks for the message, thanks doctor, thank you doctor, ' +
        'thanks dr, thank you dr, thanks doc, thanks for confirming, appreciated, much appreciated, ' +
        'appreciate it, i appreciate it, no worries, no worries mate, no wories, no problem, no problems, ' +
        'no prob, no probs, no drama, no dramas, np, nw, not a problem, not to worry, no rush, no hurry, ' +
        'no need, take your time, all good, all good thanks, youre welcome, you are welcome, your welcome, bye, ' +
        'goodbye, good bye, see you, see ya, cya, see you then, see u then, see you soon, see u soon, ' +
        'see you there, see you later, see you tomorrow, c u then, cu then, have a good day, have a nice day, ' +
        'have a great day, god bless, bless you, 🙏, 😊, 🙂, ☺, 😀, 😃, 😄, 😁, ❤, 💕, 💙, 🥰, 😘, 🌹, 💐, 🤗, 👋',
    },
    {
      role: 'noise',
      phrases:
        'hi, hi there, hello, hello there, hey, hey there, hiya, gday, good day, dear, good morning, ' +
        'good afternoon, good evening, morning, afternoon, evening, please, pls, plz, plse, pleas, kindly, ' +
        'sorry, apologies, mate, sir, madam, maam, love, darling, team, guys, everyone, hi dr, hello dr, ' +
        'hi doctor, hello doctor, hi doc, dear dr, dear doctor, for dr, with dr, see dr, to see dr, ' +
        'see the doctor, to see the doctor, for the doctor, with the doctor, for the doc, yes please doctor, ' +
        'hi nurse, regards, kind regards, sincerely, xx, xo, x, lol, haha, sorry for the late reply, ' +
        'sorry for late reply, late reply, sorry for the delay, sorry for the delayed reply, my name is, ' +
        'this is, from, its me, 🚗, 🚙, 🏥, 😅, 😂, 🤣, 🤞, 🎉, 🙌, 👏',
    },
    {
      role: 'filler',
      phrases:
        'i, im, ive, am, we, were, weve, me, us, you, u, my, our, your, mine, the, a, an, and, so, just, now, ' +
        'it, its, that, thats, this, there, for, at, in, on, with, to, of, by, from now, have, has, had, got, ' +
        'be, been, as, then, today, very, really, too, also, still, would, like, want, oh, ah, um, well, ' +
        'yet again, o, right now, again, appointment, appt, apt, booking, consult, consultation, see, prefer, ' +
        'do, that one',
    },
    // Sounds that are a word in another language, such as "ha", which is yes in Hindi.
    {
      role: 'filler',
      toleratesErrors: false,
      phrases: 'uh, eh, ee, er, erm, ha, hee, hehe, hm, hmm, mm, huh, aha',
    },

    // What keeps a reply from counting
    {
      role: 'negation',
      toleratesErrors: false,
      phrases:
        'hopefully, probably, presumably, once, imagine, i think i can, i think we can, i think i will, i think ill, was at, were at, was in, were in, was here, were here, was there, been at, ' +
        'are you at, are you in, are you outside, are you there, is anyone, is anybody, courier, letter, package, boss, my boss, waiting for my boss, ask my boss, insurance, insurer, dinner, lunch, breakfast, banking, ' +
        'just arrived home, just arrived at work, arrived at work, ready to leave, ready to go home, the baby has arrived, baby has arrived, wrong number of, ' +
        'confirm the address, confirm the time, confirm the date, confirm the doctor, confirm the place, confirm the location, please confirm the address, please confirm the time, ' +
        'please confirm the date, please confirm the place, please confirm the location, please confirm which, coming down with, coming back from, coming out of, ' +
        'cancel the texts, cancel the messages, cancel the reminders, cancel the reminder, cancel the reminder texts, cancel texts, cancel my texts, cancel these texts, cancel my subscription, ' +
        'cancel the subscription, cancel my script, cancel the script, cancel my order, cancel the order, ' +
        'mean, means, meaning, meant to be, ' +
        'house, place, shops, shopping, station, airport, mail, post, home address, every, wrong clinic, other clinic, unable, no need to, no need to cancel, need not, neednt, or, ' +
        'will confirm, ill confirm, i will confirm, we will confirm, confirm later, confirm tomorrow, confirm soon, unable to confirm, not able to confirm, ' +
        'question, questions, a question, # person, # people, # kids, # children, # adults, # patients, # of us, # questions, # or #, # days, # weeks, # hours, # years, ' +
        'says, say, said, text arrived, type arrived, reply arrived, send arrived, write arrived, text here, reply here, type here, text ready, reply ready, type ready, reply yes, text yes, reply confirm, text confirm, ' +
        'yes received, yes got your message, yes i got your message, yes got your text, yes i got your text, yes i received, yes got it, yes i got it, yes i know, yes i have a question, ' +
        'waiting for link, waiting for the link, waiting for a link, waiting for the text, waiting for the email, waiting for your call, waiting for a call, waiting for the bus, waiting for the train, ' +
        'not, dont, do not, didnt, did not, isnt, is not, arent, wasnt, havent, have not, hasnt, cant, cannot, ' +
        'can not, couldnt, wont, will not, wouldnt, shouldnt, never, none, nothing, nobody, no one, without, if, ' +
        'unless, until, till, when, whenever, while, before, after, maybe, perhaps, might, may, unsure, ' +
        'not sure, no idea, not yet, no longer, instead of, doubt, whether, except, neither, nor, hardly, ' +
        'barely, pretend, suppose, supposed, hope, hoping, wish, arrived home, reached home, reached out, got home, home now, ' +
        'got here yesterday, last time, yesterday, wrong, not late, not running late, wont be late, not be late, ' +
        'is the doctor, is dr, is doctor, doctor running late, dr running late, has the doctor, has dr, ' +
        'the doctor is, doctor is, dr is, doctor, dr, doctors, nurse, taxi, uber, bus, parcel, ambulance, ' +
        'are you running late, is he, is she, are they, isnt he, isnt she, 🤷, 🤔, 😕, ❓, ❔',
    },
    {
      role: 'future',
      toleratesErrors: false,
      phrases:
        'not here yet, not there yet, not arrived yet, havent arrived yet, have not arrived yet, havent arrived, ' +
        'not quite here, not quite there, not quite ready, not ready yet, isnt here yet, is not here yet, yet, ' +
        'still at work, at work, at the office, still at the office, still at school, still at home, still home, pretty much, basically, practically, just about, as good as, ' +
        'in a tick, in two ticks, in a jiffy, in a moment, in a second, in a while, any minute, any second, ' +
        'soon, shortly, will, ill, shall, going to, gonna, about to, almost, nearly, almost here, nearly here, ' +
        'almost there, nearly there, almost ready, nearly ready, on my way, on the way, on our way, omw, otw, ' +
        'on way, way, arriving, i arrive, we arrive, he arrives, she arrives, arrive at, arrives at, arrive in, ' +
        'arrives in, arrive here, arrives here, arrive by, coming, leaving, left home, just left, heading, driving, ' +
        'walking, parking, looking for a park, looking for parking, getting ready, getting there, get there, ' +
        'be there, ill be there, well be there, be here, will be there, i will be there, ill be here, ' +
        'will be here, ill be ready, will be ready, be ready, in #, in # min, in # mins, in # minutes, ' +
        'in about #, in a minute, in a few minutes, in a few mins, in a few, in a bit, in a sec, ' +
        'in half an hour, in an hour, here in #, ready in #, ready at #, here at #, here by #, there at #, ' +
        'there in #, there by #, ready by #, by #, tomorrow, later, tonight, next week, monday, tuesday, ' +
        'wednesday, thursday, friday, saturday, sunday, try, trying, get ready, let me get ready, # min from, # mins from, # minutes from, eta, approaching, # min im here, # mins im here, # minutes im here, # min and im here, # mins and im here, # minutes and im here, # min im there, # mins im there, # mins and im there, # min and im there, # minutes and im there, around the corner, ' +
        'round the corner, ⏳, ⌛, 🔜',
    },
    {
      role: 'question',
      toleratesErrors: false,
      phrases:
        'are, is, do i, do we, do you, does, did, what, whats, where, wheres, why, how, hows, who, whos, which, ' +
        'can, could, should, am i, are we, are you, have you, have i, has he, has she, would you, will you, ' +
        'you ready, u ready, you here, u here, is it, was, any, tell me, let me know, wondering, ❔',
    },

    // Known words that resemble one of the above and must not be read as it
    {
      role: 'word',
      toleratesErrors: false,
      phrases:
        'but, one, two, three, four, five, six, ten, fifteen, twenty, thirty, all, both, either, first, second, ' +
        'third, fourth, number, option, her, hers, him, he, she, they, them, read, reads, reading, already, ' +
        'steady, date, gate, rate, hate, fate, lane, lake, plate, slate, latte, mater, lately, latest, there, ' +
        'where, hero, herd, hire, hare, mere, share, wanting, writing, conform, inform, corrected, collected, ' +
        'connect, played, relayed, carried, married, worried, hurried, derived, retired, food, wood, hood, find, ' +
        'line, nine, mine, wine, fire, hope, rope, note, pope, node, nose, sore, pure, cure, tanks, tank, thank, ' +
        'shop, step, top, stops, star, stars, art, stare, smart, part, packed, barked, marked, park, car, cars, ' +
        'camera, prevent, percent, resent, sent, parent, outsider, inside, join, joint, joins, coined, weaning, ' +
        'wailing, clinical, clinics, clinic hours, reschedules, cancelled, canceled, cancellation, cancer, ' +
        'concert, counsel, camel, medical, money, bone, phones, telephone, photo, ring, bring, king, call, ' +
        'calls, called, cold, fell, feel, felt, health, pain, sick, fever, cough, child, son, daughter, mum, ' +
        'mom, dad, wife, husband, baby, time, times, times up, list, hour, hours, minute, minutes, mins, min, ' +
        'half, quarter, week, day, days, year, card, medicare, script, results, referral, email, address, link, ' +
        'links, sound, round, room, rooms, floor, door, lift, level, street, road, bank, back, lack, pack, work, ' +
        'works well, word, world, send, seen, been here, need, feed, seed, give, gave, live, love it, make, ' +
        'take, fake, cake, wake, male, tale, sale, pale, tall, ball, fall, hall, wall, full, hell, bell, sell, ' +
        'tell, told, hold, gold, hear, heart, heat, head, dead, deaf, dear one, fear, near, year old, tear, ' +
        'wear, bear, gear, rear, beer, deer, peer, kids, kid, girl, boy, man, men, woman, people, person, ' +
        'patient, patients, name, names, same, game, came, fame, lame, tame, some, come, home address, ' +
        'done nothing, gone, none left, nine oclock, oclock, pm, vid, yen, yet to, yell, yelp, help line, kelp, ' +
        'held, yeast, year end, beach, reach, teach, peas, ease, tease, lease, cheese, these, those, thinks, ' +
        'think, thing, things, books, book, look, looks, took, cook, hook, weird, right side, night, light, ' +
        'tight, sight, fight, eight, arrival, arrivals, archived, readier, herb, reddy, greta, finn, file, film, ' +
        'finer, surf, surgery, heal, heard, heir, lather, laser, latex, lates, cancels, channel, joiner, ' +
        'jointed, outsize, parker, parted, presents, preset, negate, native, congested, contacted, contracted, ' +
        'conducted, corrects, convicted, deleted, decided, declared, deployed, defeated, tragic, awaiting, ' +
        'warning, washing, wasting, waving, whining, waking, weighing, choked, cheered, cheated, attaching, ' +
        'arrive, arrives, ascending, wound, wounds, worse, stood, stool, videos',
    },
  ];
}
