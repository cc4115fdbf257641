import { describe, expect, it } from 'vitest';
import type { ConfigurationError } from '@clinicarrivals/core';
import { createProblems } from './problems.ts';
import type { Variables } from './variables.ts';
import { readVideoSettings, videoVariables } from './video-settings.ts';
import type { VideoSettings } from './video-settings.ts';

const livekit = { LIVEKIT_URL: 'wss://video.example', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 'api-secret' };
const openvidu = { OPENVIDU_URL: 'https://video.example', OPENVIDU_SECRET: 'secret' };
const jitsi = { JITSI_URL: 'https://meet.example' };

interface Reading {
  readonly settings: VideoSettings | null;
  readonly refused: Readonly<Record<string, string>>;
}

function read(variables: Variables, canLink = true): Reading {
  const problems = createProblems();
  const settings = readVideoSettings(variables, { problems, canLink });
  try {
    problems.throwIfAny();
    return { settings, refused: {} };
  } catch (error) {
    // Only `throwIfAny` throws here.
    const errors = (error as AggregateError).errors as readonly ConfigurationError[];
    return { settings, refused: Object.fromEntries(errors.map(({ field, message }) => [field, message])) };
  }
}

describe('the settings of the video server', () => {
  it('are none where no server is named', () => {
    expect(read({})).toEqual({ settings: null, refused: {} });
  });

  it.each<[string, Variables, VideoSettings]>([
    ['LiveKit', livekit, { type: 'livekit', url: 'wss://video.example', apiKey: 'key', apiSecret: 'api-secret' }],
    ['OpenVidu', openvidu, { type: 'openvidu', url: 'https://video.example', secret: 'secret' }],
    ['an open Jitsi', jitsi, { type: 'jitsi', url: 'https://meet.example', access: { type: 'open' } }],
    [
      'a Jitsi with tokens',
      { ...jitsi, JITSI_APP_ID: 'clinic', JITSI_APP_SECRET: 'secret' },
      {
        type: 'jitsi',
        url: 'https://meet.example',
        access: { type: 'secret', appId: 'clinic', appSecret: 'secret' },
      },
    ],
    [
      'JaaS',
      { JITSI_URL: 'https://8x8.vc', JITSI_APP_ID: 'app', JITSI_KEY_ID: 'app/1', JITSI_PRIVATE_KEY: 'a\\nb' },
      {
        type: 'jitsi',
        url: 'https://8x8.vc',
        access: { type: 'jaas', appId: 'app', keyId: 'app/1', privateKey: 'a\nb' },
      },
    ],
  ])('are read for %s', (_, variables, settings) => {
    expect(read(variables)).toEqual({ settings, refused: {} });
  });

  it('name what is missing beside the URL, and the URL that is missing', () => {
    expect(Object.keys(read({ LIVEKIT_URL: livekit.LIVEKIT_URL }).refused)).toEqual([
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
    ]);
    expect(Object.keys(read({ ...jitsi, JITSI_APP_ID: 'clinic' }).refused)).toEqual(['JITSI_APP_SECRET']);
    expect(Object.keys(read({ ...jitsi, JITSI_KEY_ID: 'app/1' }).refused)).toEqual([
      'JITSI_PRIVATE_KEY',
      'JITSI_APP_ID',
    ]);
    expect(read({ OPENVIDU_SECRET: 'secret' }).refused).toEqual({
      OPENVIDU_URL: expect.stringContaining('is missing beside OPENVIDU_SECRET'),
    });
  });

  it('are of one server only', () => {
    expect(read({ ...livekit, ...openvidu }).refused).toEqual({
      OPENVIDU_URL: expect.stringContaining('stands beside LIVEKIT_URL'),
    });
  });

  it('want an address that patients reach, except where the links lead to Jitsi itself', () => {
    for (const variables of [livekit, openvidu, { ...jitsi, JITSI_APP_ID: 'clinic', JITSI_APP_SECRET: 'secret' }])
      expect(Object.keys(read(variables, false).refused)).toEqual(['PUBLIC_URL']);
    expect(read(jitsi, false).refused).toEqual({});
  });

  it.each([
    { ...livekit, LIVEKIT_URL: 'ws://10.0.0.5:7880' },
    { ...openvidu, OPENVIDU_URL: 'http://10.0.0.5:5443' },
    { ...jitsi, JITSI_URL: 'http://meet.internal' },
  ])('refuses an address at which browsers cannot reach the server: %o', (variables) => {
    const [name = ''] = Object.keys(variables);
    expect(read(variables).refused).toEqual({ [name]: expect.stringContaining('at which browsers reach it') });
    const here = Object.values(variables)[0]?.replace(/10.0.0.5|meet.internal/, '127.0.0.1') ?? '';
    expect(read({ ...variables, [name]: here }).refused).toEqual({});
  });

  it('repeat no secret when they are refused', () => {
    const { refused } = read({ ...livekit, ...openvidu, LIVEKIT_URL: 'video.example' }, false);
    expect(JSON.stringify(refused)).not.toMatch(/secret"|api-secret/);
  });

  it('know all their variables', () => {
    expect([...videoVariables].sort()).toEqual([
      'JITSI_APP_ID',
      'JITSI_APP_SECRET',
      'JITSI_KEY_ID',
      'JITSI_PRIVATE_KEY',
      'JITSI_URL',
      'LIVEKIT_API_KEY',
      'LIVEKIT_API_SECRET',
      'LIVEKIT_URL',
      'OPENVIDU_SECRET',
      'OPENVIDU_URL',
    ]);
  });
});
