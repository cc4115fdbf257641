// One process of a clinic on the published packages: real SQLite file, real HTTP. It does what is due when it is told the time, and
// kills itself at the crash point that it was given.
import { enableCompileCache } from 'node:module';

const options = JSON.parse(process.argv[2]);
// Many of these processes are started one after the other.
enableCompileCache(options.cacheFolder);
const { createArrivals } = await import('@clinicarrivals/core');
const { createMovableClock } = await import('@clinicarrivals/core/testing');
const { createFhirAppointmentStore } = await import('@clinicarrivals/fhir-adapter');
const { createTwilioGateway } = await import('@clinicarrivals/sms/twilio');
const { createSqliteStore } = await import('@clinicarrivals/storage/sqlite');
const { createFixedLinkProvider } = await import('@clinicarrivals/video/fixed-link');

const clock = createMovableClock(options.now);
let steps = 0;

/** A moment between two steps. */
function pass() {
  steps += 1;
  if (steps === options.dieAt) process.kill(process.pid, 'SIGKILL');
}

/**
 * Lets the process die before each call of some methods, and for what others do also after it: they have done it, and we have not
 * heard. After a commit is before the next step.
 */
function mortal(port, methods, isDoneByOthers) {
  const wrapped = { ...port };
  for (const method of methods) {
    wrapped[method] = async (...given) => {
      pass();
      const result = await port[method](...given);
      if (isDoneByOthers) pass();
      return result;
    };
  }
  return wrapped;
}

const { clinic, account, settings } = options;
const arrivals = createArrivals({
  clinic,
  settings,
  clock,
  appointments: mortal(
    createFhirAppointmentStore({
      baseUrl: options.pmsUrl,
      country: clinic.country,
      profile: settings.pmsProfile,
      clock,
    }),
    ['markArrived', 'setTelehealth', 'clearTelehealth'],
    true,
  ),
  messages: mortal(
    createTwilioGateway({ ...account, baseUrl: options.gatewayUrl, ratePerSecond: Infinity, clock }),
    ['send'],
    true,
  ),
  video: createFixedLinkProvider({}),
  store: mortal(createSqliteStore({ file: options.file, clinicId: clinic.id }), ['commit'], false),
});

process.on('message', ({ now }) => {
  clock.moveTo(now);
  arrivals.runOnce().then(
    () => process.send({ steps }),
    (error) => process.send({ steps, error: String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
process.send({ steps });
