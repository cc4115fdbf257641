import { describe, expect, it } from 'vitest';
import { findInstructions } from './find-instructions.ts';

describe('findInstructions', () => {
  it.each([
    ['Reply "yes" for video or "no" to come in.', ['yes', 'no']],
    ['Reply “yes” or ‘no’.', ['yes']],
    ["Reply 'arrived' when you're here", ['arrived']],
    ["When you're here reply 'arrived'.", ['arrived']],
    ['Reply YES or NO', ['YES', 'NO']],
    ['REPLY Y/N', ['Y', 'N']],
    ['Reply 1 to confirm, 2 if you cannot come.', ['1', '2']],
    ['reply with 1 or 2', ['1', '2']],
    ['Please text arrived once you are outside.', ['arrived']],
    ['Just answer with the word ready', ['ready']],
    ['Text back joined', ['joined']],
    ['by texting here you agree', []],
    ['respond ready', ['ready']],
    ['send ok', ['ok']],
    ['type waiting', ['waiting']],
    ['say hello', ['hello']],
    ['Hello. Reply ready. Bye.', ['ready']],
    ['Reply ready\nCall us', ['ready']],
    ['We will text you a link.', []],
    ['Text us when you arrive', []],
    ['Your reply was not understood', []],
    ['Do not reply.', []],
    ['YES we are open', []],
    ['The context is "good"', []],
    ['Please reply when I call', []],
    ['Call 12. Reply in 10 minutes', []],
    ['', []],
  ])('finds in %j the words %j', (text, words) => {
    expect(findInstructions(text).map(({ word }) => word)).toEqual(words);
  });

  it('gives the sentence of each in lower case', () => {
    expect(findInstructions('Hello. Reply STOP to Opt Out!')).toEqual([
      { word: 'STOP', sentence: 'reply stop to opt out!' },
    ]);
  });
});
