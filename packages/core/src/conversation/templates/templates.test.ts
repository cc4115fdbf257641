import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../errors.ts';
import { templateNames } from '../template-name.ts';
import { countSegments } from './count-segments.ts';
import { createTemplates, tidy } from './templates.ts';
import { worstCaseVariables } from './worst-case.ts';

const clinic = {
  id: 'c',
  name: 'Bluegum Clinic',
  phone: '03 5550 0100',
  timeZone: 'Australia/Melbourne',
  country: 'AU',
};
const variables = {
  Clinic: { name: clinic.name, phone: clinic.phone, video: '' },
  url: '',
  room: '',
  choices: '',
  undoMinutes: '',
};
const sharma = { name: 'Dr Priya Sharma' };

describe('render', () => {
  it.each([
    ['en', 'English'],
    ['en-AU', 'Australian'],
    ['fr', 'French'],
    ['fr-CA', 'French'],
    ['ko', 'Clinic'],
  ])('takes the wording of %s, or the nearest there is', async (language, text) => {
    const overrides = {
      en: { Received: 'English' },
      'en-AU': { Received: 'Australian' },
      fr: { Received: 'French' },
      de: { Received: 'Clinic' },
    };
    const templates = createTemplates({ overrides, language: 'de-AT' });
    expect(await templates.render('Received', language, variables)).toBe(text);
  });

  it('takes the clinic’s wording before ours, and ours where the clinic has none', async () => {
    const templates = createTemplates({ overrides: { en: { Received: 'Mine' } }, language: 'ko' });
    expect(await templates.render('Received', 'en', variables)).toBe('Mine');
    expect(await templates.render('Received', 'ja', variables)).toBe('Mine');
    expect(await templates.render('Received', 'zh', variables)).toContain('我们收到了您的短信');
    expect(await templates.render('Received', 'ko', variables)).toBe('Mine');
    expect(templates.source('Emergency', 'EN_us')).toContain('{{ Clinic.phone }}');
  });

  it('renders the same template again with other values', async () => {
    const templates = createTemplates();
    const render = (room: string): Promise<string> =>
      templates.render('DoctorReady', 'en', { ...variables, room, Practitioner: sharma });
    expect(await render('Come to room 7.')).toBe(
      'Bluegum Clinic: Dr Priya Sharma is ready for you. Please come in now. Come to room 7.',
    );
    expect(await render('')).toBe('Bluegum Clinic: Dr Priya Sharma is ready for you. Please come in now.');
  });

  it('invites to a video by its link, and without a link says that the doctor will ring', async () => {
    const templates = createTemplates();
    const render = (url: string): Promise<string> =>
      templates.render('VideoInvite', 'en', { ...variables, url, Practitioner: sharma });
    expect(await render('https://v.example/1')).toBe(
      'Bluegum Clinic: Dr Priya Sharma will meet you by video here: https://v.example/1 Please open it now and reply "ready".',
    );
    expect(await render('')).toBe(
      'Bluegum Clinic: Dr Priya Sharma will ring you on this number. Keep your phone close and reply "ready".',
    );
  });

  it('never reads a value as a template', async () => {
    const overrides = { en: { Received: 'Hi {{ Clinic.name }}' } };
    const text = await createTemplates({ overrides }).render('Received', 'en', {
      Clinic: { name: '{{ 1 | plus: 1 }}' },
    });
    expect(text).toBe('Hi {{ 1 | plus: 1 }}');
  });

  it.each([
    ['{% if %}', 'cannot be rendered in en'],
    ['a {{ Patient.nickname }}', 'undefined variable: Patient'],
    ['{{ Clinic.constructor }}', 'undefined variable: Clinic.constructor'],
    ['{% render "file" %}', 'tag "render" not found'],
    ['{{ "now" | date: "%Y" }}', 'undefined filter: date'],
    [`${'a'.repeat(1601)}`, 'renders to 1601 characters, more than 1600'],
    ['{{ "a" '.padEnd(10_100, ' '), 'cannot be rendered in en'],
  ])('refuses %j and names the template', async (source, message) => {
    const templates = createTemplates({ overrides: { en: { Received: source } } });
    const failure: unknown = await templates.render('Received', 'en', variables).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConfigurationError);
    expect(failure).toMatchObject({ field: 'templates.Received', message: expect.stringContaining(message) });
    expect(String(failure)).not.toContain('Bluegum');
  });

  it('lets a text of exactly 1600 characters pass', async () => {
    const templates = createTemplates({ overrides: { en: { Received: 'a'.repeat(1600) } } });
    expect(await templates.render('Received', 'en', variables)).toHaveLength(1600);
  });

  it('refuses a template that eats memory', async () => {
    const source = `{% assign x = "${'a'.repeat(100)}" %}${'{% assign x = x | append: x %}'.repeat(12)}{{ x }}`;
    const templates = createTemplates({ overrides: { en: { Received: source } } });
    await expect(templates.render('Received', 'en', variables)).rejects.toThrow('memory alloc limit exceeded');
  });

  it('writes the start as a text of its own and in its parts', async () => {
    const source = '{{ Appointment.start }} | {{ Appointment.start.date }} | {{ Appointment.start.time }}';
    const templates = createTemplates({ overrides: { en: { Received: source } } });
    const text = await templates.render('Received', 'en', worstCaseVariables()[0] ?? {});
    expect(text).toBe('Wednesday 30 September, 2:40 am | Wednesday 30 September | 2:40 am');
  });

  it('allows conditions, and an empty text is false in them', async () => {
    const source =
      '{% unless room %}none{% endunless %}{% assign c = "x" %}' + '{{ c | upcase | append: "y" | default: "z" }}';
    const templates = createTemplates({ overrides: { en: { Received: source } } });
    expect(await templates.render('Received', 'en', variables)).toBe('noneXy');
  });
});

