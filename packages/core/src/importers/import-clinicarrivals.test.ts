import { describe, expect, it } from 'vitest';
import { checkSettings } from '../engine/check-settings.ts';
import { importClinicArrivals } from '../importers.ts';
import type { Imported } from '../importers.ts';

/** As `ArrivalsFileSystemStorage` writes it: indented, enumerations as numbers. */
const appSettings = {
  FromTwilioMobileNumber: '+61480000001',
  ACCOUNT_SID: 'AC-of-the-clinic',
  AUTH_TOKEN: 'token-of-the-clinic',
  PollIntervalSeconds: 15,
  RegistrationPollIntervalSeconds: 0,
  ExamplesServer: false,
  SystemIdentifier: '5f1c7c55-6a0e-4bd6-9f3b-0a4a5a2a7f5e',
  AdministratorPhone: '0491 570 006',
  OpenViduSecret: 'password-of-the-video',
  DeveloperPhoneNumber: null,
  MessageLimitForNumber: 12,
  PhoneWhiteList: '0491570156, +61491570157',
  IsDoingVideo: true,
  VideoType: 1,
  PMSProfileName: 'profile-of-the-clinic',
  PMSLicenseKey: 'licence-of-the-clinic',
  MinutesBeforeScreeningMessage: 120,
  MinutesBeforeVideoInvitation: 0,
  AutoStartServices: true,
  LoadOnStartup: false,
  AdminNotifiedOfUpdate: null,
};
const secrets = /-of-the-(?:clinic|video)/;
const json = (value: unknown): string => JSON.stringify(value, null, 2);
const leftBehind = ({ notCarriedOver }: Imported): readonly string[] => notCarriedOver.map(({ field }) => field);

describe('the settings of ClinicArrivals', () => {
  it('are carried over, with the profile of its PMSs and without cancelling by text', async () => {
    const { settings } = await importClinicArrivals({ settings: `\uFEFF${json(appSettings)}` });
    expect(settings).toEqual({
      pmsProfile: 'starts-on-fulfilled',
      cancelByText: false,
      pollSeconds: 15,
      administratorPhone: '+61491570006',
      dailyTexts: 12,
      allowList: ['+61491570156', '+61491570157'],
      offersVideo: true,
      screeningMinutes: 120,
    });
    expect(() => checkSettings(settings)).not.toThrow();
  });

  it('name all that stays behind and what to do about it, and never repeat a secret', async () => {
    const imported = await importClinicArrivals({ settings: json(appSettings) });
    expect(leftBehind(imported)).toEqual([
      'FromTwilioMobileNumber',
      'ACCOUNT_SID',
      'AUTH_TOKEN',
      'SystemIdentifier',
      'OpenViduSecret',
      'VideoType',
      'PMSProfileName',
      'PMSLicenseKey',
      'AutoStartServices',
    ]);
    for (const { reason, whatToDo } of imported.notCarriedOver) {
      expect(reason).toMatch(/\w{3}/);
      expect(whatToDo).toMatch(/^[A-Z].+\.$/);
    }
    expect(json(imported)).not.toMatch(secrets);
  });

  it('are listed where a value is of no use: another type, out of range, not known', async () => {
    const settings = { PollIntervalSeconds: 'ten', MessageLimitForNumber: 5000, IsDoingVideo: 'yes', Colour: 'blue' };
    const imported = await importClinicArrivals({ settings: json({ ...settings, AdministratorPhone: 'Anna' }) });
    expect(leftBehind(imported)).toEqual([...Object.keys(settings), 'AdministratorPhone']);
    expect(imported.settings).toEqual({ pmsProfile: 'starts-on-fulfilled', cancelByText: false });
    expect(json(imported.notCarriedOver)).not.toMatch(/ten|blue|Anna/);
  });

  it('text nobody, rather than everybody, when no number of the white list can be read', async () => {
    const imported = await importClinicArrivals({ settings: json({ PhoneWhiteList: 'reception; 12' }) });
    expect(imported.settings.allowList).toEqual([]);
    expect(imported.notCarriedOver[0]?.whatToDo).toContain('nobody is texted');
    const partly = await importClinicArrivals({ settings: json({ PhoneWhiteList: '0491570156,12' }) });
    expect(partly.settings.allowList).toEqual(['+61491570156']);
    expect(partly.notCarriedOver[0]?.reason).toContain('1 of its 2 entries');
    const empty = await importClinicArrivals({ settings: json({ PhoneWhiteList: ' , ' }) });
    expect(empty.settings.allowList).toBeUndefined();
  });

  it.each([
    ['{ "AUTH_TOKEN": "token-of-the-clinic", ', 'no valid JSON'],
    ['["token-of-the-clinic"]', 'holds no object'],
    ['', 'no valid JSON'],
  ])('are refused as a whole when the file is broken, and nothing of it is repeated: %s', async (settings, reason) => {
    const refusal: unknown = await importClinicArrivals({ settings }).catch((error: unknown) => error);
    if (!(refusal instanceof Error)) expect.fail('it was taken');
    expect(refusal.message).toContain('appSettings.json');
    expect(refusal.message).toContain(reason);
    expect(String(refusal.cause) + refusal.message).not.toMatch(secrets);
  });
});

