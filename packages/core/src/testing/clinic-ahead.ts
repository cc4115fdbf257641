import { GatewayError } from '../errors.ts';
import type { ClinicSettings } from '../clinic-settings.ts';
import type { DocumentRecord } from '../ports/conversation-store/records.ts';
import { scenario } from './scenario.ts';
import type { Scenario } from './scenario.ts';

/** Every text that can be handed ahead is. */
export const settings = { handAhead: ['Registration', 'ConsiderTeleHealth', 'CantConsiderTeleHealth'] } as const;

/** A clinic at six in the morning with Amelia's visit at 10:10, whose question leaves at 07:10. */
export async function clinicAhead(changes: Partial<ClinicSettings> = {}): Promise<Scenario> {
  const clinic = await scenario({ settings: { ...settings, ...changes } });
  await clinic.given.appointment({ patient: 'Amelia', at: '10:10' });
  return clinic;
}

const timeOf = (at: number): string => new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Australia/Melbourne' });

/** What stands at the gateway, with the time at which it leaves. */
export function standing({ parts }: Scenario): readonly string[] {
  return parts.gateway.standing().map(({ id, sendAt }) => `${id.split('|')[2] ?? ''} ${timeOf(sendAt)}`);
}

/** The templates of all that left, ours and copies. */
export function kinds({ parts }: Scenario): readonly string[] {
  return parts.gateway.sent.map(({ id }) => id.split('|')[2] ?? '');
}

/** What is on record of the copies. */
export function copies({ parts }: Scenario): Promise<readonly DocumentRecord[]> {
  return parts.store.documents({ kind: 'ahead' });
}

/** Whatever is asked of the gateway fails, as when the clinic has no internet. Returns what ends that. */
export function cutOff({ parts }: Scenario): () => void {
  const { gateway } = parts;
  const { scheduling = {} } = gateway;
  const real = { gateway: { ...gateway }, scheduling: { ...scheduling } };
  const fail = () => Promise.reject(new GatewayError({ message: '[test] server not reached', failure: 'retry' }));
  Object.assign(gateway, { send: fail, receive: fail, lookUp: fail, receipts: fail });
  Object.assign(scheduling, { schedule: fail, withdraw: fail, lookUp: fail, standing: fail });
  return () => {
    Object.assign(gateway, real.gateway);
    Object.assign(scheduling, real.scheduling);
  };
}
