import type { Problems } from './problems.ts';
import type { VariableName, Variables } from './variables.ts';

/** How an EHR says what happens to appointments, and is told what patients say. */
export interface EhrSettings {
  /** Who may post events; null when none are taken. */
  readonly events: { readonly secrets: readonly string[]; readonly tokens: readonly string[] } | null;
  /** Where what patients say is posted; null where nobody is told. */
  readonly answers: { readonly url: string; readonly secret: readonly string[] } | null;
  /** Where HL7 v2 messages of scheduling are taken; null when none are. */
  readonly hl7: Hl7Settings | null;
}

/** Where and from whom HL7 v2 messages come. */
export interface Hl7Settings {
  readonly port: number;
  readonly host: string;
  readonly timeZone: string;
  /** All when null. */
  readonly sendingFacilities: readonly string[] | null;
  /** All when null. */
  readonly addresses: readonly string[] | null;
}

const eventVariables = ['EHR_EVENTS_SECRET', 'EHR_EVENTS_TOKEN', 'HL7_PORT'] as const;

/** The variables by which an EHR reaches us, or we it. */
export const ehrVariables: readonly VariableName[] = [
  ...eventVariables,
  'EHR_ANSWERS_URL',
  'EHR_ANSWERS_SECRET',
  'HL7_HOST',
  'HL7_TIME_ZONE',
  'HL7_SENDING_FACILITIES',
  'HL7_ADDRESSES',
];

/** Whether an EHR pushes what happens: then a clinic is real without a FHIR server too. */
export function isPushed(variables: Variables): boolean {
  return eventVariables.some((name) => variables[name] !== undefined);
}

/** Reads them. `timeZone`: the clinic's own. */
export function readEhrSettings(
  variables: Variables,
  { problems, timeZone }: { readonly problems: Problems; readonly timeZone: string },
): EhrSettings {
  return {
    events: readEvents(variables, problems),
    answers: readAnswers(variables, problems),
    hl7: readHl7(variables, problems, timeZone),
  };
}

const makeSecret = 'whsec_ and what this prints: openssl rand -base64 32';

function readEvents(variables: Variables, problems: Problems): EhrSettings['events'] {
  const secrets = readSecrets('EHR_EVENTS_SECRET', variables, problems);
  const tokens = toWords(variables.EHR_EVENTS_TOKEN);
  if (tokens.some((token) => token.length < 24))
    problems.add('EHR_EVENTS_TOKEN', 'must have at least 24 characters, such as: openssl rand -hex 24');
  return secrets.length + tokens.length === 0 ? null : { secrets, tokens };
}

function readAnswers(variables: Variables, problems: Problems): EhrSettings['answers'] {
  const { EHR_ANSWERS_URL: url } = variables;
  const secret = readSecrets('EHR_ANSWERS_SECRET', variables, problems);
  if (url === undefined) {
    if (secret.length > 0) problems.add('EHR_ANSWERS_URL', 'is missing beside EHR_ANSWERS_SECRET; give both');
    return null;
  }
  const { protocol = '', hostname = '' } = URL.canParse(url) ? new URL(url) : {};
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere))
    problems.add('EHR_ANSWERS_URL', 'must be the whole https URL at which the EHR takes answers');
  if (variables.EHR_ANSWERS_SECRET === undefined)
    problems.add('EHR_ANSWERS_SECRET', `is missing beside EHR_ANSWERS_URL; give ${makeSecret}`);
  if (variables.FHIR_BASE_URL !== undefined)
    problems.add('EHR_ANSWERS_URL', 'stands beside FHIR_BASE_URL, where answers are written; unset EHR_ANSWERS_*');
  else if (!isPushed(variables))
    problems.add('EHR_EVENTS_SECRET', `is missing beside EHR_ANSWERS_URL; give ${makeSecret}; or set HL7_PORT`);
  return { url, secret };
}

function readHl7(variables: Variables, problems: Problems, zone: string): EhrSettings['hl7'] {
  const { HL7_PORT, HL7_HOST: host = '127.0.0.1', HL7_TIME_ZONE: timeZone = zone } = variables;
  const [sendingFacilities, addresses] = [toList(variables.HL7_SENDING_FACILITIES), toList(variables.HL7_ADDRESSES)];
  if (HL7_PORT === undefined) {
    const names = ['HL7_HOST', 'HL7_TIME_ZONE', 'HL7_SENDING_FACILITIES', 'HL7_ADDRESSES'] as const;
    const stray = names.find((name) => variables[name] !== undefined);
    if (stray !== undefined)
      problems.add('HL7_PORT', `is missing beside ${stray}; give it, such as 2575, or unset HL7_*`);
    return null;
  }
  const port = /^\d{1,5}$/.test(HL7_PORT) ? Number(HL7_PORT) : Number.NaN;
  if (!(port <= 65_535)) problems.add('HL7_PORT', 'must be a whole number from 0 to 65535, such as 2575');
  if (!/^[A-Za-z_+-]+\/[\w/+-]+$|^UTC$/.test(timeZone) && timeZone !== zone)
    problems.add('HL7_TIME_ZONE', 'must be the IANA name of a zone, such as Australia/Melbourne');
  if (!['127.0.0.1', 'localhost', '::1'].includes(host) && addresses === null)
    problems.add(
      'HL7_ADDRESSES',
      'is missing beside HL7_HOST; name the machines that send, such as 10.1.0.7,10.2.0.0/16',
    );
  return { port, host, timeZone, sendingFacilities, addresses };
}

function readSecrets(
  name: 'EHR_EVENTS_SECRET' | 'EHR_ANSWERS_SECRET',
  variables: Variables,
  problems: Problems,
): readonly string[] {
  const secrets = toWords(variables[name]);
  if (secrets.some((secret) => !/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/.test(secret)))
    problems.add(name, `must be ${makeSecret}; several with spaces between them, while one takes the place of another`);
  return secrets;
}

function toWords(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function toList(text: string | undefined): readonly string[] | null {
  return text === undefined ? null : text.split(',').map((part) => part.trim());
}