describe('the room mappings of ClinicArrivals', () => {
  it('become practitioners: who takes part, who takes video, and the note on the room', async () => {
    const roomMappings = json([
      {
        PractitionerFhirID: '7',
        PractitionerName: 'Dr Anna Weiß',
        LocationName: 'Please come to room 7.',
        LocationDescription: 'near the lift',
        IgnoreThisDoctor: false,
        NoVideoForThisDoctor: true,
      },
      { PractitionerFhirID: '8', PractitionerName: null, LocationName: null, IgnoreThisDoctor: true },
      { PractitionerFhirID: '8', LocationName: 'Room 9' },
      { PractitionerFhirID: '', LocationName: 'Room 1' },
      { PractitionerFhirID: '9', IgnoreThisDoctor: 'no', Floor: 2 },
      { PractitionerFhirID: '10', LocationName: 4 },
    ]);
    const imported = await importClinicArrivals({ roomMappings });
    expect(imported.practitioners).toEqual([
      { id: '7', name: 'Dr Anna Weiß', takesPart: true, takesVideo: false, room: 'Please come to room 7.' },
      { id: '8', name: '', takesPart: false, takesVideo: true, room: '' },
    ]);
    expect(leftBehind(imported)).toEqual([
      'room-mappings[0].LocationDescription',
      'room-mappings[2]',
      'room-mappings[3]',
      'room-mappings[4]',
      'room-mappings[4].Floor',
      'room-mappings[5]',
    ]);
  });

  it.each(['{}', '[1]', '[null]', 'room 7'])('are refused when the file is broken: %s', async (roomMappings) => {
    await expect(importClinicArrivals({ roomMappings })).rejects.toThrow(/room-mappings\.json/);
  });
});

describe('the templates of ClinicArrivals', () => {
  const importing = (...templates: readonly object[]): Promise<Imported> =>
    importClinicArrivals({ templates: json(templates) });

  it('keep their wording and variables; the place for the clinic’s number becomes the number', async () => {
    const imported = await importing(
      { MessageType: 'DoctorReady', Template: 'The doctor is ready for {{Patient.name}}. {{room}}' },
      { MessageType: 'UnknownPhone', Template: 'Nobody is booked under this number. Phone [clinic number] for help' },
      { MessageType: 'Video', Template: 'You see {{Practitioner.name}} by telephone at {{Appointment.start.time}}.' },
    );
    expect(imported).toMatchObject({
      templates: {
        DoctorReady: 'The doctor is ready for {{Patient.name}}. {{room}}',
        UnknownPhone: 'Nobody is booked under this number. Phone {{ Clinic.phone }} for help',
        VideoWelcome: 'You see {{Practitioner.name}} by telephone at {{Appointment.start.time}}.',
      },
      notCarriedOver: [],
    });
  });

  it('stay behind where they are unfinished, mistyped, or ask for a word that is not understood', async () => {
    const imported = await importing(
      { MessageType: 'Video', Template: 'So you are' },
      { MessageType: 'Registration', Template: 'See you then, {{Patient.nmae}}, at the clinic.' },
      { MessageType: 'VideoThanks', Template: null },
      { MessageType: 'ArrivedThanks', Template: 'We know that you are {{ here.' },
      { MessageType: 'CantConsiderTeleHealth', Template: 'When you are here, reply "banana" to this text.' },
      { MessageType: 'Greeting', Template: 'Welcome to the clinic, dear patient.' },
      { Template: 'A text without a name, which nobody sends.' },
    );
    expect(imported.templates).toEqual({});
    expect(leftBehind(imported)).toEqual([
      'Video',
      'Registration',
      'VideoThanks',
      'ArrivedThanks',
      'CantConsiderTeleHealth',
      'Greeting',
      'message-templates[6]',
    ]);
  });

  it('count once: the first of two, as that program had it', async () => {
    const imported = await importing(
      { MessageType: 'ArrivedThanks', Template: 'Thank you, please wait outside.' },
      { MessageType: 'ArrivedThanks', Template: 'Thank you, please wait inside.' },
    );
    expect(imported.templates.ArrivedThanks).toContain('outside');
    expect(leftBehind(imported)).toEqual(['ArrivedThanks']);
  });

  it('are refused when the file is broken', async () => {
    await expect(importClinicArrivals({ templates: '{"MessageType":' })).rejects.toThrow(/message-templates\.json/);
  });
});
