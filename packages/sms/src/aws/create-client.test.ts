import { expect, it } from 'vitest';
import { createLazyClient } from './create-client.ts';
import { checkOptions } from './options.ts';

it('says how to install the SDK when it is not there', async () => {
  const settings = checkOptions({ region: 'ap-southeast-2', from: '+61480000001' });
  const load = createLazyClient(settings, () => Promise.reject(new Error("Cannot find package '@aws-sdk/x'")));
  await expect(load()).rejects.toMatchObject({
    name: 'ConfigurationError',
    message: expect.stringContaining('npm install @aws-sdk/client-pinpoint-sms-voice-v2') as string,
  });
});
