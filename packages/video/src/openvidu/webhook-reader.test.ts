import { describe, expect, it } from 'vitest';
import type { VideoWebhookReading } from '../webhooks/video-webhook-reader.ts';
import { createOpenViduWebhookReader } from './webhook-reader.ts';

const authorization = 'Bearer 5b0f8e1d3c7a4926';
const reader = createOpenViduWebhookReader({ authorization });

// As an OpenVidu server 2.32.2 posts them: CDREvent*.java of https://github.com/OpenVidu/openvidu.
const joined = {
  sessionId: 'q7w8e9r0',
  uniqueSessionId: 'q7w8e9r0_1775080800000',
  timestamp: 1775080860000,
  participantId: 'con_A1b2C3d4E5',
  connectionId: 'con_A1b2C3d4E5',
  location: 'unknown',
  ip: '203.0.113.7',
  platform: 'Chrome 141.0.0.0 on Android 15',
  clientData: '',
  serverData: 'patient',
  event: 'participantJoined',
};

function read(body: unknown, header: string | null = authorization): Promise<VideoWebhookReading> {
  const headers = new Headers(header === null ? {} : { authorization: header });
  const bytes = body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return reader.read({ headers, body: bytes });
}

describe('a webhook of OpenVidu', () => {
  it('is a hint when somebody joins or leaves and when the session ends', async () => {
    for (const event of ['participantJoined', 'participantLeft', 'sessionDestroyed']) {
      expect(await read({ ...joined, event })).toEqual({ type: 'changed', sessionIds: ['q7w8e9r0'] });
    }
  });

  it('says the same when it comes twice or late: it is only a hint', async () => {
    const late = { ...joined, event: 'participantLeft', timestamp: 0 };
    expect([await read(joined), await read(late), await read(joined)]).toEqual(
      Array.from({ length: 3 }, () => ({ type: 'changed', sessionIds: ['q7w8e9r0'] })),
    );
  });

  it('is of no interest when it tells of anything else', async () => {
    for (const event of ['sessionCreated', 'webrtcConnectionCreated', 'recordingStatusChanged', 'unknown']) {
      expect(await read({ ...joined, event })).toEqual({ type: 'ignored' });
    }
  });

  it('is refused without our header, with another one, and with the beginning of it', async () => {
    for (const header of [null, '', 'Bearer 0000000000000000', authorization.slice(0, -1), `${authorization}0`]) {
      expect(await read(joined, header)).toMatchObject({ type: 'refused', status: 401 });
    }
  });

  it('is refused when it makes no sense, and nothing of it is repeated', async () => {
    const { sessionId: _, ...homeless } = joined;
    const bodies = ['', 'q7w8e9r0', '[]', 'null', {}, { event: 7 }, homeless, { ...joined, sessionId: '' }];
    for (const body of [...bodies, { ...joined, sessionId: ['q7w8e9r0'] }, Uint8Array.of(0xff, 0xfe)]) {
      const reading = await read(body);
      expect(reading).toMatchObject({ type: 'refused', status: 400 });
      expect(JSON.stringify(reading)).not.toContain('q7w8e9r0');
    }
  });

  it('is not looked at before it is known who has sent it', async () => {
    expect(await read('nonsense', null)).toMatchObject({ status: 401 });
  });
});

describe('createOpenViduWebhookReader', () => {
  it('refuses a header that could be guessed, and names the field and the fix', () => {
    for (const weak of ['', ' '.repeat(20), 'Basic secret']) {
      expect(() => createOpenViduWebhookReader({ authorization: weak })).toThrow(
        /openvidu\.authorization: .*16 characters.*OPENVIDU_WEBHOOK_HEADERS/,
      );
    }
  });
});
