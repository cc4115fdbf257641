/** What a text means to the carrier. */
export type ConsentWord = 'stop' | 'start' | 'help';

const words: Readonly<Record<string, ConsentWord>> = {
  stop: 'stop',
  unsubscribe: 'stop',
  end: 'stop',
  quit: 'stop',
  stopall: 'stop',
  revoke: 'stop',
  optout: 'stop',
  cancel: 'stop',
  start: 'start',
  yes: 'start',
  unstop: 'start',
  help: 'help',
  info: 'help',
};

const automaticReplies: Readonly<Record<ConsentWord, string>> = {
  stop: 'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  start:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

/** Who has opted out of which sender, as the carrier keeps it. */
export interface ConsentBook {
  isOptedOut(sender: string, phone: string): boolean;
  /**
   * Takes note of a text that came in, if it is a consent word and nothing else. Gives the carrier's own answer; null when
   * there is none.
   */
  hear(sender: string, phone: string, body: string): { readonly word: ConsentWord; readonly reply: string } | null;
}

/** Makes a book in which nobody has opted out. */
export function createConsentBook(): ConsentBook {
  const optedOut = new Set<string>();
  const keyOf = (sender: string, phone: string): string => `${sender} ${phone}`;
  return {
    isOptedOut: (sender, phone) => optedOut.has(keyOf(sender, phone)),
    hear: (sender, phone, body) => {
      const text = body.trim().toLowerCase();
      const word = words[text];
      const key = keyOf(sender, phone);
      if (word === undefined) return null;
      // YES opts in only who was opted out: else every agreement would be answered by the carrier.
      if (text === 'yes' && !optedOut.has(key)) return null;
      if (word === 'stop') optedOut.add(key);
      if (word === 'start') optedOut.delete(key);
      return { word, reply: automaticReplies[word] };
    },
  };
}
