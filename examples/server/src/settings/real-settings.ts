import type { Clinic } from '@clinicarrivals/core';
import { isPhoneNumber } from '@clinicarrivals/core';
import type { FhirAuth } from '@clinicarrivals/fhir-adapter';
import { ehrVariables, isPushed, readEhrSettings } from './ehr-settings.ts';
import type { Problems } from './problems.ts';
import type { RealSettings, RelaySettings } from './read-settings.ts';
import type { VariableName, Variables } from './variables.ts';
import { readVideoSettings, videoVariables } from './video-settings.ts';

/** Reads whom to talk to. Null for the simulation, which applies when nothing real is named. */
export function readRealSettings(
  variables: Variables,
  { problems, publicUrl }: { readonly problems: Problems; readonly publicUrl: URL | null },
): RealSettings | null {
  const baseUrl = variables.FHIR_BASE_URL;
  if (baseUrl === undefined && !isPushed(variables)) {
    refuseHalfReal(variables, problems);
    return null;
  }
  const need = (name: VariableName, fix: string): string => {
    const value = variables[name];
    if (value === undefined) problems.add(name, `is missing; ${fix}`);
    return value ?? '';
  };
  const clinic = readClinic(variables, need, problems);
  const twilio = readTwilio(variables, need, problems);
  const relay = readRelay(variables, problems);
  const joinPage = findJoinPage(publicUrl, relay);
  const video = readVideoSettings(variables, { problems, canLink: joinPage !== null });
  const fhir = readFhir(variables, problems);
  const ehr = readEhrSettings(variables, { problems, timeZone: clinic.timeZone });
  const subscription = readSubscription(variables, { problems, publicUrl });
  return { clinic, fhir, subscription, ehr, twilio, relay, video, joinPage };
}

/** Where a FHIR server posts what has changed, below PUBLIC_URL. */
export const subscriptionPath = '/webhooks/fhir';

function readSubscription(
  { FHIR_SUBSCRIPTION: kind, FHIR_BASE_URL }: Variables,
  { problems, publicUrl }: { readonly problems: Problems; readonly publicUrl: URL | null },
): RealSettings['subscription'] {
  if (kind === undefined) return null;
  if (FHIR_BASE_URL === undefined)
    problems.add('FHIR_SUBSCRIPTION', 'needs the FHIR server that FHIR_BASE_URL names; give it, or unset this');
  if (publicUrl === null)
    problems.add(
      'PUBLIC_URL',
      'is missing beside FHIR_SUBSCRIPTION; give the address at which the FHIR server reaches us',
    );
  const endpoint = `${publicUrl?.href.replace(/\/+$/, '') ?? ''}${subscriptionPath}`;
  if (kind === 'rest-hook') return { kind, endpoint };
  if (!URL.canParse(kind))
    problems.add(
      'FHIR_SUBSCRIPTION',
      'must be rest-hook, or the canonical of a topic that the server has for appointments',
    );
  return { kind: 'backport', topic: kind, endpoint };
}

/** Who names a gateway means it: a simulation in its place would text nobody, and nobody would notice. */
function refuseHalfReal(variables: Variables, problems: Problems): void {
  const names = [
    'TWILIO_ACCOUNT_SID',
    'TWILIO_AUTH_TOKEN',
    'TWILIO_FROM',
    'TWILIO_MESSAGING_SERVICE_SID',
    'FHIR_TOKEN',
    'FHIR_USER',
    'FHIR_SUBSCRIPTION',
  ] as const;
  const real = [...names, ...videoVariables, ...ehrVariables].find((name) => variables[name] !== undefined);
  if (real !== undefined)
    problems.add(
      'FHIR_BASE_URL',
      `is missing beside ${real}; give it to run for real, or where the EHR pushes EHR_EVENTS_SECRET or HL7_PORT; or unset all for the simulation`,
    );
}

/** Where the page lies on which people join a consultation, below the address of this server or of the relay. */
const joinPath = '/v';

/** Finds where patients can open a page of ours: browsers give camera and microphone to https pages and to pages of their own machine. */
function findJoinPage(publicUrl: URL | null, relay: RelaySettings | null): RealSettings['joinPage'] {
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(publicUrl?.hostname ?? '');
  if (publicUrl !== null && (publicUrl.protocol === 'https:' || isHere))
    return { isAtRelay: false, url: `${publicUrl.href.replace(/\/+$/, '')}${joinPath}` };
  // A relay asks us who may come in, and seals what it asks.
  if (relay?.type !== 'mailbox' || relay.privateKey === null) return null;
  return { isAtRelay: true, url: `${relay.url.replace(/\/+$/, '')}${joinPath}` };
}

type Need = (name: VariableName, fix: string) => string;

