import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../appointment.ts';
import type { Intent } from '../intent.ts';
import { consentWord } from '../replies/consent-word.ts';
import { interpretReply } from '../replies/interpret-reply.ts';
import type { ReplyChoice } from '../replies/interpretation.ts';
import { templateNames } from '../template-name.ts';
import type { TemplateName } from '../template-name.ts';
import { checkTemplate } from './check-template.ts';
import { findInstructions } from './find-instructions.ts';
import { templateExpects } from './template-expects.ts';
import type { TemplateVariables } from './template-variables.ts';
import { createTemplates } from './templates.ts';
import { defaultWording } from './wording.ts';
import { worstCaseVariables } from './worst-case.ts';

const appointment: Appointment = {
  id: 'a1',
  version: '1',
  status: 'booked',
  startAt: Date.parse('2026-08-02T23:40:00Z'),
  endAt: Date.parse('2026-08-02T23:55:00Z'),
  typeCode: null,
  modality: 'unknown',
  videoLink: null,
  isConfirmed: false,
  location: 'North Street',
  encounter: 'none',
  patient: {
    id: 'p1',
    name: 'Amelia Wong',
    firstName: 'Amelia',
    mobile: '+61491570156',
    mayBeTexted: true,
    notTextedReason: null,
    language: null,
  },
  practitioner: { id: 'd1', name: 'Dr Priya Sharma', lastName: 'Sharma' },
  changedAt: null,
  readAt: 0,
};

const templates = createTemplates();
const clinic = { id: 'c', name: 'Bluegum Clinic', phone: '03 5550 0100', timeZone: 'Australia/Melbourne' };
const extra = {
  url: 'https://v.example/1',
  room: 'Come to room 7.',
  choices: '1 Sam 10:10, 2 Mia 10:20',
  undoMinutes: '10',
};
const variablesIn = (language: string, country = 'AU'): TemplateVariables =>
  templates.variables({
    clinic: { ...clinic, country },
    appointment,
    previousStartAt: Date.parse('2026-07-31T00:00:00Z'),
    language,
    extra,
  });
const variables = variablesIn('en');

const languages = [...defaultWording.keys()];

/** What a patient means who obeys a text, in the order in which it offers the words. */
const offered: Readonly<Partial<Record<TemplateName, readonly (Intent | ReplyChoice)[]>>> = {
  ConsiderTeleHealth: ['yes', 'no'],
  CantConsiderTeleHealth: ['arrived'],
  ScreeningYesToVideo: ['no'],
  ScreeningNoToVideo: ['arrived'],
  ScreeningDontUnderstand: ['yes', 'no'],
  VideoWelcome: ['no'],
  VideoInvite: ['ready'],
  VideoDontUnderstand: ['ready'],
  ArrivingDontUnderstand: ['arrived'],
  Booked: [[1], [2]],
  Reminder: [[1], [2]],
  FamilyReminder: [[1], [2]],
  Cancellation: ['undo'],
  WhichAppointment: ['both'],
  AtClinicOrPhone: ['arrived', 'ready'],
  ConfirmCancel: ['cancel', 'no'],
};

describe.each(languages)('the default wording in %s', (language) => {
  it('says this for one appointment', async () => {
    const texts: Partial<Record<TemplateName, string>> = {};
    for (const name of templateNames) texts[name] = await templates.render(name, language, variablesIn(language));
    expect(texts).toMatchSnapshot();
  });

  it.each(['cancelled', 'arrived', 'checked-in', 'fulfilled', 'noshow'] as const)(
    'tells in Unexpected how an appointment stands that is %s',
    async (status) => {
      const values = variablesIn(language);
      const of = { ...values, Appointment: { ...Object(values['Appointment']), status } };
      expect(await templates.render('Unexpected', language, of)).toMatchSnapshot();
    },
  );

  it.each(templateNames)('has no problem in %s', async (name) => {
    const check = await checkTemplate({ name, language, source: templates.source(name, language) });
    expect(check.problems).toEqual([]);
  });

  it.each(templateNames)('offers in %s the same answers as in English, each clearly understood', async (name) => {
    const text = await templates.render(name, language, variablesIn(language));
    const words = findInstructions(text, language).map(({ word }) => word);
    for (const word of words) expect(consentWord(word)).not.toBe('stop');
    const expecting = templateExpects[name];
    const readings = words.map((word) => interpretReply(word, { languages: [language], expecting }));
    expect(readings.map(({ intent, choice }) => choice ?? intent)).toEqual(offered[name] ?? []);
    expect(readings.map(({ clarity }) => clarity)).toEqual(words.map(() => 'clear'));
  });

  it.each(templateNames)('says in %s who writes, and nothing that is no text', async (name) => {
    for (const country of ['AU', 'US', 'MX', 'GB']) {
      for (const values of [...worstCaseVariables(language), variablesIn(language, country)]) {
        const text = await templates.render(name, language, values);
        expect(text).toMatch(/Northern Rivers Family Doctors|Bluegum Clinic/u);
        expect(text).not.toMatch(/\bundefined\b|\bnull\b|[{}]| {2}|\.\.|[，。] |[，,]{2}| [.,?，。]/u);
      }
    }
  });
});

