import { describe, expect, it } from 'vitest';
import type { Intent } from '../intent.ts';
import { interpretReply } from './interpret-reply.ts';

const live: readonly Intent[] = ['late', 'cancel', 'reschedule'];

/** What the open question accepts, by what was asked. */
const questions = {
  nothing: [],
  screening: ['yes', 'no', 'arrived', ...live],
  coming: ['arrived', ...live],
  seeYou: ['arrived', 'yes', ...live],
  invite: ['ready', 'no', 'arrived', ...live],
  readyOnly: ['ready'],
  booked: ['confirm', 'cancel', 'choice'],
  place: ['arrived', 'ready'],
  cancelling: ['yes', 'no', 'cancel'],
  choosing: ['choice'],
} satisfies Record<string, readonly Intent[]>;

type Question = keyof typeof questions;
type Row = readonly [Question, Intent, 'clear' | 'weak', string];

const rows: readonly Row[] = [
  // Yes and no
  ['screening', 'yes', 'clear', 'yes|Yes|YES PLEASE|yes.|Yes!|y|Y|Y.|yep|yup|yeah|yea|ya|yesss|Yess|yse|Sure thing'],
  [
    'screening',
    'yes',
    'clear',
    'yes please see you then|Yes thanks|yes thank you doctor|hi, yes please|✅|Video please',
  ],
  [
    'screening',
    'yes',
    'clear',
    'yes - Amelia|Yes, Amelia Wong|ok yes|yes ok|yes that would be great|absolutely|of course',
  ],
  [
    'screening',
    'yes',
    'clear',
    'yes but I am late|Yes I will be ready|yes ready when you are|video is fine|yse|yes yes yes',
  ],
  ['screening', 'yes', 'clear', 'yes doctor|happy to|Ｙｅｓ|y\u200Bes|yes see you at 10:10|definately|absolutly'],
  [
    'screening',
    'yes',
    'weak',
    'ok|OK|okay|Ok.|sure|👍|👍🏽|fine|sounds good|k|all right|thats fine|will do|okey|perfect|ok 👍',
  ],
  [
    'screening',
    'no',
    'clear',
    'no|No|NO.|n|N|nope|nah|no thanks|no thank you|No, thanks|no please|in person|❌|👎|nooo',
  ],
  [
    'screening',
    'no',
    'clear',
    'no video|No, in person please|I would rather not|dont want video|I’ll come in|face to face',
  ],
  ['screening', 'no', 'clear', "I don't have a camera|can't do video|no sorry|hi no thanks|prefer not to"],
  ['screening', 'yes', 'clear', 'yess|yesss|yepp|yeppp|yep!!|yupp|Yess!!|yepp thanks'],
  ['screening', 'no', 'clear', 'noo|nooo|Noo!|nooooo|nahh|noo thanks|noo thank you|nahh sorry'],
  ['screening', 'unknown', 'clear', 'Nash|Noor|Nooh|Noon|not now|noo im not sure|is it noo'],
  ['coming', 'unknown', 'clear', 'noo not here yet|noo, im here'],
  ['nothing', 'yes', 'clear', 'yes|y|yep'],
  ['nothing', 'no', 'clear', 'no|n|nah'],
  ['cancelling', 'yes', 'clear', 'yes|y|yes please'],
  ['cancelling', 'yes', 'weak', 'ok'],
  ['cancelling', 'no', 'clear', 'no|n|no thanks'],
  ['cancelling', 'cancel', 'clear', 'yes cancel|cancel|yes, cancel it|Yes please cancel my appointment'],
  ['cancelling', 'cancel', 'weak', 'no cancel it'],

  // Arrived
  [
    'coming',
    'arrived',
    'clear',
    "arrived|Arrived!|ARRIVED|a|A|here|Here.|I'm here|I’m here|im here|we are here|We're here",
  ],
  [
    'coming',
    'arrived',
    'clear',
    'yep im here thx|just arrived|I have arrived|ive arrived|we have arrived now|just got here',
  ],
  ['coming', 'arrived', 'clear', 'arived|arrvied|arrivd|arrrived|arrivef|heree|heer|im hear|srrived|h'],
  [
    'coming',
    'arrived',
    'clear',
    "yep we're here in the carpark|in the car park|In carpark, red Toyota|waiting in the car|parked",
  ],
  [
    'coming',
    'arrived',
    'clear',
    "at reception|outside|I'm outside|out the front|at the clinic|checked in|hi, here|Here, thanks",
  ],
  [
    'coming',
    'arrived',
    'clear',
    'hello I have arrived with my son James|Sam is here|arrived - Amelia Wong|here for Dr Sharma',
  ],
  [
    'coming',
    'arrived',
    'clear',
    "I'm here, where do I go?|im here what do i do now|no worries I'm here|ok im here|here early",
  ],
  [
    'coming',
    'arrived',
    'clear',
    "I'm here, sorry I'm late|arrived, sorry for the delay|yes I'm here|in the waiting room|waiting",
  ],
  [
    'coming',
    'arrived',
    'clear',
    "here and waiting|I'm here and ready|already here|here to see dr smith|at the clinic now|📍",
  ],
  [
    'coming',
    'arrived',
    'clear',
    "here doctor|I'm here for my 10:10 appointment|made it|just parked|we are in the foyer",
  ],
  ['nothing', 'arrived', 'clear', "arrived|here|a|I'm here"],
  ['place', 'arrived', 'clear', 'clinic|at the clinic|the clinic|Clinic please|in the car park|im at the clinic'],

  // Ready
  [
    'invite',
    'ready',
    'clear',
    "ready|Ready!|READY|I'm ready|im ready|redy|raedy|rdy|ready doctor|r|ready thanks|yes ready",
  ],
  [
    'invite',
    'ready',
    'clear',
    'joined|Joined|j|J|I have joined|ive joined|joiend|waiting|Im waiting|waiting for the doctor',
  ],
  [
    'invite',
    'ready',
    'clear',
    "im in|I'm in|in the waiting room|logged in|connected|ready and waiting|online|im on the call",
  ],
  [
    'invite',
    'ready',
    'clear',
    'ready when you are|ready to go|all set|good to go|in the video call|ready, sorry I am late',
  ],
  ['invite', 'ready', 'weak', 'ok|okay|👍|sure|yes|y|yep|yes please|yes 👍|yes thanks'],
  ['readyOnly', 'ready', 'weak', 'ok|yes'],
  ['readyOnly', 'ready', 'clear', "I'm here and ready|in the waiting room"],
  ['invite', 'no', 'clear', 'no|n|changed my mind|no I will come in|in person please'],
  ['invite', 'arrived', 'clear', "here|I'm here|arrived|at the clinic|clinic"],
  ['place', 'ready', 'clear', 'phone|at my phone|Phone please|at home|on my phone|📱|ready|by the phone'],
  ['place', 'yes', 'clear', 'yes'],
  ['place', 'thanks', 'weak', 'ok'],
  ['nothing', 'ready', 'clear', 'ready|joined|j|connected'],

  // Confirm, cancel, undo, reschedule
  [
    'booked',
    'confirm',
    'clear',
    'confirm|Confirmed|CONFIRM|i confirm|confrim|yes confirm|yes|y|yep|c|confirmed thanks',
  ],
  [
    'booked',
    'confirm',
    'clear',
    "I'll be there|will be there|see you then|yes see you then|Yes, see you tomorrow|I can make it",
  ],
  ['booked', 'confirm', 'clear', 'yes I will be there|yes will be there thanks|coming|happy to confirm|still coming'],
  ['booked', 'confirm', 'weak', 'ok|👍|sure'],
  ['booked', 'cancel', 'weak', "no|n|can't come|cannot come|can't make it|I cant attend|not coming|sorry cant make it"],
  [
    'booked',
    'cancel',
    'clear',
    'cancel|CANCEL APPT|cancel my appointment please|please cancel|I need to cancel|hi please cancel',
  ],
  [
    'screening',
    'cancel',
    'weak',
    "can't come|we can't come in today|won't be able to make it|running late can't make it",
  ],
  ['screening', 'cancel', 'weak', "cancle|canel my appointment|can I cancel?|I'm not coming"],
  ['nothing', 'cancel', 'clear', 'cancel|cancel appointment|Please cancel my appointment|confirm cancellation'],
  ['nothing', 'undo', 'clear', 'undo|UNDO|undo please|cancelled by mistake|I did not mean to cancel|undo the cancel'],
  ['nothing', 'undo', 'clear', 'cancel undo'],
  [
    'coming',
    'reschedule',
    'clear',
    'reschedule|can I reschedule?|need to rebook|change my appointment please|reschedual',
  ],
  [
    'coming',
    'reschedule',
    'clear',
    'cancel and rebook please|yes reschedule|no, reschedule|can we move it to tomorrow?|postpone',
  ],
  ['coming', 'reschedule', 'clear', 'running late, could we do a later time?|can I come another day'],

  // Late
  [
    'coming',
    'late',
    'clear',
    'running late|Running 10 mins late|10 mins away|10 min|ten minutes late|stuck in traffic|late',
  ],
  [
    'coming',
    'late',
    'clear',
    "I'm late|I'll be late|will be 15 minutes late|bit late sorry|traffic is terrible|held up",
  ],
  [
    'coming',
    'late',
    'clear',
    'not here yet, running late|sorry running late, is that ok?|yes running late|runing late|delayed',
  ],
  [
    'coming',
    'late',
    'clear',
    'on my way, stuck in traffic|5 minutes away|half an hour late|missed the bus|no, running late',
  ],
  ['coming', 'late', 'clear', 'will be there in 10, running a bit late|lots of traffic|flat tyre|10mins'],

  // Consent, help, wrong number
  [
    'coming',
    'stop',
    'clear',
    'stop|STOP PLEASE|Stop.|please stop texting me|unsubscribe|stop messaging|opt out|end|quit',
  ],
  [
    'coming',
    'stop',
    'clear',
    "don't text me again|remove me from your list|no more texts|take me off your list please",
  ],
  ['coming', 'start', 'clear', 'start|unstop|START please'],
  ['coming', 'help', 'clear', 'help|HELP|help please|I need help|info'],
  [
    'coming',
    'wrong-number',
    'clear',
    'wrong number|You have the wrong number|sorry wrong number|wrong person|Wrong number mate',
  ],
  ['coming', 'wrong-number', 'weak', "I don't know who this is|no one here by that name"],

  // Courtesy
  ['invite', 'thanks', 'clear', 'ok ill wait|Ok, will wait here soon'],
  [
    'screening',
    'thanks',
    'clear',
    'thanks|Thank you|thx|ty|ta|cheers|thanks doctor|no worries|No problem|Thanks 👍|🙏|❤️',
  ],
  [
    'screening',
    'thanks',
    'clear',
    'ok thanks|thankyou so much|thanks for the reminder|no worries mate|all good|no dramas|thnaks',
  ],
  ['screening', 'thanks', 'clear', 'see you soon|see you then|not a problem|take your time'],
  ['coming', 'thanks', 'weak', 'ok|👍|sure|great|got it'],
  ['seeYou', 'thanks', 'weak', 'ok|👍|sure|great|got it|okay 👍'],
  ['seeYou', 'yes', 'clear', 'yes|yes please|video please'],
  ['nothing', 'thanks', 'weak', 'ok|okay|👌|noted'],

  // Choices
  [
    'choosing',
    'choice',
    'clear',
    '1|2|1.|#2|1️⃣|number 2|1 please|option 1|one|the second one|first|both|Both please|all|1 and 2',
  ],
  ['choosing', 'choice', 'clear', '1,2|1 & 2|yes 1|ok 2|both of them|all of them|3|yes both|1 thanks'],
  ['booked', 'choice', 'clear', '1|2|1 thanks|yes 1|two'],
  ['choosing', 'arrived', 'clear', 'both here|1 is here'],

  // Nothing that counts
  [
    'coming',
    'unknown',
    'clear',
    'not here yet|Not here|not arrived yet|arriving in 10|Arriving in 10 min|almost there|nearly there',
  ],
  [
    'coming',
    'unknown',
    'clear',
    "on my way|be there soon|I'll be there in 10|here in 5|coming|just left home|omw|here at 3",
  ],
  [
    'coming',
    'unknown',
    'clear',
    'will arrive soon|here tomorrow|I will text when I arrive|looking for parking|not quite there',
  ],
  [
    'coming',
    'unknown',
    'clear',
    'are you here?|is the doctor here|am I late or here|if im here by 5 is that ok|was here yesterday',
  ],
  [
    'coming',
    'unknown',
    'clear',
    'here?|arrived?|do I text arrived|where are you|there|where|were|her|hers|the bus has arrived',
  ],
  [
    'invite',
    'unknown',
    'clear',
    'are you ready?|are you ready|is he ready|not ready|not ready yet|ready soon|ready in 5|almost ready',
  ],
  [
    'invite',
    'unknown',
    'clear',
    "doctor ready|the doctor ready?|I'm not in|read|already|getting ready|I'm here and ready|steady",
  ],
  [
    'invite',
    'unknown',
    'clear',
    'ready at 3|is the video working|the link is broken|cant connect|I have not joined|congested',
  ],
  [
    'screening',
    'unknown',
    'clear',
    "no I'm here|yes no|yes and no|yes I'm here|no yes|maybe|not sure|yes?|what|hi|hello|please",
  ],
  ['invite', 'unknown', 'clear', 'yes I will be ready|yes, ready soon|yes in 5 minutes'],
  [
    'screening',
    'unknown',
    'clear',
    'yes but my camera is broken|is it ok to use video|yes if the link works|no idea|no parking|1',
  ],
  [
    'screening',
    'unknown',
    'clear',
    'Jess|Leah|Will|n/a|y n|да|yes нет|nein|yes 不|asdfgh|...|???||   |🚗|😂|12345|who is this',
  ],
  [
    'booked',
    'unknown',
    'clear',
    "don't cancel|do not cancel|please don't cancel|cancelled?|is it cancelled|cancel confirm",
  ],
  ['booked', 'unknown', 'clear', '1 cancel|no 1|1 not 2|confirm?|did you confirm|can you confirm the time'],
  ['booked', 'unknown', 'clear', 'yes no maybe|confirm arrived ready'],
  [
    'coming',
    'unknown',
    'clear',
    "not late|I'm not running late|is the doctor running late?|don't stop|don't stop texting me|stop yes",
  ],
  [
    'coming',
    'unknown',
    'clear',
    'shop|step|bus stop|the bus stop is closed|Stuart|better later|is this the wrong number?|stop?',
  ],
  ['coming', 'unknown', 'clear', 'in a|a car|a dog|n o|h ere|chest|thanks?'],
  ['choosing', 'unknown', 'clear', '100|1 big red dog|1?|which|neither|no 2'],
  ['place', 'unknown', 'clear', 'here at my phone'],
];

const cases = rows.flatMap(([question, intent, clarity, texts]) =>
  texts.split('|').map((text) => ({ question, intent, clarity, text })),
);

describe('interpretReply', () => {
  it.each(cases)('reads "$text" as $intent ($clarity) when asked: $question', ({ question, intent, clarity, text }) => {
    const reading = interpretReply(text, { languages: ['en-AU'], expecting: questions[question] });
    expect({ intent: reading.intent, clarity: reading.clarity }).toEqual({ intent, clarity });
  });

  it('is tried on at least 250 replies', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250);
  });
});
