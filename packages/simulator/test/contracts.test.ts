import { describe, expect, it } from 'vitest';
import { testAppointmentStore, testMessageGateway } from '@clinicarrivals/core/testing';
import type { NetworkFault } from '@clinicarrivals/core/testing';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createScaledClock, createSimulatedGateway, createSimulatedPms, simulatedAccount } from '../src/index.ts';
import type { GatewayFaultKind } from '../src/index.ts';

const runner = { describe, it, expect };

const gatewayFaults: Readonly<Record<NetworkFault, GatewayFaultKind>> = {
  retry: '429',
  permanent: 'not-mobile',
  configuration: '401',
  'answer-lost': 'accept-then-reset',
  'request-lost': 'reset',
};

describe('the Twilio gateway against the simulated one', () => {
  testMessageGateway(runner, {
    create: async () => {
      const clock = createScaledClock({ startAt: Date.now(), speed: 1 });
      const simulated = createSimulatedGateway({ ...simulatedAccount, clock });
      const gateway = createTwilioGateway({
        accountSid: simulatedAccount.accountSid,
        authToken: simulatedAccount.authToken,
        from: simulatedAccount.numbers,
        baseUrl: await simulated.listen(),
        clock,
        ratePerSecond: Infinity,
      });
      return {
        gateway,
        network: {
          now: () => clock.now(),
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
          clock.stop();
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
