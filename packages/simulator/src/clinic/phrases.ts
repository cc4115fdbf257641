// cspell:ignore yess arived arrved arrivd redy reayd raedy thnks
import type { Random } from '../random.ts';
import type { WritingStyle } from './personality.ts';

/** What a patient wants to say. */
export type Answer = 'yes' | 'no' | 'arrived' | 'ready' | 'thanks';

const phrases: Readonly<Record<WritingStyle, Readonly<Record<Answer, readonly string[]>>>> = {
  plain: {
    yes: ['yes', 'Yes', 'YES', 'y'],
    no: ['no', 'No', 'NO', 'n'],
    arrived: ['arrived', 'Arrived', 'ARRIVED', 'here', "I'm here"],
    ready: ['ready', 'Ready', 'READY'],
    thanks: ['thanks', 'ok thanks'],
  },
  typos: {
    yes: ['yess', 'yse', 'Yea'],
    no: ['noo', 'Nope', 'n'],
    arrived: ['arived', 'arrved', 'hre', 'Arrivd'],
    ready: ['redy', 'reayd', 'Raedy'],
    thanks: ['thnks', 'thx'],
  },
  emoji: {
    yes: ['yes 👍', '👍 yes'],
    no: ['no 🙂', 'No 👍'],
    arrived: ['arrived 🚗', '🚗 here'],
    ready: ['ready 👍', '👍 ready'],
    thanks: ['👍', '🙏'],
  },
  polite: {
    yes: ['Yes please, thank you', 'Yes please'],
    no: ['No thank you', 'No thanks'],
    arrived: ['Hello, I have arrived, thank you', 'Hi, I have arrived'],
    ready: ['I am ready, thank you', 'Ready, thank you'],
    thanks: ['Thank you very much', 'Many thanks 👍'],
  },
};

/** Puts an answer into words. */
export function phrase(random: Random, style: WritingStyle, answer: Answer): string {
  return random.pick(phrases[style][answer]);
}

/** Things that patients write and no program can answer. */
export const nonsense: readonly string[] = [
  'what is the guest password for the internet',
  'Do you sell parking vouchers?',
  'my dog ate the referral',
  'is it the blue building or the other one',
];

/** What people write who are no patients today. */
export const strangersTexts: readonly string[] = [
  'Hi can I get an appointment this week?',
  'Are you open on Sunday',
  'hello?',
  'Pls send my results',
];
