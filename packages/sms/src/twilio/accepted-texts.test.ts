import { describe, expect, it } from 'vitest';
import { createAcceptedTexts } from './accepted-texts.ts';

describe('createAcceptedTexts', () => {
  it('forgets the oldest beyond its size', () => {
    const texts = createAcceptedTexts(2);
    for (const id of ['a', 'b', 'c']) texts.add(id, { gatewayId: `SM${id}`, acceptedAt: 0 });
    expect(texts.find('a')).toBe(null);
    expect(texts.isAnother('SMa', 'x')).toBe(false);
    expect(texts.find('c')).toEqual({ gatewayId: 'SMc', acceptedAt: 0 });
    expect(texts.isAnother('SMc', 'x')).toBe(true);
    expect(texts.isAnother('SMc', 'c')).toBe(false);
  });
});
