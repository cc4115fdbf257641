import { describe, expect, it } from 'vitest';
import { readLabelled } from './read-labelled.ts';
import { acts, scoreLabelled } from './score-labelled.ts';

const group = { asked: 'coming', means: 'arrived', why: 'as one says it at the desk', texts: ['here now'] };
const near = { asked: 'coming', nearMissOf: 'arrived', why: 'denied in so many words', texts: ['not here'] };

describe('readLabelled', () => {
  it('gives each text with what a person said of it', () => {
    expect(readLabelled(JSON.stringify([group, near]))).toEqual([
      { asked: 'coming', text: 'here now', kind: 'clear', intent: 'arrived', why: group.why },
      { asked: 'coming', text: 'not here', kind: 'near-miss', intent: 'arrived', why: near.why },
    ]);
  });

  it.each([
    ['is no list', {}],
    ['group 0 is no object', ['text']],
    ['"asked"', [{ ...group, asked: 'constructor' }]],
    ['one of "means" and "nearMissOf"', [{ ...group, nearMissOf: 'ready' }]],
    ['no intent', [{ ...group, means: 'unknown' }]],
    ['why', [{ ...group, why: '' }]],
    ['no texts', [{ ...group, texts: [] }]],
    ['empty text', [{ ...group, texts: [' '] }]],
    ['carriers', [{ ...group, means: 'cancel', texts: ['Cancel'] }]],
    ['nobody reads', [{ ...group, note: 'x' }]],
    ['twice', [group, { ...near, texts: ['Here now'] }]],
  ])('refuses a file where it finds: %s', (problem, groups) => {
    expect(() => readLabelled(JSON.stringify(groups))).toThrow(problem);
  });
});

describe('the score', () => {
  it('counts what acts, and what is understood', () => {
    const texts = ['I have arrived', 'what is that'];
    const replies = readLabelled(
      JSON.stringify([
        { ...group, texts },
        { ...near, texts: ['at the clinic', 'not here'] },
      ]),
    );
    expect(scoreLabelled('en', replies)).toEqual({
      acting: ['asked coming: near-miss arrived is taken for arrived (denied in so many words)'],
      misunderstood: ['asked coming: clear arrived is taken for unknown (as one says it at the desk)'],
      understood: 0.5,
    });
    expect(scoreLabelled('en', []).understood).toBe(0);
  });

  it('lets a hint at something destructive be asked back, and nothing else', () => {
    const reading = { choice: null, isLate: false };
    expect(acts({ ...reading, intent: 'cancel', clarity: 'weak' })).toBe(false);
    expect(acts({ ...reading, intent: 'cancel', clarity: 'clear' })).toBe(true);
    expect(acts({ ...reading, intent: 'yes', clarity: 'weak' })).toBe(true);
    expect(acts({ ...reading, intent: 'late', clarity: 'clear' })).toBe(false);
  });
});
