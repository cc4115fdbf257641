import { execFile } from 'node:child_process';
import process from 'node:process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

/** A program in which the vendor's package is not to be found, as where nobody has installed it. */
const program = `
  import { registerHooks } from 'node:module';
  registerHooks({
    resolve: (name, context, next) => {
      if (name === 'livekit-server-sdk') throw Object.assign(new Error('not found'), { code: 'ERR_MODULE_NOT_FOUND' });
      return next(name, context);
    },
  });
  const { createLiveKitProvider, createLiveKitWebhookReader } = await import(process.argv[1]);
  const key = { apiKey: 'devkey', apiSecret: 'secret' };
  const links = { link: () => 'https://clinic.example/v/1' };
  const video = createLiveKitProvider({ url: 'http://127.0.0.1:7880', ...key, links });
  const session = { sessionId: 's', practitionerId: 'p', startAt: 0, endAt: 0 };
  const error = await video.open(session).catch((reason) => reason);
  const reading = await createLiveKitWebhookReader(key).read({ headers: new Headers(), body: new Uint8Array() });
  console.log(JSON.stringify({ name: error.name, message: error.message, link: video.link(session), reading: reading.type }));
`;

it('makes links and reads webhooks without the SDK of LiveKit, and says what to install when a room is wanted', async () => {
  const source = new URL('../src/livekit.ts', import.meta.url).href;
  const args = ['--input-type=module', '--no-warnings', '--eval', program, source];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  expect(JSON.parse(stdout)).toEqual({
    name: 'ConfigurationError',
    message: '[settings] livekit-server-sdk: is not installed; run npm install livekit-server-sdk',
    link: 'https://clinic.example/v/1',
    reading: 'refused',
  });
});
