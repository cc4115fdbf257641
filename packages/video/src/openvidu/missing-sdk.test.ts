import { registerHooks } from 'node:module';
import { afterAll, expect, it } from 'vitest';
import { createOpenViduProvider } from './create-openvidu-provider.ts';

const hooks = registerHooks({
  resolve: (specifier, context, resolve) => {
    if (specifier.includes('openvidu-node-client')) throw new Error('Cannot find package');
    return resolve(specifier, context);
  },
});
afterAll(() => hooks.deregister());

it('says which package is to be installed where the SDK is missing, at the first request and not before', async () => {
  const links = { link: () => 'https://clinic.example/v/1' };
  const provider = createOpenViduProvider({ url: 'https://openvidu.clinic.example', secret: 'MY_SECRET', links });
  await expect(provider.close({ sessionId: 'q7w8e9r0' })).rejects.toMatchObject({
    code: 'configuration',
    field: 'openvidu-node-client',
    message: expect.stringContaining('npm install openvidu-node-client'),
  });
});
