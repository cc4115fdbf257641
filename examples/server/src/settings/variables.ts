import { parseEnv } from 'node:util';
import { createProblems } from './problems.ts';
import { readTextFile } from './read-text-file.ts';

/** The variables that the examples read, with what they are for. */
export const variableNames = [
  'PORT',
  'HOST',
  'DATABASE_URL',
  'CLINIC_ID',
  'CLINIC_NAME',
  'CLINIC_PHONE',
  'CLINIC_TIME_ZONE',
  'CLINIC_COUNTRY',
  'FHIR_BASE_URL',
  'FHIR_TOKEN',
  'FHIR_USER',
  'FHIR_PASSWORD',
  'FHIR_SUBSCRIPTION',
  'EHR_EVENTS_SECRET',
  'EHR_EVENTS_TOKEN',
  'EHR_ANSWERS_URL',
  'EHR_ANSWERS_SECRET',
  'HL7_PORT',
  'HL7_HOST',
  'HL7_TIME_ZONE',
  'HL7_SENDING_FACILITIES',
  'HL7_ADDRESSES',
  'TWILIO_ACCOUNT_SID',
  'TWILIO_AUTH_TOKEN',
  'TWILIO_FROM',
  'TWILIO_MESSAGING_SERVICE_SID',
  'TWILIO_BASE_URL',
  'RELAY_URL',
  'RELAY_ACCOUNT',
  'RELAY_WEBHOOK_URL',
  'RELAY_TOKEN',
  'RELAY_PRIVATE_KEY',
  'PUBLIC_URL',
  'OPENVIDU_URL',
  'OPENVIDU_SECRET',
  'LIVEKIT_URL',
  'LIVEKIT_API_KEY',
  'LIVEKIT_API_SECRET',
  'JITSI_URL',
  'JITSI_APP_ID',
  'JITSI_APP_SECRET',
  'JITSI_KEY_ID',
  'JITSI_PRIVATE_KEY',
  'LOG_LEVEL',
  'CLINICARRIVALS_CONFIG',
] as const;

/** One of {@link variableNames}. */
export type VariableName = (typeof variableNames)[number];

/** What is set; an empty variable counts as not set. */
export type Variables = Readonly<Partial<Record<VariableName, string>>>;

/**
 * Reads the variables from the environment and from the file that `CLINICARRIVALS_ENV` names; the environment wins.
 *
 * @throws AggregateError of ConfigurationErrors when the file cannot be read or sets a variable that there is not
 */
export function readVariables(environment: Readonly<Record<string, string | undefined>>): Variables {
  const path = environment['CLINICARRIVALS_ENV'] ?? '';
  const given = { ...(path === '' ? {} : readEnvironmentFile(path)), ...environment };
  return Object.fromEntries(
    variableNames.flatMap((name) => {
      const value = given[name]?.trim() ?? '';
      return value === '' ? [] : [[name, value]];
    }),
  );
}

function readEnvironmentFile(path: string): Record<string, string> {
  const problems = createProblems();
  const values: Record<string, string> = {};
  try {
    Object.assign(values, parseEnv(readTextFile(path)));
  } catch {
    problems.add('CLINICARRIVALS_ENV', 'names a file that cannot be read; give the path of a file of NAME=value lines');
  }
  const known: ReadonlySet<string> = new Set(variableNames);
  for (const name of Object.keys(values)) {
    if (!known.has(name))
      problems.add(name, 'stands in the CLINICARRIVALS_ENV file and is no variable; correct or remove it');
  }
  problems.throwIfAny();
  return values;
}
