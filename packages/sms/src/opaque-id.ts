import { createHash } from 'node:crypto';

/**
 * Gives an id that says nothing, always the same for the same text: for gateways that take an id of ours which ends up in addresses, or name
 * none themselves. 32 hexadecimal digits.
 */
export function toOpaqueId(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}
