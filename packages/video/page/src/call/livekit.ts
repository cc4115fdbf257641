import { LocalAudioTrack, LocalVideoTrack, LogLevel, Room, RoomEvent, setLogLevel, Track } from 'livekit-client';
import type { LocalTrack, Participant } from 'livekit-client';
import type { VideoTicket } from '@clinicarrivals/core';
import type { MediaTracks } from '../media.ts';
import type { Call, CallListener, Person } from './call.ts';
import { roleOfIdentity } from './role.ts';

/** Takes part in a room of LiveKit, which is also OpenVidu 3. */
export async function connectLiveKit(
  ticket: Extract<VideoTicket, { type: 'livekit' }>,
  tracks: MediaTracks,
  listener: CallListener,
): Promise<Call> {
  // Its log names the room.
  setLogLevel(LogLevel.silent);
  const room = new Room({ dynacast: true });
  let isLeaving = false;
  const tell = (): void => {
    const others = [...room.remoteParticipants.values()].filter((participant) => !participant.isAgent);
    listener.onPeople([room.localParticipant, ...others].map(toPerson));
  };
  for (const event of peopleEvents) room.on(event, tell);
  room.on(RoomEvent.SignalReconnecting, () => listener.onInterrupted(true));
  room.on(RoomEvent.Reconnecting, () => listener.onInterrupted(true));
  room.on(RoomEvent.Reconnected, () => listener.onInterrupted(false));
  room.on(RoomEvent.Disconnected, () => {
    if (!isLeaving) listener.onEnd();
  });

  const leave = async (): Promise<void> => {
    isLeaving = true;
    await room.disconnect();
    tracks.audio?.stop();
    tracks.video?.stop();
  };
  try {
    await room.connect(ticket.serverUrl, ticket.token);
    await publish(room, tracks);
  } catch (error) {
    await leave();
    throw error;
  }
  tell();
  return {
    setMicrophone: async (isOn) => void (await room.localParticipant.setMicrophoneEnabled(isOn)),
    setCamera: async (isOn) => void (await room.localParticipant.setCameraEnabled(isOn)),
    leave,
  };
}

const peopleEvents = [
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.Reconnected,
] as const;

/** Gives the tracks to the library as its own, so that it switches the camera's light off and on again with the picture. */
async function publish({ localParticipant }: Room, { audio, video }: MediaTracks): Promise<void> {
  const isGiven = false;
  const tracks = [
    ...(audio === null ? [] : [new LocalAudioTrack(audio, undefined, isGiven)]),
    ...(video === null ? [] : [new LocalVideoTrack(video, undefined, isGiven)]),
  ];
  for (const track of tracks) {
    const source = track.kind === Track.Kind.Audio ? Track.Source.Microphone : Track.Source.Camera;
    // The library's types are not made for `exactOptionalPropertyTypes`: its own class would not be its own interface.
    await localParticipant.publishTrack(track as LocalTrack, { source });
  }
}

function toPerson(participant: Participant): Person {
  const find = (source: Track.Source): MediaStreamTrack | null => {
    const publication = participant.getTrackPublication(source);
    return publication === undefined || publication.isMuted ? null : (publication.track?.mediaStreamTrack ?? null);
  };
  return {
    id: participant.identity,
    role: roleOfIdentity(participant.identity),
    isMe: participant.isLocal,
    video: find(Track.Source.Camera),
    audio: participant.isLocal ? null : find(Track.Source.Microphone),
    isMuted: !participant.isMicrophoneEnabled,
  };
}