describe('languageOf', () => {
  const templates = createTemplates({ overrides: { 'fr-CA': { Received: 'Reçu' } }, language: 'es-MX' });

  it.each([
    ['Received', 'en-GB', 'en-GB'],
    ['Received', 'zh-TW', 'zh-TW'],
    ['Received', 'ar', 'ar'],
    ['Received', 'fr-CA', 'fr-CA'],
    ['Received', 'ko', 'es-MX'],
    ['Received', 'pa-PK', 'es-MX'],
    ['Received', 'not a tag', 'es-MX'],
  ] as const)(
    'of %s in %s is %s, so that dates are not in a language that the text is not in',
    (name, asked, language) => {
      expect(templates.languageOf(name, asked)).toBe(language);
    },
  );

  it.each([
    ['zh-TW', '我們收到了您的簡訊'],
    ['zh-HK', '我們收到了您的簡訊'],
    ['zh-MO', '我們收到了您的簡訊'],
    ['yue', '我們收到了您的簡訊'],
    ['zh-Hant-AU', '我們收到了您的簡訊'],
    ['zh-CN', '我们收到了您的短信'],
    ['zh-Hans', '我们收到了您的短信'],
    ['cmn', '我们收到了您的短信'],
  ])('finds the script that a reader of %s can read', async (language, words) => {
    expect(await templates.render('Received', language, variables)).toContain(words);
  });
});

describe('variables', () => {
  it('builds the variables of a text', () => {
    expect(createTemplates().variables({ clinic, language: 'en', extra: { room: 'x' } })).toEqual({
      ...variables,
      room: 'x',
    });
  });
});

describe('tidy', () => {
  it('closes gaps and keeps lines', () => {
    expect(tidy(' a \t b \n  c\n\nd ')).toBe('a b\nc\n\nd');
  });
});

describe('the default wording', () => {
  const templates = createTemplates();

  it.each(templateNames)('%s fits into two segments of GSM-7 with long names, and says who writes', async (name) => {
    for (const values of worstCaseVariables()) {
      const text = await templates.render(name, 'en', values);
      const { encoding, segments } = countSegments(text);
      expect(encoding).toBe('GSM-7');
      expect(segments).toBeLessThanOrEqual(2);
      expect(text).toContain('Northern Rivers Family Doctors');
      expect(text).not.toMatch(/undefined|null|\{|\}|\s{2}|\s[.,?]/u);
    }
  });
});

describe('a language in which there is no wording', () => {
  it.each([
    ['the clinic’s own English', { en: { Received: 'Mine.' } }, 'Mine.'],
    ['our English, where the clinic’s own lacks the text', { en: { Booked: 'Mine.' } }, 'we have your message'],
    ['our English', {}, 'we have your message'],
  ])('gets %s', (_, overrides, expected) => {
    const templates = createTemplates({ overrides, language: 'fi' });
    expect(templates.source('Received', 'sv')).toContain(expected);
    expect(templates.languageOf('Received', 'sv')).toBe('en');
  });
});
