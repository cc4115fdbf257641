const words: ReadonlyMap<string, 'stop' | 'start' | 'help'> = new Map([
  ['stop', 'stop'],
  ['stopall', 'stop'],
  ['unsubscribe', 'stop'],
  ['cancel', 'stop'],
  ['end', 'stop'],
  ['quit', 'stop'],
  ['revoke', 'stop'],
  ['optout', 'stop'],
  ['start', 'start'],
  ['unstop', 'start'],
  ['yes', 'start'],
  ['help', 'help'],
  ['info', 'help'],
]);

/**
 * Tells whether carriers take a text as a consent keyword: one of their words and nothing else, in any case.
 *
 * `STOP PLEASE` is none; its meaning is for {@link interpretReply}. `YES` is `start` because carriers take it so: it opts
 * in only somebody who was opted out, and is an ordinary answer from everybody else.
 *
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
export function consentWord(text: string): 'stop' | 'start' | 'help' | null {
  return words.get(text.trim().toLowerCase()) ?? null;
}
