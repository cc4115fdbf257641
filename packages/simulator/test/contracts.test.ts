import { describe, expect, it } from 'vitest';
import { createMovableClock, testAppointmentStore, testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createScaledClock, createSimulatedGateway, createSimulatedPms, simulatedAccount } from '../src/index.ts';
import type { GatewayFaultKind } from '../src/index.ts';

const runner = { describe, it, expect };
const messagingServiceSid = `MG${'0b'.repeat(16)}`;

const gatewayFaults: Readonly<Record<NetworkFault, GatewayFaultKind>> = {
  retry: '429',
  permanent: 'not-mobile',
  configuration: '401',
  'answer-lost': 'accept-then-reset',
  'request-lost': 'reset',
};

describe.each([
  ['by its number', { from: simulatedAccount.numbers }],
  ['by a messaging service', { messagingServiceSid, numbers: simulatedAccount.numbers }],
] as const)('the Twilio gateway against the simulated one, %s', (_, sender) => {
  testMessageGateway(runner, {
    // Twilio keeps texts for later only for a messaging service.
    switches: { scheduling: 'messagingServiceSid' in sender },
    create: async () => {
      const clock = createMovableClock(Date.now());
      const simulated = createSimulatedGateway({ ...simulatedAccount, messagingServiceSid, clock });
      const gateway = createTwilioGateway({
        accountSid: simulatedAccount.accountSid,
        authToken: simulatedAccount.authToken,
        ...sender,
        baseUrl: await simulated.listen(),
        clock,
        ratePerSecond: Infinity,
      });
      return {
        gateway,
        network: {
          now: () => clock.now(),
          pass: async (durationMs) => clock.advance(durationMs),
          receiveFrom: async (from, body) => {
            simulated.controls.inbound({ from, body });
          },
          sentTo: async (phone) =>
            simulated.log
              .entries()
              .flatMap(({ to, body, isAutomatic }) => (to === phone && !isAutomatic ? [body] : [])),
          failNext: async (fault) => {
            simulated.controls.fail({ kind: gatewayFaults[fault], match: 'POST' });
          },
          setDelivery: async (sid, status) => {
            simulated.controls.setDelivery(sid, status);
          },
          optOut: async (phone) => {
            simulated.controls.inbound({ from: phone, body: 'STOP' });
          },
        },
        close: async () => {
          await simulated.close();
        },
      };
    },
  });
});

describe('the FHIR appointment store against the simulated PMS', () => {
  testAppointmentStore(runner, {
    create: async () => {
      const clock = createScaledClock({ startAt: Date.now(), speed: 1 });
      const pms = createSimulatedPms({ clock });
      const store = createFhirAppointmentStore({ baseUrl: await pms.listen(), country: 'AU', clock });
      pms.controls.addPractitioner({ id: 'd1', prefix: 'Dr', given: 'Priya', family: 'Sharma' });
      return {
        store,
        pms: {
          book: async ({ startAt, status = 'booked', phone = '+61491570006', mayBeTexted = true }) => {
            const patientId = pms.controls.addPatient({ given: 'Amelia', family: 'Wong', phone });
            const patient = pms.controls.patient(patientId);
            if (!mayBeTexted && patient !== null) pms.controls.put({ ...patient, active: false });
            return pms.controls.book({ patientId, practitionerId: 'd1', startAt, status });
          },
          setStatus: async (id, status) => {
            pms.controls.setStatus(id, status);
          },
          move: async (id, startAt) => {
            pms.controls.move(id, startAt);
          },
          remove: async (id) => {
            pms.controls.remove(id);
          },
          damage: async (id) => {
            const appointment = pms.controls.appointment(id);
            if (appointment !== null) pms.controls.put({ ...appointment, participant: [] });
          },
          fail: async (failure) => {
            pms.controls.clearFaults();
            if (failure !== null)
              pms.controls.fail({ kind: failure === 'unavailable' ? '500' : '401', times: Infinity });
          },
          countWrites: async () => pms.changes.entries().filter(({ by }) => by === 'engine').length,
        },
        close: async () => {
          await pms.close();
          clock.stop();
        },
      };
    },
  });
});
