import { describe, expect, it } from 'vitest';
import type { Intent } from '../intent.ts';
import { interpretReply } from './interpret-reply.ts';

const read = (text: string, expecting: readonly Intent[] = []) =>
  interpretReply(text, { languages: ['en'], expecting });
const visit: readonly Intent[] = ['arrived', 'late', 'cancel', 'reschedule'];
const screening: readonly Intent[] = ['yes', 'no', ...visit];
const invite: readonly Intent[] = ['ready', 'no', ...visit];
const place: readonly Intent[] = ['arrived', 'ready'];

describe('what patients write', () => {
  it.each([
    ['arrived', visit, 'we are already here'],
    ['arrived', visit, 'just got there'],
    ['arrived', invite, 'here waiting'],
    ['arrived', visit, 'we are outside'],
    ['arrived', visit, 'waiting in my car'],
    ['arrived', invite, 'waiting in the carpark'],
    ['arrived', visit, 'in the parking lot'],
    ['arrived', visit, 'at the surgery'],
    ['arrived', visit, 'we are parked'],
    ['arrived', visit, 'pulled up'],
    ['arrived', visit, 'here to see the doctor'],
    ['arrived', visit, 'Arrived for Dr Smith'],
    ['arrived', visit, 'arrived for the doctor'],
    ['arrived', visit, 'arrived to see Dr Smith'],
    ['arrived', visit, 'arrived to see the doctor'],
    ['arrived', visit, "arrived at the doctor's"],
    ['arrived', visit, 'arrived at Dr Smith'],
    ['arrived', visit, 'arrived at the doctor'],
    ['ready', visit, 'ready and waiting'],
    ['ready', invite, 'waiting for dr'],
    ['ready', [], 'im in the video'],
    ['ready', invite, 'on the call'],
    ['ready', invite, 'signed in'],
    ['ready', invite, 'i am on'],
    ['yes', screening, 'telehealth'],
    ['yes', screening, 'that would be good'],
    ['no', screening, "don't want to"],
    ['no', screening, "don't have internet"],
    ['no', screening, 'no many thanks'],
    ['no', screening, 'thanks heaps no'],
    ['no', screening, 'thanks for letting me know no'],
    ['no', screening, 'thank you for the reminder no'],
    ['confirm', [], 'will attend'],
    ['confirm', ['confirm', 'cancel', 'choice'], 'we are coming'],
    ['cancel', visit, "cancel today's appointment"],
    ['cancel', visit, 'wish to cancel'],
    ['undo', visit, 'uncancel'],
    ['reschedule', visit, 'change the appointment'],
    ['reschedule', visit, 'move my appt'],
    ['reschedule', visit, 'come later'],
    ['late', visit, 'running behind'],
    ['late', visit, 'few minutes'],
    ['late', visit, 'stuck on the bus'],
    ['late', ['choice'], '5 late'],
    ['stop', visit, 'stop these'],
    ['stop', visit, 'stop messages'],
    ['stop', visit, 'do not message me'],
    ['wrong-number', visit, 'not my number'],
    ['wrong-number', visit, 'this is not their number'],
    ['thanks', visit, 'thanks dr'],
  ] as const)('is clearly *%s*, expecting %j: "%s"', (intent, expecting, text) => {
    expect(read(text, expecting)).toMatchObject({ intent, clarity: 'clear', choice: null });
  });

  it.each([
    'cannot attend',
    "won't be able to come",
    'not going to make it',
    "don't need it anymore",
    'how do I cancel',
  ])('only hints at cancelling: "%s"', (text) => {
    expect(read(text, visit)).toMatchObject({ intent: 'cancel', clarity: 'weak' });
  });

  it.each([
    'hi doctor arrived',
    'arrived hi nurse',
    'see the doctor, arrived',
    'this is Sam, arrived',
    'arrived, see you later',
    'arrived yet again',
    'sorry for late reply arrived',
  ])('is *arrived*, and not late, with courtesy around it: "%s"', (text) => {
    expect(read(text, visit)).toMatchObject({ intent: 'arrived', isLate: false });
  });

  it('is *arrived* and late, whatever was asked', () => {
    for (const expecting of [[], visit, screening])
      expect(read("I'm here, sorry I'm late", expecting)).toMatchObject({ intent: 'arrived', isLate: true });
  });

  it('chooses all, and no number by accident', () => {
    expect(read('everybody', ['choice']).choice).toBe('both');
    expect(read('that one', ['choice']).choice).toBeNull();
    expect(read('in about 5', ['choice']).choice).toBeNull();
  });
});

describe('what must not be taken for *arrived* or *ready*', () => {
  it.each([
    'unless here',
    'here instead of there',
    'barely here',
    'got here yesterday',
    'omw here',
    'on way here',
    'be there when I am here',
    'here in about 5',
    'here wednesday',
    'here round the corner',
    'you ready',
  ])('says that it is not so, or not yet, or asks: "%s"', (text) => {
    for (const expecting of [[], visit, invite, place]) expect(read(text, expecting).intent).toBe('unknown');
  });

  it.each(['in the waiting room', 'waiting', "I'm waiting for the doctor", 'waiting now'])(
    'leaves open where the patient waits, when that was the question: "%s"',
    (text) => {
      expect(read(text, place).intent).toBe('unknown');
      expect(read(`clinic, ${text}`, place).intent).toBe('arrived');
      expect(read(`phone, ${text}`, place).intent).toBe('ready');
      expect(read(text, visit).intent).toBe('arrived');
      expect(read(text, invite).intent).toBe('ready');
    },
  );

  it('is lateness of the clinic when it is asked about', () => {
    expect(read('are you running late', visit)).toMatchObject({ intent: 'unknown', isLate: false });
  });
});

// cspell:ignore stpo txeting unsubscibe nubmer pateint hlep strat
describe('words with consequences', () => {
  it.each(['stpo texting', 'stop txeting me', 'unsubscibe me', 'wrong nubmer', 'not a pateint', 'hlep', 'strat'])(
    'are not guessed from a misspelling: "%s"',
    (text) => {
      expect(read(text, visit)).toMatchObject({ intent: 'unknown' });
    },
  );

  it.each(['stop Sam please', 'help Sam', 'start Sam'])('say nothing beside a name: "%s"', (text) => {
    expect(read(text, visit).intent).toBe('unknown');
  });

  it.each(['one', 'first', 'second', 'third', 'four', 'option 2'])(
    'choose only where there is a choice: "%s"',
    (text) => {
      expect(read(text, visit)).toMatchObject({ intent: 'unknown', choice: null });
      expect(read(text, ['choice'])).toMatchObject({ intent: 'choice' });
    },
  );
});

describe('a common word that looks like one that matters', () => {
  it.each([
    'hero',
    'packed',
    'prevent',
    'wailing',
    'warning',
    'arrival',
    'connect',
    'conducted',
    'phones',
    'yeast',
    'lame',
    'ascending',
    'fire',
    'work',
    'works well',
    'gold',
    'cook',
    'finer',
  ])('is not taken for its misspelling: "%s"', (word) => {
    for (const expecting of [[], visit, screening, place]) expect(read(word, expecting).intent).toBe('unknown');
  });

  it.each(['hate', 'wall', 'beer'])('makes a *no* beside it unclear: "%s"', (word) => {
    expect(read(`no ${word}`, screening).intent).toBe(read(`no ${word}`).intent);
    expect(read(`no ${word}`).intent).toBe('unknown');
  });
});
