import type { Hl7Message } from './message.ts';

/** Where an error is, and what it is: the standard's code (table 0357) and our words. Never a value. */
export interface Hl7Error {
  readonly segment: string;
  /** Null when the whole segment is meant. */
  readonly field: number | null;
  readonly component?: number;
  readonly code: Hl7ErrorCode;
  readonly message: string;
}

/** The codes that are used, with their meaning in table 0357. */
export const errorTexts = {
  100: 'Segment sequence error',
  101: 'Required field missing',
  102: 'Data type error',
  103: 'Table value not found',
  200: 'Unsupported message type',
  201: 'Unsupported event code',
  202: 'Unsupported processing id',
  203: 'Unsupported version id',
  207: 'Application internal error',
} as const;

/** One of the codes of {@link errorTexts}. */
export type Hl7ErrorCode = keyof typeof errorTexts;

/** What is said about a message. */
export type Acknowledgement =
  | { readonly code: 'AA' }
  /** `AE`: this message cannot be used · `AR`: messages of this kind, or from there, are not taken. */
  | { readonly code: 'AE' | 'AR'; readonly error: Hl7Error };

/** The field of an error, such as `SCH-11` or `PID`. */
export function nameOf({ segment, field, component }: Pick<Hl7Error, 'segment' | 'field' | 'component'>): string {
  return [segment, field, component].filter((part) => part !== null && part !== undefined).join('-');
}

const start = '\u000b';
const end = '\u001c\r';

/**
 * Writes the acknowledgement of a message, in its frame, in the delimiters of the message. In ASCII: it repeats of the message only who sent it
 * to whom, and its control id.
 *
 * @param options.message null when it could not be read
 * @param options.now epoch milliseconds
 */
export function writeAcknowledgement(options: {
  readonly message: Hl7Message | null;
  readonly acknowledgement: Acknowledgement;
  readonly now: number;
  readonly controlId: string;
}): Uint8Array {
  const { message, acknowledgement, now, controlId } = options;
  const { field, component, repetition, escape, subcomponent } = message?.delimiters ?? standard;
  const header = (number: number): string => message?.header.raw(number) ?? '';
  const version = header(12) || '2.5';
  const trigger = message?.header.text(9, 2) ?? '';
  const type = ['ACK', ...(trigger === '' ? [] : [trigger, 'ACK'])].join(component);
  const time = `${new Date(now).toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
  const names = [header(5), header(6), header(3), header(4)];
  const encoding = `${component}${repetition}${escape}${subcomponent}`;
  const segments = [
    ['MSH', encoding, ...names, time, '', type, controlId, header(11) || 'P', version],
    ['MSA', acknowledgement.code, header(10), ...textOf(acknowledgement)],
    ...('error' in acknowledgement ? [writeError(acknowledgement.error, { component, subcomponent, version })] : []),
  ];
  const text = segments.map((segment) => `${segment.join(field)}\r`).join('');
  return Buffer.from(`${start}${text.replace(/[^\x20-\x7e\r]/g, '?')}${end}`, 'latin1');
}

const standard = { field: '|', component: '^', repetition: '~', escape: '\\', subcomponent: '&' };

/** MSA-3, where older systems look for what is wrong. */
function textOf(acknowledgement: Acknowledgement): readonly string[] {
  if (acknowledgement.code === 'AA') return [];
  return [`${nameOf(acknowledgement.error)} ${acknowledgement.error.message}`.replace(/[|^~\\&]/g, ' ').slice(0, 80)];
}

/** ERR-1 before version 2.5, then ERR-2 to ERR-8. */
function writeError(
  error: Hl7Error,
  {
    component,
    subcomponent,
    version,
  }: { readonly component: string; readonly subcomponent: string; readonly version: string },
): readonly string[] {
  const { segment, field, component: part } = error;
  const place = [segment, 1, ...(field === null ? [] : [field]), ...(part === undefined ? [] : [1, part])];
  const code = [error.code, errorTexts[error.code], 'HL70357'];
  if (/^2\.[1-4]/.test(version)) return ['ERR', [segment, 1, field ?? '', code.join(subcomponent)].join(component)];
  const message = error.message.replace(/[|^~\\&]/g, ' ');
  return ['ERR', '', place.join(component), code.join(component), 'E', '', '', '', message];
}
