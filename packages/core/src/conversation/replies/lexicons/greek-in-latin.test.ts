import { describe, expect, it } from 'vitest';
import { greekInLatin } from './greek-in-latin.ts';

describe('Greek in Latin letters', () => {
  it('is spelt by its sound, by its letters and by their looks', () => {
    expect([...greekInLatin('ειμαι')].sort()).toEqual(['eimai', 'eime', 'imai', 'ime']);
    expect([...greekInLatin('εδω')].sort()).toEqual(['edo', 'edw']);
    expect([...greekInLatin('οχι')].sort()).toEqual(['ochi', 'ohi', 'oxi']);
  });

  it('is spelt in one way throughout a word', () => {
    expect([...greekInLatin('ωχω')].sort()).toEqual(['ocho', 'oho', 'oxo', 'wchw', 'whw', 'wxw']);
  });

  it('leaves alone what is one letter, or not Greek', () => {
    expect(greekInLatin('η')).toEqual([]);
    expect(greekInLatin('video')).toEqual([]);
    expect(greekInLatin('#')).toEqual([]);
  });
});
