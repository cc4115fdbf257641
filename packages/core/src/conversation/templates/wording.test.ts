import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../appointment.ts';
import { consentWord } from '../replies/consent-word.ts';
import { interpretReply } from '../replies/interpret-reply.ts';
import { templateNames } from '../template-name.ts';
import type { TemplateName } from '../template-name.ts';
import { checkTemplate } from './check-template.ts';
import { findInstructions } from './find-instructions.ts';
import { templateExpects } from './template-expects.ts';
import { createTemplates } from './templates.ts';
import { defaultWording } from './wording.ts';

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
const variables = templates.variables({
  clinic: { id: 'c', name: 'Bluegum Clinic', phone: '03 5550 0100', timeZone: 'Australia/Melbourne', country: 'AU' },
  appointment,
  previousStartAt: Date.parse('2026-07-31T00:00:00Z'),
  language: 'en',
  extra: {
    url: 'https://v.example/1',
    room: 'Come to room 7.',
    choices: '1 Sam 10:10, 2 Mia 10:20',
    undoMinutes: '10',
  },
});

const languages = [...defaultWording.keys()];

describe.each(languages)('the default wording in %s', (language) => {
  it('says this for one appointment', async () => {
    const texts: Partial<Record<TemplateName, string>> = {};
    for (const name of templateNames) texts[name] = await templates.render(name, language, variables);
    expect(texts).toMatchSnapshot();
  });

  it.each(['cancelled', 'arrived', 'checked-in', 'fulfilled', 'noshow'] as const)(
    'tells in Unexpected how an appointment stands that is %s',
    async (status) => {
      const of = { ...variables, Appointment: { ...Object(variables['Appointment']), status } };
      expect(await templates.render('Unexpected', language, of)).toMatchSnapshot();
    },
  );

  it.each(templateNames)('has no problem in %s', async (name) => {
    const check = await checkTemplate({ name, language, source: templates.source(name, language) });
    expect(check.problems).toEqual([]);
  });

  it.each(templateNames)('asks in %s only for words that are understood as its answer', async (name) => {
    const text = await templates.render(name, language, variables);
    const expecting = templateExpects[name];
    for (const { word } of findInstructions(text)) {
      expect(consentWord(word)).not.toBe('stop');
      expect(expecting).toContain(interpretReply(word, { languages: [language], expecting }).intent);
    }
  });
});

describe('what the default wording asks for', () => {
  const words = async (name: TemplateName): Promise<readonly string[]> =>
    findInstructions(await templates.render(name, 'en', variables)).map(({ word }) => word);

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
