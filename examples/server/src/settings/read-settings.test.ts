import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigurationError, presets } from '@clinicarrivals/core';
import { readSettings } from './read-settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-settings-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function write(name: string, content: unknown, encoding: BufferEncoding = 'utf8'): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content), encoding);
  return path;
}

/** Which fields are refused, in order, with what is said about each. */
async function refusals(environment: Record<string, string>): Promise<Record<string, string>> {
  const error: unknown = await readSettings(environment).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AggregateError)) return {};
  return Object.fromEntries(
    error.errors.map((one: unknown) => {
      if (!(one instanceof ConfigurationError)) throw one;
      return [one.field, one.message];
    }),
  );
}

const real = {
  FHIR_BASE_URL: 'https://pms.example/fhir/R4',
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'secret-of-the-account',
  TWILIO_FROM: '+61480000001, +61480000002',
  CLINIC_NAME: 'Main Street Clinic',
  CLINIC_PHONE: '03 7010 0000',
  CLINIC_TIME_ZONE: 'Australia/Melbourne',
  CLINIC_COUNTRY: 'AU',
};

describe('reading the variables', () => {
  it('simulates on 127.0.0.1:4600 when nothing is set, and takes empty variables for unset', async () => {
    expect(await readSettings({ FHIR_BASE_URL: '', PORT: ' ' })).toMatchObject({
      real: null,
      host: '127.0.0.1',
      port: 4600,
      databaseFile: null,
      publicUrl: null,
      logLevel: 'info',
    });
  });

  it('reads a mailbox at a relay, and a relay of the first ClinicArrivals', async () => {
    const mailbox = { RELAY_URL: 'https://relay.example', RELAY_ACCOUNT: 'main', RELAY_TOKEN: 'secret' };
    expect((await readSettings({ ...real, ...mailbox })).real?.relay).toEqual({
      type: 'mailbox',
      url: 'https://relay.example',
      account: 'main',
      token: 'secret',
      privateKey: null,
      webhookUrl: null,
    });
    const url = 'https://relay.example/twilio';
    expect((await readSettings({ ...real, RELAY_URL: url })).real?.relay).toEqual({
      type: 'original',
      url,
      token: null,
    });
  });

  it('finds where people join a consultation: at this server, or at a relay that can ask us', async () => {
    const joinPageOf = async (more: Record<string, string>): Promise<unknown> =>
      (await readSettings({ ...real, ...more })).real?.joinPage;
    const relay = { RELAY_URL: 'https://relay.example/', RELAY_ACCOUNT: 'main', RELAY_TOKEN: 'secret' };
    const sealed = { ...relay, RELAY_PRIVATE_KEY: 'a-key' };
    const here = { isAtRelay: false, url: 'https://clinic.example/arrivals/v' };
    expect(await joinPageOf({ PUBLIC_URL: 'https://clinic.example/arrivals/', ...sealed })).toEqual(here);
    expect(await joinPageOf({ PUBLIC_URL: 'http://127.0.0.1:4600' })).toEqual({
      isAtRelay: false,
      url: 'http://127.0.0.1:4600/v',
    });
    const atRelay = { isAtRelay: true, url: 'https://relay.example/v' };
    expect(await joinPageOf(sealed)).toEqual(atRelay);
    expect(await joinPageOf({ PUBLIC_URL: 'http://clinic.example', ...sealed })).toEqual(atRelay);
    expect(await joinPageOf(relay)).toBeNull();
    expect(await joinPageOf({ PUBLIC_URL: 'http://clinic.example' })).toBeNull();
  });

  it('refuses a fixed link for everybody beside a video server, and keeps those of single practitioners', async () => {
    const server = { ...real, JITSI_URL: 'https://meet.example' };
    const file = (content: object): Record<string, string> => ({
      CLINICARRIVALS_CONFIG: write('clinic.json', content),
    });
    const links = { videoLinks: { 'practitioner-7': 'telephone' } };
    expect((await readSettings({ ...server, ...file(links) })).file.videoLinks).toEqual(links.videoLinks);
    const found = await refusals({ ...server, ...file({ videoLink: 'https://meet.example/clinic' }) });
    expect(Object.keys(found)).toEqual(['videoLink']);
  });

  it('names what is missing of a relay', async () => {
    const relay = { RELAY_URL: 'https://relay.example' };
    expect(Object.keys(await refusals({ ...real, ...relay }))).toEqual(['RELAY_ACCOUNT', 'RELAY_TOKEN']);
    expect(Object.keys(await refusals({ ...real, RELAY_TOKEN: 'secret' }))).toEqual(['RELAY_URL']);
  });

  it('runs for real when everything real is named', async () => {
    const settings = await readSettings({ ...real, FHIR_TOKEN: 'a-token', DATABASE_URL: 'file:clinic.db', PORT: '0' });
    expect(settings.real).toEqual({
      clinic: {
        id: 'clinic',
        name: 'Main Street Clinic',
        phone: '03 7010 0000',
        timeZone: 'Australia/Melbourne',
        country: 'AU',
      },
      fhir: { baseUrl: real.FHIR_BASE_URL, auth: { type: 'bearer', token: 'a-token' } },
      subscription: null,
      ehr: { events: null, answers: null, hl7: null },
      twilio: {
        accountSid: real.TWILIO_ACCOUNT_SID,
        authToken: real.TWILIO_AUTH_TOKEN,
        from: ['+61480000001', '+61480000002'],
        messagingServiceSid: null,
        baseUrl: null,
      },
      relay: null,
      video: null,
      joinPage: null,
    });
    expect(settings.databaseFile).toBe(resolve('clinic.db'));
  });

  it.each([
    ['file:///C:/clinic/clinic.db', 'C:/clinic/clinic.db'],
    ['file:C:\\clinic\\clinic.db', 'C:\\clinic\\clinic.db'],
    ['file:///var/lib/clinic.db', '/var/lib/clinic.db'],
    ['file:/var/lib/clinic.db', '/var/lib/clinic.db'],
  ])('takes %s for the path of the database', async (url, path) => {
    expect((await readSettings({ DATABASE_URL: url })).databaseFile).toBe(resolve(path));
  });

  it.each(['utf8', 'utf16le'] as const)(
    'reads files that an editor of Windows has written in %s with a mark',
    async (encoding) => {
      const environment = {
        CLINICARRIVALS_ENV: write('clinic.env', '\uFEFFPORT=4700\r\nLOG_LEVEL=warn\r\n', encoding),
        CLINICARRIVALS_CONFIG: write('clinic.json', '\uFEFF{ "pollSeconds": 20 }\r\n', encoding),
      };
      expect(await readSettings(environment)).toMatchObject({
        port: 4700,
        logLevel: 'warn',
        file: { settings: { pollSeconds: 20 } },
      });
    },
  );

  it('names every variable that is missing beside FHIR_BASE_URL', async () => {
    const found = await refusals({ FHIR_BASE_URL: real.FHIR_BASE_URL });
    expect(Object.keys(found)).toEqual([
      'CLINIC_NAME',
      'CLINIC_PHONE',
      'CLINIC_TIME_ZONE',
      'CLINIC_COUNTRY',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_FROM',
    ]);
    for (const message of Object.values(found)) expect(message).toMatch(/is missing; (give|copy)/);
  });

  it.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['LOG_LEVEL', 'loud'],
    ['PUBLIC_URL', 'arrivals.example'],
    ['DATABASE_URL', 'clinic.db'],
    ['DATABASE_URL', 'postgres://127.0.0.1/clinic'],
    ['FHIR_BASE_URL', 'pms.example'],
    ['TWILIO_ACCOUNT_SID', 'AC123'],
    ['TWILIO_FROM', 'CLINIC'],
    ['TWILIO_MESSAGING_SERVICE_SID', 'AC00000000000000000000000000000000'],
    ['TWILIO_BASE_URL', 'emulator'],
    ['CLINIC_ID', 'main street'],
    ['CLINIC_TIME_ZONE', 'Melbourne'],
    ['CLINIC_COUNTRY', 'Australia'],
    ['RELAY_URL', 'relay.example/twilio'],
    ['JITSI_URL', 'meet.example'],
  ])('refuses %s=%s by name with the fix, and says no secret', async (name, value) => {
    const found = await refusals({ ...real, [name]: value });
    expect(Object.keys(found)).toEqual([name]);
    expect(found[name]).toMatch(/must be|not built yet/);
    expect(found[name]).not.toContain(real.TWILIO_AUTH_TOKEN);
  });

  it('refuses to simulate where somebody named a gateway but no PMS', async () => {
    expect(await refusals({ TWILIO_AUTH_TOKEN: 'secret' })).toEqual({
      FHIR_BASE_URL: expect.stringContaining('is missing beside TWILIO_AUTH_TOKEN'),
    });
  });

  it('takes a token, or user and password, but not both or half', async () => {
    const withUser = { ...real, FHIR_USER: 'arrivals', FHIR_PASSWORD: 'secret' };
    expect((await readSettings(withUser)).real?.fhir?.auth).toEqual({
      type: 'basic',
      user: 'arrivals',
      password: 'secret',
    });
    expect((await readSettings(real)).real?.fhir?.auth).toEqual({ type: 'none' });
    expect(Object.keys(await refusals({ ...withUser, FHIR_TOKEN: 'a-token' }))).toEqual(['FHIR_USER']);
    expect(Object.keys(await refusals({ ...real, FHIR_USER: 'arrivals' }))).toEqual(['FHIR_PASSWORD']);
    expect(Object.keys(await refusals({ ...real, FHIR_PASSWORD: 'secret' }))).toEqual(['FHIR_USER']);
  });
});

