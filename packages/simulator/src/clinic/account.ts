import type { Clock } from '@clinicarrivals/core';
import { createSimulatedGateway } from '../gateway/simulated-gateway.ts';
import type { SimulatedGateway, SimulatedGatewayOptions } from '../gateway/simulated-gateway.ts';
import { createSimulatedPms } from '../pms/simulated-pms.ts';
import type { SimulatedPms, SimulatedPmsOptions } from '../pms/simulated-pms.ts';

/** The account of a simulated clinic unless its options say otherwise. */
export const simulatedAccount = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: 'simulated-auth-token',
  numbers: ['+61480000001'],
} as const;

/** What a clinic's PMS and gateway are made of. */
export interface ServerOptions {
  readonly clock: Clock;
  readonly seed: number | string;
  readonly pms?: Omit<SimulatedPmsOptions, 'clock'>;
  /** Account and numbers have defaults: {@link simulatedAccount}. */
  readonly gateway?: Partial<Omit<SimulatedGatewayOptions, 'clock'>>;
}

/** A clinic's PMS and gateway, and the account that the gateway knows. */
export interface ClinicServers {
  readonly account: { readonly accountSid: string; readonly authToken: string; readonly numbers: readonly string[] };
  readonly pms: SimulatedPms;
  readonly gateway: SimulatedGateway;
}

/** Makes the PMS and the gateway of a clinic. */
export function createServers({ clock, seed, pms, gateway }: ServerOptions): ClinicServers {
  const account = { ...simulatedAccount, ...gateway };
  return {
    account,
    pms: createSimulatedPms({ ...pms, clock }),
    gateway: createSimulatedGateway({ ...gateway, ...account, seed: gateway?.seed ?? seed, clock }),
  };
}
