import { parseObject, wrongField } from '../parse-object.ts';
import type { LinkPush } from './link-records.ts';

const mostAtOnce = 500;
const mostNames = 3_000;
const largestRecordBytes = 4_096;
const largestAnswerBytes = 8_192;

/** What a clinic says in one request. */
export interface LinkRequest extends LinkPush {
  /** Answers to questions, each sealed with the key of the link that it was asked by. */
  readonly answers: readonly { readonly question: string; readonly sealed: Uint8Array }[];
}

/**
 * Reads what a clinic pushes. Fields that are not known are ignored.
 *
 * @throws Refusal `bad-request` that names the field
 */
export function readLinkRequest(body: Uint8Array): LinkRequest {
  const given = parseObject(body);
  return {
    records: readList(given, 'records', mostAtOnce).map((entry, index) => ({
      id: readText(entry, 'id', linkId, `records[${index}]`),
      sealed: readSealed(entry, largestRecordBytes, `records[${index}]`),
    })),
    only: given['only'] === undefined || given['only'] === null ? null : readList(given, 'only', mostNames).map(toName),
    answers: readList(given, 'answers', mostAtOnce).map((entry, index) => ({
      question: readText(entry, 'question', /^[\da-f-]{36}$/, `answers[${index}]`),
      sealed: readSealed(entry, largestAnswerBytes, `answers[${index}]`),
    })),
  };
}

const linkId = /^[\da-f]{64}$/;

function toName(name: unknown, index: number): string {
  if (typeof name === 'string' && linkId.test(name)) return name;
  throw wrongField(`only[${index}]`, 'must be 64 hexadecimal digits');
}

function readList(given: Readonly<Record<string, unknown>>, field: string, most: number): readonly unknown[] {
  const value = given[field] ?? [];
  if (Array.isArray(value) && value.length <= most) return value;
  throw wrongField(field, `must be a list of ${most} at most`);
}

function readText(entry: unknown, field: string, pattern: RegExp, where: string): string {
  const value = fieldOf(entry, field);
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw wrongField(`${where}.${field}`, `must match ${pattern.source}`);
}

function readSealed(entry: unknown, mostBytes: number, where: string): Uint8Array {
  const value = fieldOf(entry, 'sealed');
  const isBase64 = typeof value === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
  const bytes = isBase64 && value.length < mostBytes * 2 ? Buffer.from(value, 'base64') : null;
  if (bytes !== null && bytes.byteLength <= mostBytes) return bytes;
  throw wrongField(`${where}.sealed`, `must be base64 of ${mostBytes} bytes at most`);
}

function fieldOf(entry: unknown, field: string): unknown {
  // Everything but null and undefined can be asked for fields of any name.
  return ((entry ?? {}) as Readonly<Record<string, unknown>>)[field];
}
