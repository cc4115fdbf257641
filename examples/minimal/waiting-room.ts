// A clinic's virtual waiting room on its own FHIR server and Twilio number.
import { createArrivals } from '@clinicarrivals/core';
import { createFhirAppointmentStore } from '@clinicarrivals/fhir-adapter';
import { createTwilioGateway } from '@clinicarrivals/sms/twilio';
import { createSqliteStore } from '@clinicarrivals/storage/sqlite';
import { createFixedLinkProvider } from '@clinicarrivals/video/fixed-link';

const { FHIR_BASE_URL = '', TWILIO_ACCOUNT_SID = '', TWILIO_AUTH_TOKEN = '', TWILIO_FROM = '' } = process.env;
const { TWILIO_BASE_URL = 'https://api.twilio.com' } = process.env;

const arrivals = createArrivals({
  clinic: {
    id: 'main-street',
    name: 'Main Street Clinic',
    phone: '03 7010 0000',
    timeZone: 'Australia/Melbourne',
    country: 'AU',
  },
  appointments: createFhirAppointmentStore({ baseUrl: FHIR_BASE_URL, country: 'AU', profile: 'starts-on-fulfilled' }),
  messages: createTwilioGateway({
    accountSid: TWILIO_ACCOUNT_SID,
    authToken: TWILIO_AUTH_TOKEN,
    from: TWILIO_FROM,
    baseUrl: TWILIO_BASE_URL,
  }),
  video: createFixedLinkProvider({ defaultLink: 'telephone' }),
  store: createSqliteStore({ file: 'clinic.db', clinicId: 'main-street' }),
  settings: { pmsProfile: 'starts-on-fulfilled' },
});

arrivals.on('text-sent', ({ template, appointmentId }) => console.log('sent', template, appointmentId));
arrivals.on('task-raised', ({ task }) => console.log('please look:', task.nextAction));
arrivals.on('health-changed', ({ part, isUp }) => console.log(part, isUp ? 'is up' : 'is down'));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void arrivals.stop());

await arrivals.start();