describe('the file that CLINICARRIVALS_ENV names', () => {
  it('gives what the environment does not', async () => {
    const path = write('arrivals.env', 'PORT=4700\nLOG_LEVEL="warn"\n');
    expect(await readSettings({ CLINICARRIVALS_ENV: path, PORT: '4800' })).toMatchObject({
      port: 4800,
      logLevel: 'warn',
    });
  });

  it('is refused with an unknown variable, by its name, or when it cannot be read', async () => {
    const path = write('arrivals.env', 'TWILIO_NUMBER=+61480000001\n');
    expect(Object.keys(await refusals({ CLINICARRIVALS_ENV: path }))).toEqual(['TWILIO_NUMBER']);
    expect(Object.keys(await refusals({ CLINICARRIVALS_ENV: join(folder, 'none') }))).toEqual(['CLINICARRIVALS_ENV']);
  });
});

describe('the file that CLINICARRIVALS_CONFIG names', () => {
  it('gives settings, wording in the clinic’s language, practitioners and links', async () => {
    const file = {
      $schema: './clinic-settings.schema.json',
      screeningMinutes: 120,
      videoLink: 'https://meet.example/clinic',
      videoLinks: { 'practitioner-7': 'telephone' },
      practitioners: [{ id: 'practitioner-7', room: 'Come to room 7.' }],
      templates: { DoctorReady: 'Please come in. {{ room }}' },
    };
    const settings = await readSettings({ CLINICARRIVALS_CONFIG: write('clinic.json', file) });
    expect(settings.file).toEqual({
      settings: { screeningMinutes: 120 },
      templates: { en: { DoctorReady: 'Please come in. {{ room }}' } },
      videoLink: 'https://meet.example/clinic',
      videoLinks: { 'practitioner-7': 'telephone' },
      practitioners: [{ id: 'practitioner-7', name: '', takesPart: true, takesVideo: true, room: 'Come to room 7.' }],
    });
  });

  it('takes a preset in one word, over which its own settings win', async () => {
    const file = { preset: 'reminders', pmsProfile: 'fhir', cancelByText: false };
    const settings = await readSettings({ CLINICARRIVALS_CONFIG: write('clinic.json', file) });
    expect(settings.file.settings).toEqual({ ...presets.reminders, pmsProfile: 'fhir', cancelByText: false });
  });

  it.each([
    [{ preset: 'constructor' }, 'preset'],
    [{ preset: ['both'] }, 'preset'],
    [{ practitioners: { id: '7' } }, 'practitioners'],
    [{ practitioners: ['7'] }, 'practitioners[0]'],
    [{ practitioners: [{ id: '7' }, { id: '7' }] }, 'practitioners[1]'],
    [{ practitioners: [{ id: '7', floor: 2 }] }, 'practitioners[0]'],
    [{ practitioners: [{ id: '7', takesPart: 'no' }] }, 'practitioners[0]'],
    [{ screenMinutes: 120 }, 'screenMinutes'],
    [{ screeningMinutes: 'two hours' }, 'screeningMinutes'],
    [{ videoLink: 7 }, 'videoLink'],
    [{ videoLink: 'http://meet.example' }, 'fixedLink.defaultLink'],
    [{ videoLinks: ['telephone'] }, 'videoLinks'],
    [{ templates: { DoctorsReady: 'Come in.' } }, 'templates.DoctorsReady'],
    [{ templates: { DoctorReady: 'Come in {{ room' } }, 'templates.DoctorReady'],
    [{ templates: { DoctorReady: 7 } }, 'templates.DoctorReady'],
    [{ templates: 'Come in.' }, 'templates'],
    ['{ "screeningMinutes": ', 'CLINICARRIVALS_CONFIG'],
    ['[]', 'CLINICARRIVALS_CONFIG'],
  ])('is refused with %j: %s', async (content, field) => {
    expect(Object.keys(await refusals({ CLINICARRIVALS_CONFIG: write('clinic.json', content) }))).toEqual([field]);
  });

  it('is refused when it is not there', async () => {
    const found = await refusals({ CLINICARRIVALS_CONFIG: join(folder, 'none.json') });
    expect(found).toEqual({ CLINICARRIVALS_CONFIG: expect.stringContaining('cannot be read') });
  });
});
