/** What a patient takes a text for. */
export type Reading =
  | 'asks-video'
  | 'asks-which'
  | 'asks-place'
  | 'asks-sure'
  | 'not-understood'
  | 'come-in'
  | 'invite'
  | 'call-in'
  | 'remote'
  | 'moved'
  | 'cancelled'
  | 'other';

const signs: readonly (readonly [Reading, (text: string) => boolean])[] = [
  ['asks-which', (text) => /\bwhich\b/.test(text) || (/\b1\b[^]*\b2\b/.test(text) && /\bboth\b/.test(text))],
  ['asks-place', (text) => /\bat the clinic\b[^]*\bphone\b/.test(text) && text.includes('?')],
  ['asks-sure', (text) => /\bcancel\b/.test(text) && /\b(?:reply|confirm|sure)\b/.test(text) && text.includes('?')],
  ['not-understood', (text) => /\b(?:understand|understood)\b/.test(text)],
  ['cancelled', (text) => /\b(?:canceled|cancelled)\b/.test(text)],
  ['moved', (text) => /\b(?:moved|rescheduled|new time|is now (?:on|at)|has changed)\b/.test(text)],
  ['asks-video', (text) => /\bvideo\b|\btele|\bphone\b/.test(text) && /\byes\b/.test(text) && asksForAnswer(text)],
  ['invite', (text) => /\bready\b/.test(text) && asksForAnswer(text)],
  [
    'call-in',
    (text) => /\broom\b|\bready for you\b|\bready to see you\b|\bcome (?:in|through)\b/.test(text) && isNow(text),
  ],
  ['come-in', (text) => /\barrived?\b/.test(text) && asksForAnswer(text)],
  ['remote', (text) => /\bvideo\b|\bring you\b|\bcall you\b/.test(text)],
];

/** Reads a text as a person would: by the words that stand out, whoever worded it. */
export function readText(body: string): Reading {
  const text = body.toLowerCase();
  return signs.find(([, fits]) => fits(text))?.[0] ?? 'other';
}

function asksForAnswer(text: string): boolean {
  return /\b(?:reply|answer|respond|send)\b|\btext (?:us |back )?["'“]?(?:arrived|ready|yes|no)\b/.test(text);
}

// "Wait until the doctor is ready for you" is no call.
function isNow(text: string): boolean {
  return !/\b(?:when|until|once|will|wait)\b/.test(text) && !asksForAnswer(text);
}
