import type { Lexicon } from '../lexicon.ts';
import { englishSentences } from './en-sentences.ts';
import { englishSurroundings } from './en-surroundings.ts';

/** How patients answer in English, in Australia, Britain, New Zealand and North America. */
export function english(): Lexicon {
  /** Whoever waits is *ready* when invited to a video, and *arrived* when asked to come; the first that is expected counts. */
  const waiting =
    'waiting, im waiting, i am waiting, were waiting, we are waiting, am waiting, now waiting, w8ing, ' +
    'waiting for dr, waiting for the doctor, waiting now';
  return {
    numberWords:
      'one, two, three, four, five, six, seven, eight, nine, ten, twelve, fifteen, twenty, thirty, forty, fifty, couple',
    groups: [
      ...englishSentences(),
      // Yes and no
      {
        role: 'yes',
        phrases:
          'yes doctor, yes dr, yes, yeah, yep, yup, yea, ya, yas, ye, yh, yess, yse, yeh, yeas, aye, yes i would, ' +
          'yes i do, yes i am, yes we are, affirmative, absolutely, definitely, of course, yes definitely, ' +
          'sure thing, why not, ✅, ✔, video, video please, video is fine, video is good, by video, video call, ' +
          'video works, telehealth, i would like video, i would prefer video, prefer video, id like that, ' +
          'would love to, id love to, i would, i would like that, happy to, happy with that, that would be great, ' +
          'that would be good, that would be lovely, that would be fine',
      },
      // The last letter twice: spelt just so, for a name such as Nash is near to it.
      { role: 'yes', toleratesErrors: false, phrases: 'yepp, yupp' },
      { role: 'no', strength: 'bare', toleratesErrors: false, phrases: 'noo, nahh' },
      { role: 'yes', strength: 'alone', phrases: 'y' },
      {
        role: 'assent',
        phrases:
          'ok doctor, ok dr, okay doctor, ok, okay, k, kk, okey, oki, okie, okey dokey, okie dokie, okay dokey, ' +
          'alright, all right, sure, fine, good, great, perfect, cool, sounds good, sounds great, thats fine, ' +
          'that is fine, thats ok, thats good, its fine, its ok, is fine, is good, is ok, no worries thats fine, ' +
          'will do, got it, noted, understood, roger, righto, rightio, right, works for me, that works, works, ' +
          'suits me, suits, 👍, 👌, 🆗, 💯, excellent, lovely, wonderful, great stuff, awesome, too easy, easy, done',
      },
      {
        role: 'no',
        strength: 'bare',
        phrases:
          'no, nope, nah, naw, no way, no thanks, no thank you, no ta, no sorry, sorry no, negative, 👎, ❌, ✖, 🚫, ' +
          '🙅, no video, no videos',
      },
      {
        role: 'no',
        phrases:
          'dont want video, do not want video, dont want a video, do not want a video, dont want that, ' +
          'dont want to, do not want to, dont want telehealth, not video, not by video, no telehealth, ' +
          'not telehealth, not telehealth please, rather not, prefer not to, prefer not, id rather not, ' +
          'would rather not, i would rather not, in person, in person please, in person is fine, in person thanks, ' +
          'face to face, come in person, rather come in, prefer to come in, prefer in person, i would prefer in person, i would prefer face to face, i would prefer to come in, i would prefer to come, i would like to come in, would prefer to come in, would prefer in person, would prefer face to face, prefer face to face, want to come in, ' +
          'like to come in, ill come in, i will come in, will come in, coming in, we will come in, well come in, ' +
          'changed my mind, change my mind, cant do video, cannot do video, dont have video, no camera, ' +
          'no smartphone, no computer, dont have a camera, dont have a smartphone, dont have a computer, ' +
          'dont have internet, no internet',
      },
      {
        role: 'no',
        strength: 'strong',
        when: ['yes', 'no'],
        phrases:
          'can i come in instead, could i come in instead, can we come in instead, could we come in instead, can i just come in, can we just come in',
      },
      { role: 'no', strength: 'alone', phrases: 'n' },

      // Arrived
      {
        role: 'arrived',
        strength: 'strong',
        phrases:
          'im here, i am here, were here, we are here, i m here, im hear, i am hear, im heer, now here, ' +
          'im now here, already here, im already here, we are already here, i have arrived, ive arrived, ' +
          'i ve arrived, we have arrived, weve arrived, i arrived, we arrived, just arrived, have just arrived, ' +
          'has just arrived, im arrived, i am arrived, just got here, got here, just got there, here now, ' +
          'here already, here waiting, here and waiting, arrived and waiting, arrived safely, im outside, ' +
          'i am outside, were outside, we are outside, waiting outside, waiting in the car, waiting in car, ' +
          'waiting in my car, waiting in our car, sitting in the car, sitting in my car, waiting in the car park, ' +
          'waiting in the carpark, waiting in carpark, waiting in car park, waiting in the parking lot, ' +
          'in the carpark, in the car park, in carpark, in car park, in your carpark, in your car park, ' +
          'in the parking lot, in parking lot, at the carpark, at the car park, at the clinic, in the clinic, ' +
          'at clinic, outside the clinic, at your clinic, at the surgery, at the practice, at the medical centre, ' +
          'at the medical center, at the hospital, at reception, at the reception, at the front desk, at the desk, ' +
          'at the door, at the front door, at the entrance, out the front, out front, outside the front, ' +
          'in the waiting area, in the building, in the foyer, in the lobby, in reception, parked outside, ' +
          'just parked, have parked, im parked, i am parked, were parked, we are parked, just pulled up, ' +
          'pulled up, im there, i am there, were there, we are there, have checked in, ive checked in, made it here, pulled into the car park, pulled into the carpark, pulled into carpark, pulled in to the car park, pulled into the parking lot, just walked in, have walked in, weve walked in, ive walked in, ive reached, i have reached, we have reached, weve reached, reached the clinic',
      },
      {
        role: 'arrived',
        phrases:
          'here doctor, here dr, arrived, here, is here, are here, has arrived, have arrived, hre, heer, arived, ' +
          'arrvd, arrivd, present, outside, parked, checked in, checking in, check in, made it, here for, ' +
          'here for dr, here for the doctor, here for my appointment with dr, here to see, here to see dr, ' +
          'here to see the doctor, here early, here on time, here a bit early, arrived early, arrived for, ' +
          'arrived for dr, arrived for the doctor, arrived to see, arrived to see dr, arrived to see the doctor, ' +
          'arrived at, arrived at dr, arrived at the doctor, arrived at the doctors, 📍',
      },
      // Asked "at the clinic, or at your phone?" it says where; else, beside more words, it may be on the way there.
      { role: 'arrived', when: ['arrived', 'ready'], unless: ['no'], phrases: 'clinic, the clinic' },
      { role: 'arrived', strength: 'bare', phrases: 'clinic, the clinic' },
      { role: 'arrived', when: ['arrived'], unless: ['ready'], phrases: 'in the waiting room, in waiting room' },
      { role: 'arrived', strength: 'alone', phrases: 'a, h' },

      // Ready
      {
        role: 'ready',
        strength: 'strong',
        phrases:
          'im ready, i am ready, were ready, we are ready, i m ready, ready when you are, ready whenever you are, ' +
          'ready and waiting, ready to go, ready to start, ready for the call, ready for the video, ' +
          'ready for my appointment, ready for the doctor, ready for dr, all ready, all set, good to go, ' +
          'im joined, i have joined, ive joined, we have joined, just joined, have joined, im connected, ' +
          'i am connected, im logged in, i am logged in, im logged on, im online, i am online, im on the call, ' +
          'im on the video, im in the call, im in the video, in the video room, in the virtual waiting room, ' +
          'in the online waiting room, in the video call, on the video call, on the video link, in the meeting',
      },
      {
        role: 'ready',
        phrases:
          'ready doctor, ready dr, ready, redy, rdy, readdy, raedy, reday, joined, is ready, are ready, ' +
          'have clicked the link, clicked the link, opened the link, connected, logged in, logged on, online, ' +
          'on the call, on video, on the video, in the call, joined the call, joined the video, ' +
          'joined the meeting, signed in, 🎥, 📹',
      },
      // Asked "at the clinic, or at your phone?", who waits has not said where.
      {
        role: 'word',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases: `in the waiting room, in waiting room, ${waiting}`,
      },
      {
        role: 'ready',
        when: ['ready'],
        phrases:
          'in the waiting room, in waiting room, we are in, in the room, on now, ' +
          'we are on, by the phone, waiting by the phone',
      },
      {
        role: 'ready',
        when: ['ready', 'arrived'],
        unless: ['no'],
        phrases:
          'phone, at my phone, at the phone, on my phone, on the phone, my phone, by phone, at home, home, ' +
          'im home, 📱, 📞, ☎',
      },
      { role: 'ready', strength: 'alone', phrases: 'j, r' },
      { role: 'ready', when: ['ready'], phrases: waiting },
      { role: 'arrived', when: ['arrived'], phrases: waiting },
      { role: 'word', phrases: waiting },

      // Confirm, cancel, reschedule
      {
        role: 'confirm',
        phrases:
          'confirm, confirmed, i confirm, confirming, i can confirm, can confirm, we can confirm, confirm appt, confirm appointment, ' +
          'confirm my appointment, confirm the appointment, please confirm, happy to confirm, confirm attendance, ' +
          'will attend, ill attend, i will attend, i shall attend, we will attend, attending',
      },
      {
        role: 'confirm',
        when: ['confirm'],
        phrases:
          'see you then, see u then, see you tomorrow, see you there, see u there, c u then, cu then, ' +
          'will be there, ill be there, i will be there, well be there, we will be there, be there, i can come, ' +
          'can come, i can make it, can make it, will come, i will come, ill come, we will come, coming, ' +
          'im coming, still coming, i am coming, we are coming, were coming, still good, keep it, see you soon, ☑, ' +
          '🗓',
      },
      { role: 'confirm', strength: 'alone', when: ['confirm'], phrases: 'c' },
      {
        role: 'cancel',
        toleratesErrors: true,
        phrases:
          'cancel, cancel appt, cancel apt, cancel appointment, cancel my appointment, cancel my appt, ' +
          'cancel the appointment, cancel our appointment, cancel this appointment, cancel todays appointment, ' +
          'cancel it, cancel please, please cancel, want to cancel, i want to cancel, need to cancel, ' +
          'i need to cancel, have to cancel, i have to cancel, would like to cancel, id like to cancel, ' +
          'must cancel, wish to cancel, cancel me, cancel booking, cancel my booking, cancel the booking, ' +
          'cancelling, canceling, confirm cancel, confirm cancellation, confirm the cancellation',
      },
      {
        role: 'cancel',
        strength: 'strong',
        isHint: true,
        phrases:
          'cant come, cannot come, can not come, cant make it, cannot make it, can not make it, cant attend, ' +
          'cannot attend, unable to attend, unable to come, unable to make it, cant get there, cannot get there, ' +
          'cant be there, not able to attend, not able to come, not able to make it, wont be able to make it, ' +
          'wont be able to come, wont make it, will not make it, wont be coming, will not be coming, ' +
          'wont be there, will not be there, not coming, im not coming, i am not coming, were not coming, ' +
          'not going to make it, not gonna make it, dont need the appointment, dont need my appointment, ' +
          'dont need it anymore, no longer need the appointment, no longer need my appointment, no longer need it, ' +
          'no longer coming, can i cancel, can we cancel, could i cancel, could you cancel, can you cancel, ' +
          'how do i cancel, thinking of cancelling',
      },
      {
        role: 'undo',
        phrases:
          'undo, undo that, undo it, undo please, undo the cancel, undo cancel, undo the cancellation, ' +
          'undo cancellation, cancelled by mistake, canceled by mistake, didnt mean to cancel, ' +
          'did not mean to cancel, didnt want to cancel, did not want to cancel, changed my mind about cancelling, ' +
          'uncancel, un cancel, reinstate, ↩',
      },
      {
        role: 'reschedule',
        strength: 'strong',
        phrases:
          'reschedule, re schedule, rescheduled please, rescheduling, rebook, re book, change my appointment, ' +
          'change the appointment, change my appt, change appointment, change the time, change the day, ' +
          'change the date, change time, move my appointment, move the appointment, move it to, move to another, ' +
          'move my appt, another time, another day, another date, different time, different day, different date, ' +
          'new time, new date, later time, earlier time, later appointment, earlier appointment, postpone, ' +
          'come later, come earlier, come tomorrow, come another, swap my appointment, swap the appointment',
      },

      // Late
      {
        role: 'late',
        strength: 'strong',
        phrases:
          'running late, running a bit late, running a little late, running # late, running # mins late, ' +
          'running # min late, running # minutes late, running about # minutes late, running about # mins late, ' +
          'running behind, runing late, runnin late, im late, i am late, were late, we are late, be late, ' +
          'going to be late, gonna be late, might be late, may be late, will be late, ill be late, well be late, ' +
          'a bit late, a little late, bit late, little late, be a bit late, be a little late, a few minutes late, ' +
          'few minutes late, few mins late, a few mins late, # late, # min late, # mins late, # minute late, ' +
          '# minutes late, be # mins late, be # minutes late, be # min late, half an hour late, an hour late, ' +
          '# min away, # mins away, # minute away, # minutes away, # away, # more minutes, # more mins, ' +
          'a few minutes away, few minutes away, a few mins away, few mins away, half an hour away, # minutes off, ' +
          '# mins off, stuck in traffic, stuck in heavy traffic, caught in traffic, bad traffic, heavy traffic, ' +
          'traffic is bad, traffic is terrible, in traffic, held up, been delayed, im delayed, i am delayed, ' +
          'train is late, bus is late, train delayed, bus delayed, missed the bus, missed my bus, ' +
          'missed the train, missed my train, flat tyre, flat tire, car broke down, stuck on the train, ' +
          'stuck on the bus',
      },
      {
        role: 'late',
        phrases:
          'late, delayed, traffic, delay, lateness, # min, # mins, # minute, # minutes, a few minutes, a few mins, ' +
          'few minutes, few mins, # more min',
      },

      // Consent, help, wrong number
      {
        role: 'stop',
        strength: 'bare',
        toleratesErrors: false,
        phrases: 'stop, stopall, stop all, end, quit, unsubscribe, revoke, optout, opt out',
      },
      {
        role: 'stop',
        toleratesErrors: false,
        phrases:
          'stop texting, stop texting me, stop messaging, stop messaging me, stop sending, stop sending me, ' +
          'stop these, stop these texts, stop these messages, stop the texts, stop the messages, stop texts, ' +
          'stop messages, stop sms, stop sending me messages, stop sending me texts, stop sending messages, ' +
          'stop contacting me, stop sending texts, no more texts, no more messages, no more sms, remove me, ' +
          'take me off, remove me from your list, remove my number, take me off your list, want to unsubscribe, ' +
          'want to opt out, unsubscribe me, opt me out, dont want any more texts, do not want any more texts, dont want any more messages, do not want any more messages, dont want more texts, dont want these texts, dont want these messages, do not want these messages, dont want texts, dont want your texts, dont text me, do not text me, dont message me, ' +
          'do not message me, dont text me again, do not text me again, dont contact me, do not contact me',
      },
      {
        role: 'start',
        strength: 'bare',
        toleratesErrors: false,
        phrases: 'start, unstop, start again, opt in, optin, subscribe, resubscribe',
      },
      {
        role: 'help',
        strength: 'bare',
        toleratesErrors: false,
        phrases: 'help, info, help me, need help, i need help, can you help, please help, can you help me, 🆘',
      },
      {
        role: 'wrong-number',
        toleratesErrors: false,
        phrases:
          'wrong number, wrong no, wrong num, wrong person, the wrong number, you have the wrong number, ' +
          'you have got the wrong number, youve got the wrong number, you have the wrong person, ' +
          'youve got the wrong person, not my number, wrong phone number, wrong mobile number, ' +
          'you got the wrong number, you got the wrong person, u have the wrong number, wrong number mate, ' +
          'this is the wrong number, this is not their number, this is not her number, this is not his number',
      },
      {
        role: 'wrong-number',
        isHint: true,
        toleratesErrors: false,
        phrases:
          'im not a patient, not a patient, dont know who this is, dont know this person, ' +
          'no one here by that name, nobody here by that name',
      },
      ...englishSurroundings(),
    ],
  };
}
