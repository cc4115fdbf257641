import { parseObject, wrongField } from './parse-object.ts';

/** What a clinic asks for. */
export interface LeaseRequest {
  readonly consumer: string;
  /** Null when nothing is durable at the clinic. */
  readonly after: number | null;
  /** Null to be given also what comes up to it. */
  readonly from: number | null;
  readonly limit: number;
  readonly waitSeconds: number;
  readonly leaseSeconds: number;
}

/**
 * Reads the body of a lease. Fields that are not known are ignored.
 *
 * @throws Refusal `bad-request` that names the field
 */
export function readLeaseRequest(body: Uint8Array): LeaseRequest {
  const given = parseObject(body);
  const { consumer } = given;
  if (typeof consumer !== 'string' || !/^[A-Za-z0-9_-]{1,64}$/.test(consumer)) {
    throw wrongField('consumer', 'must be 1 to 64 of A-Z a-z 0-9 - _');
  }
  return {
    consumer,
    after: readCursor(given, 'after'),
    from: readCursor(given, 'from'),
    limit: readNumber(given, 'limit', { lowest: 0, highest: 500, fallback: 100 }),
    waitSeconds: readNumber(given, 'waitSeconds', { lowest: 0, highest: 50, fallback: 0 }),
    leaseSeconds: readNumber(given, 'leaseSeconds', { lowest: 1, highest: 300, fallback: 30 }),
  };
}

function readCursor(given: Readonly<Record<string, unknown>>, field: string): number | null {
  const value = given[field] ?? null;
  if (value === null) return null;
  if (typeof value === 'string' && /^\d{1,16}$/.test(value) && Number.isSafeInteger(Number(value)))
    return Number(value);
  throw wrongField(field, 'must be a cursor that a lease gave, or null');
}

function readNumber(
  given: Readonly<Record<string, unknown>>,
  field: string,
  { lowest, highest, fallback }: { readonly lowest: number; readonly highest: number; readonly fallback: number },
): number {
  const value = given[field] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw wrongField(field, `must be a whole number from ${lowest} to ${highest}`);
}
