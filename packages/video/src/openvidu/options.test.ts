import { describe, expect, it } from 'vitest';
import { createOpenViduProvider } from './create-openvidu-provider.ts';

const right = {
  url: 'https://openvidu.clinic.example',
  secret: 'MY_SECRET',
  links: {
    link: ({ sessionId, role }: { sessionId: string; role: string }) => `https://clinic.example/v/${sessionId}-${role}`,
  },
};

describe('the options of createOpenViduProvider', () => {
  it('are taken with a port and with http inside', () => {
    for (const url of ['https://openvidu.clinic.example:4443/', 'http://10.0.0.7:5443']) {
      expect(createOpenViduProvider({ ...right, url }).abilities.knowsWhoJoined).toBe(true);
    }
  });

  it.each([
    ['url', { url: '' }],
    ['url', { url: 'openvidu.clinic.example' }],
    ['url', { url: 'wss://openvidu.clinic.example' }],
    ['url', { url: 'https://openvidu.clinic.example/openvidu/api' }],
    ['url', { url: 'https://OPENVIDUAPP:MY_SECRET@openvidu.clinic.example' }],
    ['url', { url: 'https://openvidu.clinic.example?secret=MY_SECRET' }],
    ['secret', { secret: ' ' }],
    ['timeoutMs', { timeoutMs: 0 }],
    ['timeoutMs', { timeoutMs: 1.5 }],
    ['timeoutMs', { timeoutMs: Infinity }],
  ])('are refused when %s is wrong (%j), without repeating it', (field, wrong) => {
    const create = (): unknown => createOpenViduProvider({ ...right, ...wrong });
    expect(create).toThrow(`openvidu.${field}: `);
    expect(create).not.toThrow('MY_SECRET');
  });

  it('decide the links, for which no server is asked', () => {
    const provider = createOpenViduProvider({ ...right, url: 'https://no-such-host.invalid' });
    const query = { sessionId: 'q7w8e9r0', practitionerId: 'sharma' };
    expect(provider.link({ ...query, role: 'patient' })).toBe('https://clinic.example/v/q7w8e9r0-patient');
    expect(provider.link({ ...query, role: 'guest' })).toBe('https://clinic.example/v/q7w8e9r0-guest');
  });
});
