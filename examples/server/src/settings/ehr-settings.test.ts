import { ConfigurationError } from '@clinicarrivals/core';
import { describe, expect, it } from 'vitest';
import { readSettings } from './read-settings.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const clinic = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'secret-of-the-account',
  TWILIO_FROM: '+61480000001',
  CLINIC_NAME: 'Main Street Clinic',
  CLINIC_PHONE: '03 7010 0000',
  CLINIC_TIME_ZONE: 'Australia/Melbourne',
  CLINIC_COUNTRY: 'AU',
};
const fhir = { FHIR_BASE_URL: 'https://pms.example/fhir/R4' };

async function refusals(environment: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const error: unknown = await readSettings({ ...clinic, ...environment }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AggregateError)) throw new Error('it was taken');
  return Object.fromEntries(
    error.errors.map((each: unknown) => (each instanceof ConfigurationError ? [each.field, each.message] : ['', ''])),
  );
}

describe('an EHR that pushes', () => {
  it.each([
    ['events', { EHR_EVENTS_SECRET: secret }],
    ['events of senders that cannot sign', { EHR_EVENTS_TOKEN: 'a-token-of-enough-characters' }],
    ['HL7 v2', { HL7_PORT: '2575' }],
  ])('makes a clinic real without a FHIR server, by %s', async (_, environment) => {
    expect((await readSettings({ ...clinic, ...environment })).real).toMatchObject({ fhir: null });
  });

  it('may push both ways, is told what patients say, and changes its secrets without a gap', async () => {
    const other = `whsec_${Buffer.alloc(24, 8).toString('base64')}`;
    const settings = await readSettings({
      ...clinic,
      EHR_EVENTS_SECRET: ` ${secret}  ${other} `,
      EHR_ANSWERS_URL: 'https://ehr.example/answers',
      EHR_ANSWERS_SECRET: other,
      HL7_PORT: '2575',
      HL7_HOST: '0.0.0.0',
      HL7_TIME_ZONE: 'America/Argentina/Buenos_Aires',
      HL7_SENDING_FACILITIES: 'OWL, FOX',
      HL7_ADDRESSES: '10.1.0.7',
    });
    expect(settings.real?.ehr).toEqual({
      events: { secrets: [secret, other], tokens: [] },
      answers: { url: 'https://ehr.example/answers', secret: [other] },
      hl7: {
        port: 2575,
        host: '0.0.0.0',
        timeZone: 'America/Argentina/Buenos_Aires',
        sendingFacilities: ['OWL', 'FOX'],
        addresses: ['10.1.0.7'],
      },
    });
  });

  it('listens on this machine, in the clinic’s zone, beside a FHIR server too', async () => {
    const { real } = await readSettings({ ...clinic, ...fhir, HL7_PORT: '2575' });
    expect(real).toMatchObject({
      fhir: { baseUrl: fhir.FHIR_BASE_URL },
      ehr: {
        events: null,
        answers: null,
        hl7: { host: '127.0.0.1', timeZone: 'Australia/Melbourne', sendingFacilities: null, addresses: null },
      },
    });
  });

  it.each([
    [{ EHR_EVENTS_SECRET: 'secret' }, 'EHR_EVENTS_SECRET', /must be whsec_ and what this prints: openssl rand/],
    [{ EHR_EVENTS_TOKEN: 'short' }, 'EHR_EVENTS_TOKEN', /at least 24 characters/],
    [{ HL7_PORT: 'mllp' }, 'HL7_PORT', /must be a whole number/],
    [{ HL7_PORT: '70000' }, 'HL7_PORT', /must be a whole number/],
    [{ HL7_PORT: '1', HL7_TIME_ZONE: 'Melbourne' }, 'HL7_TIME_ZONE', /IANA name/],
    [{ HL7_PORT: '1', HL7_HOST: '0.0.0.0' }, 'HL7_ADDRESSES', /name the machines that send/],
    [{ ...fhir, HL7_HOST: '127.0.0.1' }, 'HL7_PORT', /missing beside HL7_HOST/],
    [{ EHR_EVENTS_SECRET: secret, EHR_ANSWERS_URL: 'https://ehr.example' }, 'EHR_ANSWERS_SECRET', /missing/],
    [{ EHR_EVENTS_SECRET: secret, EHR_ANSWERS_SECRET: secret }, 'EHR_ANSWERS_URL', /missing/],
    [
      { EHR_EVENTS_SECRET: secret, EHR_ANSWERS_SECRET: secret, EHR_ANSWERS_URL: 'http://ehr.example' },
      'EHR_ANSWERS_URL',
      /https URL/,
    ],
    [
      { ...fhir, EHR_EVENTS_SECRET: secret, EHR_ANSWERS_SECRET: secret, EHR_ANSWERS_URL: 'https://ehr.example' },
      'EHR_ANSWERS_URL',
      /stands beside FHIR_BASE_URL/,
    ],
    [{ EHR_EVENTS_SECRET: secret, FHIR_TOKEN: 'a-token' }, 'FHIR_BASE_URL', /missing beside FHIR_TOKEN/],
    [{ ...fhir, FHIR_SUBSCRIPTION: 'rest-hook' }, 'PUBLIC_URL', /missing beside FHIR_SUBSCRIPTION/],
    [{ ...fhir, PUBLIC_URL: 'https://clinic.example', FHIR_SUBSCRIPTION: 'topic' }, 'FHIR_SUBSCRIPTION', /canonical/],
    [
      { EHR_EVENTS_SECRET: secret, PUBLIC_URL: 'https://clinic.example', FHIR_SUBSCRIPTION: 'rest-hook' },
      'FHIR_SUBSCRIPTION',
      /needs the FHIR server/,
    ],
    [{ HL7_HOST: '127.0.0.1', TWILIO_ACCOUNT_SID: '' }, 'FHIR_BASE_URL', /EHR_EVENTS_SECRET or HL7_PORT/],
  ])('is refused by name with the fix where it is set up by halves: %j', async (environment, field, message) => {
    const found = await refusals(environment);
    expect(Object.keys(found)).toEqual([field]);
    expect(found[field]).toMatch(message);
    expect(found[field]).not.toContain(secret);
  });
});
