import { describe, expect, it } from 'vitest';
import type { TemplateName } from '../template-name.ts';
import { checkTemplate } from './check-template.ts';

const check = (source: string, name: TemplateName = 'DoctorReady') => checkTemplate({ name, language: 'en', source });

async function problems(source: string, name?: TemplateName): Promise<readonly string[]> {
  const found = await check(source, name);
  return found.problems.map(({ severity, code }) => `${severity} ${code}`);
}

describe('checkTemplate', () => {
  it('finds nothing wrong with a good template and shows it at its longest', async () => {
    const found = await check('{{ Clinic.name }}: come in. {% if room %}{{ room }}{% else %}Ask.{% endif %}');
    expect(found).toMatchObject({ problems: [], isUsable: true });
    expect(found.longest).toEqual({
      text: 'Northern Rivers Family Doctors: come in. Take the lift to level 12, then the second door on the left.',
      encoding: 'GSM-7',
      units: 101,
      segments: 1,
      foreign: [],
    });
  });

  it('tries a condition both ways', async () => {
    const found = await check(`{% unless room %}${'x'.repeat(200)}{% endunless %}{{ room }}`);
    expect(found.longest).toMatchObject({ units: 200 });
  });

  it.each([
    ['{% if room %}come in', 1, 'not closed'],
    ['come\n\n{{ room', 3, 'not closed'],
    ['come in\n{% include "x" %}', 2, 'tag "include" not found'],
    ['{% for a in b %}{% endfor %}', 1, 'tag "for" not found'],
    ['{{ room | money }}', 1, 'undefined filter: money'],
    ['{{ "now" | date: "%Y" }}', 1, 'undefined filter: date'],
  ])('reports the syntax of %j with its line', async (source, line, message) => {
    const found = await check(source);
    expect(found).toEqual({
      isUsable: false,
      longest: null,
      problems: [{ severity: 'error', code: 'syntax', line, message: expect.stringContaining(message) }],
    });
  });

  it('reports a source that is too long to be parsed, which has no line', async () => {
    const found = await check('a'.repeat(10_001));
    expect(found.problems).toEqual([
      { severity: 'error', code: 'syntax', line: null, message: expect.stringContaining('limit') },
    ]);
  });

  it('reports a template that cannot be rendered, beside its other problems', async () => {
    const source = `{{ Nobody }}{% assign x = "${'a'.repeat(100)}" %}${'{% assign x = x | append: x %}'.repeat(12)}`;
    expect(await problems(source)).toEqual(['error unknown-variable', 'error syntax']);
    expect((await check(source)).longest).toBeNull();
  });

  it('reports a mistyped variable, with the line (an earlier mistake: a mistyped variable goes to patients)', async () => {
    const found = await check('Come in,\n{{ Patient.nam }}');
    expect(found.isUsable).toBe(false);
    expect(found.problems).toEqual([
      {
        severity: 'error',
        code: 'unknown-variable',
        line: 2,
        message: 'Patient.nam does not exist: check its spelling',
      },
    ]);
  });

  it.each(['{{ Patient }}!', '{{ Appointment[room] }}!', '{% if Foo %}a{% endif %}!', '{{ Patient.name.size }}!'])(
    'takes the variable in %j for unknown',
    async (source) => {
      expect(await problems(source)).toContain('error unknown-variable');
    },
  );

  it.each([
    ['{{ url }}!', 'DoctorReady'],
    ['{{ room }}!', 'VideoInvite'],
    ['{{ choices }}!', 'Booked'],
    ['{{ Appointment.previousStart.date }}!', 'Booked'],
    ['{{ Patient.name }}!', 'UnknownPhone'],
    ['{{ Patient.name }}!', 'WhichAppointment'],
    ['{{ Appointment.start }}!', 'TooManyAppointments'],
    ['{{ Practitioner.name }}!', 'Emergency'],
  ] as const)('reports that %j is not available in %s', async (source, name) => {
    const found = await check(source, name);
    expect(found.problems).toMatchObject([{ severity: 'error', code: 'unavailable-variable', line: 1 }]);
    expect(found.problems[0]?.message).toMatch(/is not available in \w+: use another variable/u);
  });

  it.each([
    ['{{ url }}!', 'VideoInvite'],
    ['{{ room }}!', 'DoctorReady'],
    ['{{ choices }}!', 'WhichAppointment'],
    ['{{ Appointment.previousStart.time }}!', 'Rescheduled'],
    ['{{ Appointment.start }} {{ Patient.telecom.mobile }} {{ Clinic.video }}!', 'Booked'],
    ['{% assign mine = Clinic.name %}{{ mine }}!', 'Booked'],
  ] as const)('accepts %j in %s', async (source, name) => {
    expect(await problems(source, name)).toEqual([]);
  });

  it.each([
    ['Reply "waiting" now', 'CantConsiderTeleHealth', []],
    ['Reply "waiting" now', 'ConfirmCancel', ['error instruction-not-accepted']],
    ['Reply "ready" now', 'ConsiderTeleHealth', ['error instruction-not-accepted']],
    ['Reply "joined" now', 'VideoInvite', []],
    ['Reply "ok" now', 'VideoInvite', ['error instruction-not-accepted']],
    ['Reply YES or NO', 'ConsiderTeleHealth', []],
    ['Reply YES or BANANA', 'ConsiderTeleHealth', ['error instruction-not-accepted']],
    ['Reply 1 or 2', 'Booked', []],
    ['Reply 1 or 2', 'VideoInvite', ['error instruction-not-accepted', 'error instruction-not-accepted']],
    ['Text arrived', 'Cancellation', ['error instruction-not-accepted']],
    ['{% if url %}Reply "banana"{% endif %}.', 'VideoInvite', ['error instruction-not-accepted']],
    ['Reply {{ Clinic.name }}', 'Booked', []],
  ] as const)('judges the instruction of %j in %s as %j', async (source, name, expected) => {
    expect(await problems(source, name)).toEqual(expected);
  });

  it('says which word patients would send in vain', async () => {
    const found = await check('Reply "banana"', 'VideoInvite');
    expect(found.problems[0]).toEqual({
      severity: 'error',
      code: 'instruction-not-accepted',
      line: null,
      message: '"banana" is not understood as an answer to VideoInvite: patients who obey would get nowhere',
    });
  });

  it.each([
    'Reply CANCEL',
    'Reply "cancel"',
    'Reply 1 or STOP',
    'text end',
    'reply QUIT now',
    'Reply STOP to cancel',
    'Reply "QUIT" to opt out',
  ])('refuses %j, which makes carriers block all texts', async (source) => {
    const found = await check(source, 'Booked');
    expect(found.problems).toMatchObject([{ severity: 'error', code: 'carrier-opt-out-word', line: null }]);
    expect(found.problems[0]?.message).toMatch(/alone makes carriers block all further texts/u);
  });

  it.each([
    'Reply STOP to opt out',
    'Text UNSUBSCRIBE to opt-out',
    'Reply stop for no more texts',
    'Reply "STOP" to optout',
  ])('accepts %j, which says what carriers do', async (source) => {
    expect(await problems(source)).toEqual([]);
  });

  it('refuses a text that is or may be empty', async () => {
    expect(await problems('')).toEqual(['error empty']);
    expect(await problems('  {% if room %}{% endif %}\n')).toEqual(['error empty']);
    expect(await problems('{{ room }}')).toEqual(['error empty']);
  });

  it('warns of more than three segments and refuses more than 1600 characters', async () => {
    expect(await problems('a'.repeat(459))).toEqual([]);
    expect(await problems('a'.repeat(460))).toEqual(['warning many-segments']);
    expect((await check('a'.repeat(460))).isUsable).toBe(true);
    expect((await check('a'.repeat(460))).problems[0]?.message).toContain('billed as 4 texts');
    expect(await problems('a'.repeat(1600))).toEqual(['warning many-segments']);
    expect(await problems('a'.repeat(1601))).toEqual(['error too-long']);
    expect((await check('a'.repeat(1601))).problems[0]?.message).toContain('1601 characters, of 1600');
  });

  it('warns of characters that GSM-7 lacks and names them', async () => {
    const found = await check('it’s “here”');
    expect(found).toMatchObject({ isUsable: true, longest: { encoding: 'UCS-2' } });
    expect(found.problems).toEqual([
      {
        severity: 'warning',
        code: 'not-gsm',
        line: null,
        message: '’ “ ” halves what fits into a text: use plain characters if you can',
      },
    ]);
  });

  it('warns of them outside English only while the language itself needs none of them', async () => {
    const codes = async (language: string, source: string): Promise<readonly string[]> =>
      (await checkTemplate({ name: 'DoctorReady', language, source })).problems.map(({ code }) => code);
    expect(await codes('de', 'Bitte „jetzt“ kommen')).toEqual(['not-gsm']);
    expect(await codes('zh', '请“现在”进来')).toEqual([]);
    expect(await codes('fr', 'Vous êtes attendu')).toEqual([]);
    expect(await codes('en', 'You are expected in the café of Zoë and Łucja')).toEqual(['not-gsm']);
  });

  it('measures a text on the day of the week that costs most', async () => {
    const longest = async (language: string) =>
      (await checkTemplate({ name: 'Booked', language, source: `{{ Appointment.start.date }}${'!'.repeat(70)}` }))
        .longest;
    expect(await longest('es')).toMatchObject({
      text: expect.stringContaining('sábado'),
      encoding: 'UCS-2',
      segments: 2,
    });
    expect(await longest('fr')).toMatchObject({
      text: expect.stringContaining('août'),
      encoding: 'UCS-2',
      segments: 2,
    });
    expect(await longest('en')).toMatchObject({ text: expect.stringContaining('Wednesday'), segments: 1 });
  });

  it('reads what a text asks for in its own language', async () => {
    const codes = async (language: string, source: string): Promise<readonly string[]> =>
      (await checkTemplate({ name: 'ConsiderTeleHealth', language, source })).problems.map(({ code }) => code);
    expect(await codes('es', 'Responda "SI" o "no".')).toEqual([]);
    expect(await codes('es', 'Responda "quizá" o "no".')).toEqual(['instruction-not-accepted']);
    expect(await codes('es', 'Responda "cancel" para cancelar.')).toEqual(['carrier-opt-out-word']);
  });
});
