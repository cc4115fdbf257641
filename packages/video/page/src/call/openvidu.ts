import { OpenVidu } from 'openvidu-browser';
import type { Connection, Publisher, Session, StreamManager } from 'openvidu-browser';
import type { VideoTicket } from '@clinicarrivals/core';
import type { MediaTracks } from '../media.ts';
import type { Call, CallListener, Person } from './call.ts';
import { roleOfConnection } from './role.ts';

/** Takes part in a session of OpenVidu 2. */
export async function connectOpenVidu(
  ticket: Extract<VideoTicket, { type: 'openvidu' }>,
  tracks: MediaTracks,
  listener: CallListener,
): Promise<Call> {
  const openVidu = new OpenVidu();
  // Its log names the session and repeats the token.
  openVidu.enableProdMode();
  const session = openVidu.initSession();
  let isIn = false;
  let isLeaving = false;
  const others = followOthers(session, () => tell());
  const tell = (): void => {
    const me = toPerson(session.connection, publishing.publisher, true);
    listener.onPeople([me, ...[...others].map(([connection, subscriber]) => toPerson(connection, subscriber, false))]);
  };
  session.on('streamPropertyChanged', tell);
  session.on('reconnecting', () => listener.onInterrupted(true));
  session.on('reconnected', () => listener.onInterrupted(false));
  session.on('sessionDisconnected', () => {
    if (!isLeaving) listener.onEnd();
  });

  const publishing = createPublishing(openVidu, session);
  const leave = async (): Promise<void> => {
    isLeaving = true;
    session.disconnect();
    // Until one is in, `disconnect` does nothing, and the library would go on trying.
    if (!isIn) openVidu.closeWs();
    tracks.audio?.stop();
    tracks.video?.stop();
  };
  await reachServer(ticket.token);
  try {
    await soonEnough(session.connect(ticket.token));
    isIn = true;
    if (tracks.audio !== null || tracks.video !== null) {
      await publishing.publish({ audio: tracks.audio ?? false, video: tracks.video ?? false });
    }
  } catch (error) {
    await leave();
    throw error;
  }
  tell();
  return {
    setMicrophone: (isOn) => publishing.setMicrophone(isOn).finally(tell),
    setCamera: (isOn) => publishing.setCamera(isOn).finally(tell),
    leave,
  };
}

const longestMs = 15_000;

/**
 * Looks whether the server answers at all. To one that does not, the library connects again and again without ever saying so, and
 * cannot be stopped.
 */
async function reachServer(token: string): Promise<void> {
  const { protocol, host } = new URL(token);
  const socket = new WebSocket(`${protocol}//${host}/openvidu`);
  try {
    await soonEnough(
      new Promise((resolve, reject) => {
        socket.onopen = resolve;
        socket.onerror = () => reject(new Error('the video server does not answer'));
      }),
    );
  } finally {
    socket.close();
  }
}

async function soonEnough(work: Promise<unknown>): Promise<void> {
  const tooLate = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the video server does not answer in time')), longestMs);
  });
  await Promise.race([work, tooLate]);
}

/** A track, the device that the browser chooses (undefined), or none (false). */
type Source = MediaStreamTrack | undefined | false;

/** What one sends oneself. Who came without camera or microphone gets a new stream with it when it is turned on. */
function createPublishing(openVidu: OpenVidu, session: Session) {
  let publisher: Publisher | null = null;
  const publish = async ({ audio, video }: { readonly audio: Source; readonly video: Source }): Promise<void> => {
    if (publisher !== null) await session.unpublish(publisher);
    publisher = await openVidu.initPublisherAsync(undefined, {
      ...(audio === undefined ? {} : { audioSource: audio }),
      ...(video === undefined ? {} : { videoSource: video }),
    });
    await session.publish(publisher);
  };
  return {
    get publisher() {
      return publisher;
    },
    publish,
    setMicrophone: async (isOn: boolean): Promise<void> => {
      if (publisher?.stream.hasAudio) publisher.publishAudio(isOn);
      else if (isOn) await publish({ audio: undefined, video: publisher?.stream.hasVideo ? undefined : false });
    },
    setCamera: async (isOn: boolean): Promise<void> => {
      if (publisher?.stream.hasVideo) await publisher.publishVideo(isOn, true);
      else if (isOn) await publish({ audio: publisher?.stream.hasAudio ? undefined : false, video: undefined });
    },
  };
}

/** Everybody else who is in, with what they send; null while they send nothing. */
function followOthers(session: Session, onChange: () => void): ReadonlyMap<Connection, StreamManager | null> {
  const others = new Map<Connection, StreamManager | null>();
  const isMine = (connection: Connection): boolean => connection.connectionId === session.connection.connectionId;
  const put = (connection: Connection, stream: StreamManager | null): void => {
    others.set(connection, stream);
    onChange();
  };
  session.on('connectionCreated', ({ connection }) => {
    if (!isMine(connection)) put(connection, null);
  });
  session.on('connectionDestroyed', ({ connection }) => {
    others.delete(connection);
    onChange();
  });
  session.on('streamCreated', ({ stream }) => {
    const subscriber = session.subscribe(stream, undefined);
    // The stream is there some time after it was asked for.
    subscriber.on('streamPlaying', onChange);
    put(stream.connection, subscriber);
  });
  session.on('streamDestroyed', ({ stream }) => {
    if (others.has(stream.connection)) put(stream.connection, null);
  });
  return others;
}

function toPerson(connection: Connection, manager: StreamManager | null, isMe: boolean): Person {
  const stream = manager?.stream;
  // Whatever the library's types say, there is none until it has come.
  const media: MediaStream | undefined = stream?.getMediaStream();
  const video = stream?.videoActive === true ? media?.getVideoTracks()[0] : undefined;
  const audio = stream?.audioActive === true ? media?.getAudioTracks()[0] : undefined;
  return {
    id: connection.connectionId,
    role: roleOfConnection(connection.data),
    isMe,
    video: video ?? null,
    audio: isMe ? null : (audio ?? null),
    isMuted: audio === undefined,
  };
}
