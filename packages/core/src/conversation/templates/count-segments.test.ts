import { describe, expect, it } from 'vitest';
import { countSegments } from './count-segments.ts';

describe('countSegments', () => {
  it.each([
    ['', 0, 0],
    ['a', 1, 1],
    ['a'.repeat(160), 160, 1],
    ['a'.repeat(161), 161, 2],
    ['a'.repeat(306), 306, 2],
    ['a'.repeat(307), 307, 3],
    ['€'.repeat(80), 160, 1],
    ['^{}\\[~]|€\f', 20, 1],
    ['@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà\r\n', 44, 1],
  ])('counts %j in GSM-7: %i septets, %i segments', (text, units, segments) => {
    expect(countSegments(text)).toEqual({ encoding: 'GSM-7', units, segments, foreign: [] });
  });

  it('does not split an escaped character between two segments', () => {
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(151)}`)).toMatchObject({ units: 305, segments: 2 });
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(152)}`)).toMatchObject({ units: 306, segments: 3 });
  });

  it.each([
    ['ё', 1, 1],
    ['ё'.repeat(70), 70, 1],
    ['ё'.repeat(71), 71, 2],
    ['ё'.repeat(134), 134, 2],
    ['ё'.repeat(135), 135, 3],
    ['😀'.repeat(35), 70, 1],
  ])('counts %j in UCS-2: %i units, %i segments', (text, units, segments) => {
    expect(countSegments(text)).toMatchObject({ encoding: 'UCS-2', units, segments });
  });

  it('does not split a surrogate pair between two segments', () => {
    expect(countSegments('😀'.repeat(66))).toMatchObject({ units: 132, segments: 2 });
    expect(countSegments('😀'.repeat(67))).toMatchObject({ units: 134, segments: 3 });
  });

  it('turns to UCS-2 for one foreign character and names each once', () => {
    expect(countSegments('it’s “here” ’ ç `')).toMatchObject({ encoding: 'UCS-2', foreign: ['’', '“', '”', 'ç', '`'] });
  });

  it('counts each escaped character as one unit in UCS-2', () => {
    expect(countSegments('€ё')).toMatchObject({ units: 2 });
  });
});
