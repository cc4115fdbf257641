import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../clinic-settings.ts';
import { findUrgent } from './find-urgent.ts';

// What is made of a list is kept for the next text, so each test brings a list that was never seen.
const urgentWords = (): readonly string[] => [...defaultSettings.urgentWords];

describe('findUrgent', () => {
  it.each([
    'I have chest pain',
    'CHEST PAINS!!',
    "I can't breathe",
    'I can’t breathe',
    'cant breathe',
    'my husband collapsed. please help',
    'thinking of suicide',
    'chest\npain',
    'ch\u200Best pain',
  ])('finds an urgent word in "%s"', (text) => {
    expect(findUrgent(text, urgentWords())).toBe(true);
  });

  it.each(['', 'arrived', 'chest', 'pain in my chest', 'strokeplay', 'breaststroke', 'pain chest', 'not breathe'])(
    'finds none in "%s"',
    (text) => {
      expect(findUrgent(text, urgentWords())).toBe(false);
    },
  );

  it('finds words of scripts without spaces inside a sentence', () => {
    expect(findUrgent('我胸痛得厉害', ['胸痛'])).toBe(true);
    expect(findUrgent('我到了', ['胸痛'])).toBe(false);
  });

  it('ignores an urgent word that is empty', () => {
    expect(findUrgent('arrived', ['', '  ', '!'])).toBe(false);
  });
});