function readClinic({ CLINIC_ID = 'clinic' }: Variables, need: Need, problems: Problems): Clinic {
  const clinic = {
    id: CLINIC_ID,
    name: need('CLINIC_NAME', 'give the name that patients know'),
    phone: need('CLINIC_PHONE', 'give the number that patients ring, as it should stand in a text'),
    timeZone: need('CLINIC_TIME_ZONE', 'give the IANA name of the zone, such as Australia/Melbourne'),
    country: need('CLINIC_COUNTRY', 'give the ISO 3166-1 alpha-2 code, such as AU'),
  };
  if (!/^[A-Za-z0-9-]{1,64}$/.test(clinic.id))
    problems.add('CLINIC_ID', 'must be 1 to 64 letters, digits or hyphens, such as main-street');
  if (clinic.timeZone !== '' && !isTimeZone(clinic.timeZone))
    problems.add('CLINIC_TIME_ZONE', 'must be the IANA name of a zone, such as Australia/Melbourne');
  if (clinic.country !== '' && !/^[A-Z]{2}$/.test(clinic.country))
    problems.add('CLINIC_COUNTRY', 'must be an ISO 3166-1 alpha-2 code in capitals, such as AU');
  return clinic;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function readFhir(variables: Variables, problems: Problems): RealSettings['fhir'] {
  const { FHIR_BASE_URL: baseUrl } = variables;
  if (baseUrl === undefined) {
    const stray = (['FHIR_TOKEN', 'FHIR_USER', 'FHIR_PASSWORD'] as const).find((name) => variables[name] !== undefined);
    if (stray !== undefined) problems.add('FHIR_BASE_URL', `is missing beside ${stray}; give both, or unset FHIR_*`);
    return null;
  }
  if (!URL.canParse(baseUrl) || !/^https?:$/.test(new URL(baseUrl).protocol))
    problems.add('FHIR_BASE_URL', 'must be the whole URL of the FHIR service, such as https://pms.example/fhir/R4');
  return { baseUrl, auth: readFhirAuth(variables, problems) };
}

function readFhirAuth({ FHIR_TOKEN, FHIR_USER, FHIR_PASSWORD }: Variables, problems: Problems): FhirAuth {
  if (FHIR_TOKEN !== undefined) {
    if (FHIR_USER !== undefined)
      problems.add('FHIR_USER', 'stands beside FHIR_TOKEN; give the token, or user and password, not both');
    return { type: 'bearer', token: FHIR_TOKEN };
  }
  if (FHIR_USER === undefined && FHIR_PASSWORD === undefined) return { type: 'none' };
  if (FHIR_USER === undefined) problems.add('FHIR_USER', 'is missing beside FHIR_PASSWORD; give both');
  if (FHIR_PASSWORD === undefined) problems.add('FHIR_PASSWORD', 'is missing beside FHIR_USER; give both');
  return { type: 'basic', user: FHIR_USER ?? '', password: FHIR_PASSWORD ?? '' };
}

function readTwilio(variables: Variables, need: Need, problems: Problems): RealSettings['twilio'] {
  const accountSid = need('TWILIO_ACCOUNT_SID', 'copy it from the first page of the Twilio console');
  const authToken = need('TWILIO_AUTH_TOKEN', 'copy it from the first page of the Twilio console');
  const from = need(
    'TWILIO_FROM',
    'give your Twilio number as +61412345678, or several with commas; of a messaging service, all its numbers',
  );
  const numbers = from.split(',').map((number) => number.trim());
  if (accountSid !== '' && !/^AC[0-9a-f]{32}$/i.test(accountSid))
    problems.add('TWILIO_ACCOUNT_SID', 'must be AC and 32 hexadecimal digits');
  if (from !== '' && !numbers.every((number) => isPhoneNumber(number)))
    problems.add('TWILIO_FROM', 'must be a number as +61412345678, or several with commas');
  const messagingServiceSid = variables.TWILIO_MESSAGING_SERVICE_SID ?? null;
  if (messagingServiceSid !== null && !/^MG[0-9a-f]{32}$/i.test(messagingServiceSid))
    problems.add('TWILIO_MESSAGING_SERVICE_SID', 'must be MG and 32 hexadecimal digits');
  const baseUrl = variables.TWILIO_BASE_URL ?? null;
  if (baseUrl !== null && !URL.canParse(baseUrl))
    problems.add('TWILIO_BASE_URL', 'must be the whole URL of an emulator; unset it for Twilio itself');
  return { accountSid, authToken, from: numbers, messagingServiceSid, baseUrl };
}

function readRelay(variables: Variables, problems: Problems): RelaySettings | null {
  const { RELAY_URL: url, RELAY_ACCOUNT: account, RELAY_TOKEN: token, RELAY_PRIVATE_KEY: privateKey } = variables;
  if (url === undefined) {
    const stray = (['RELAY_ACCOUNT', 'RELAY_TOKEN', 'RELAY_PRIVATE_KEY', 'RELAY_WEBHOOK_URL'] as const).find(
      (name) => variables[name],
    );
    if (stray !== undefined) problems.add('RELAY_URL', `is missing beside ${stray}; give it, or unset RELAY_*`);
    return null;
  }
  if (!URL.canParse(url))
    problems.add('RELAY_URL', 'must be the whole URL of the relay, such as https://relay.example');
  if (account === undefined && url.endsWith('/twilio')) return { type: 'original', url, token: token ?? null };
  if (account === undefined)
    problems.add(
      'RELAY_ACCOUNT',
      'is missing; give the account at the relay, or end RELAY_URL in /twilio for a relay of the first ClinicArrivals',
    );
  if (token === undefined) problems.add('RELAY_TOKEN', 'is missing beside RELAY_URL; give the token of the account');
  const webhookUrl = variables.RELAY_WEBHOOK_URL ?? null;
  if (webhookUrl !== null && !URL.canParse(webhookUrl))
    problems.add('RELAY_WEBHOOK_URL', 'must be the whole URL that the relay gave for your gateway');
  return {
    type: 'mailbox',
    url,
    account: account ?? '',
    token: token ?? '',
    privateKey: privateKey ?? null,
    webhookUrl,
  };
}
