import { describe, expect, it } from 'vitest';
import { foldText, toTokens } from './tokens.ts';

describe('toTokens', () => {
  it.each([
    ["I'm HERE", ['im', 'here']],
    ['I’m l‘ate ʼn', ['im', 'late', 'n']],
    ['10mins', ['10', 'mins']],
    ['at 10.10 or 9:05', ['at', '10:10', 'or', '9:05']],
    ['10:100', ['10', '100']],
    ['yesss heyyyy', ['yes', 'hey']],
    ['too good', ['too', 'good']],
    ['1111', ['1111']],
    ['1️⃣ 👍🏽', ['1', '👍']],
    ['y\u200Be\u00ADs', ['yes']],
    ['sí Ｙｅｓ', ['si', 'yes']],
    ['ready? جاهز؟', ['ready', '?', 'جاهز', '?']],
    ['हाँ', ['हाँ']],
    ['가다', ['가다']],
    ['\u0000\uD800...', []],
    ['', []],
  ])('splits %j into %j', (text, tokens) => {
    expect(toTokens(text)).toEqual(tokens);
  });
});

describe('foldText', () => {
  it('keeps spaces and punctuation, and folds everything else that only looks different', () => {
    expect(foldText('Can’t, DÉJÀ vu!')).toBe('cant, deja vu!');
  });
});