describe('what the texts cost', () => {
  it('is at most three segments each, with long names and on the dearest day', async () => {
    const counts = await Promise.all(
      templateNames.map((name) =>
        Promise.all(
          languages.map(async (language) => {
            const { longest } = await checkTemplate({ name, language, source: templates.source(name, language) });
            return longest?.segments ?? Infinity;
          }),
        ),
      ),
    );
    const rows = counts.map((row, at) => `${(templateNames[at] ?? '').padEnd(24)}${row.join('  ')}`);
    expect([`${''.padEnd(24)}${languages.join(' ')}`, ...rows].join('\n')).toMatchSnapshot();
    expect(Math.max(...counts.flat())).toBeLessThanOrEqual(3);
  });
});

describe('right-to-left texts', () => {
  const rightToLeft = /\p{Script=Arabic}/u;
  const firstLetter = (line: string): string => /\p{L}/u.exec(line)?.[0] ?? '';

  it.each(templateNames)('%s begins in its own script, by which phones choose the direction', (name) => {
    expect(firstLetter(templates.source(name, 'ar'))).toMatch(rightToLeft);
  });

  it.each(templateNames)('%s keeps the groups of a telephone number in their order', async (name) => {
    const text = await templates.render(name, 'ar', variablesIn('ar'));
    for (const number of text.matchAll(/.?03 5550 0100/gu)) expect(number[0]).toBe('\u200E03 5550 0100');
  });

  it('a link and each choice stand on lines of their own, with nothing unseen beside them', async () => {
    expect((await templates.render('VideoInvite', 'ar', variablesIn('ar'))).split('\n')).toContain(
      'https://v.example/1',
    );
    for (const name of ['WhichAppointment', 'FamilyReminder'] as const) {
      const lines = (await templates.render(name, 'ar', variablesIn('ar'))).split('\n');
      expect(lines).toEqual(expect.arrayContaining(['1 Sam 10:10', '2 Mia 10:20']));
    }
  });

  it.each([
    ['1', '1 دقائق'],
    ['5', '5 دقائق'],
    ['10', '10 دقائق'],
    ['15', '15 دقيقة'],
    ['30', '30 دقيقة'],
  ])('counts %s minutes as Arabic does', async (undoMinutes, words) => {
    const text = await templates.render('Cancellation', 'ar', { ...variablesIn('ar'), undoMinutes });
    expect(text).toContain(`${words}.`);
  });
});

describe('what the default wording asks for', () => {
  const words = async (name: TemplateName): Promise<readonly string[]> =>
    findInstructions(await templates.render(name, 'en', variables), 'en').map(({ word }) => word);

  it('the invite says ready, and both ready and joined are understood', async () => {
    expect(await words('VideoInvite')).toEqual(['ready']);
    for (const text of ['ready', 'joined', 'waiting']) {
      expect(interpretReply(text, { languages: [], expecting: templateExpects.VideoInvite }).intent).toBe('ready');
    }
  });

  it.each([
    ['ConsiderTeleHealth', ['yes', 'no']],
    ['CantConsiderTeleHealth', ['arrived']],
    ['ScreeningNoToVideo', ['arrived']],
    ['Booked', ['1', '2']],
    ['Reminder', ['1', '2']],
    ['WhichAppointment', ['both']],
    ['AtClinicOrPhone', ['clinic', 'phone']],
    ['ConfirmCancel', ['yes cancel', 'no']],
    ['Received', []],
  ] as const)('%s asks for %j', async (name, expected) => {
    expect(await words(name)).toEqual(expected);
  });

  it('names no patient where several may share the phone', () => {
    for (const name of [
      'Unexpected',
      'ScreeningDontUnderstand',
      'ArrivingDontUnderstand',
      'VideoDontUnderstand',
      'TooManyAppointments',
      'UnknownPhone',
      'WhichAppointment',
    ] as const) {
      expect(templates.source(name, 'en')).not.toContain('Patient.');
    }
  });
});
