/** How far the page has got with camera and microphone. */
export type MediaState = 'idle' | 'asking' | 'ready' | 'refused' | 'missing' | 'busy' | 'unsupported';

export interface MediaTracks {
  readonly audio: MediaStreamTrack | null;
  readonly video: MediaStreamTrack | null;
}

/** Camera and microphone of this device. */
export interface Media {
  readonly state: MediaState;
  readonly tracks: MediaTracks;
  /** Asks for both; what is there alone is taken alone. Never rejects. */
  open(): Promise<void>;
  /** Changes to another device. */
  choose(kind: 'audio' | 'video', deviceId: string): Promise<void>;
  devices(kind: 'audio' | 'video'): Promise<readonly MediaDeviceInfo[]>;
  /** Lets go of both. */
  stop(): void;
  /** Gives the tracks away: who takes them stops them. */
  release(): MediaTracks;
}

const none: MediaTracks = { audio: null, video: null };

/** Makes the media of this device; `onChange` is called whenever something of them changes. */
export function createMedia(onChange: () => void): Media {
  let state: MediaState = 'idle';
  let tracks = none;
  /** Counts what was asked for: tracks that come when nobody wants them any more are stopped. */
  let request = 0;
  const chosen: { audio?: string; video?: string } = {};
  const become = (next: MediaState, nextTracks: MediaTracks): void => {
    state = next;
    tracks = nextTracks;
  };
  const stop = (): void => {
    request += 1;
    stopTracks(tracks);
    become('idle', none);
  };
  /** Another app has taken a device, or it was unplugged. Who has taken over the tracks looks after them. */
  const loseTracks = (lost: MediaTracks): void => {
    if (lost !== tracks) return;
    stop();
    become('busy', none);
    onChange();
  };
  const open = async (): Promise<void> => {
    stop();
    const mine = request;
    become('asking', none);
    onChange();
    const opened = await openTracks(chosen);
    if (mine !== request) return stopTracks(opened.tracks);
    become(opened.state, opened.tracks);
    onChange();
    for (const track of [opened.tracks.audio, opened.tracks.video])
      track?.addEventListener('ended', () => loseTracks(opened.tracks), { once: true });
  };

  return {
    get state() {
      return state;
    },
    get tracks() {
      return tracks;
    },
    open,
    stop,
    choose: (kind, deviceId) => {
      chosen[kind] = deviceId;
      return open();
    },
    devices: async (kind) => {
      const all = await navigator.mediaDevices.enumerateDevices();
      return all.filter((device) => device.kind === `${kind}input` && device.deviceId !== '');
    },
    release: () => {
      const given = tracks;
      become('idle', none);
      return given;
    },
  };
}

interface Opened {
  readonly state: MediaState;
  readonly tracks: MediaTracks;
}

async function openTracks(chosen: { readonly audio?: string; readonly video?: string }): Promise<Opened> {
  // Not there where the page was not loaded over https.
  if (!('mediaDevices' in navigator)) return { state: 'unsupported', tracks: none };
  const audio = toConstraint(chosen.audio);
  const video = { ...toConstraint(chosen.video), ...pictureSize };
  let failure: MediaState = 'missing';
  for (const wish of [{ audio, video }, { audio }, { video }]) {
    try {
      const stream = await navigator.mediaDevices.getUserMedia(wish);
      const tracks = { audio: stream.getAudioTracks()[0] ?? null, video: stream.getVideoTracks()[0] ?? null };
      return { state: 'ready', tracks };
    } catch (error) {
      failure = failure === 'missing' ? toState(error) : failure;
      // Asked again, the browser would ask the patient again.
      if (failure === 'refused' && !(await isAnyGranted())) break;
    }
  }
  return { state: failure, tracks: none };
}

const pictureSize = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' };

function toConstraint(deviceId: string | undefined): MediaTrackConstraints {
  return deviceId === undefined ? {} : { deviceId: { ideal: deviceId } };
}

function toState(error: unknown): MediaState {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  return name === 'NotReadableError' || name === 'AbortError' ? 'busy' : 'missing';
}

/** Where the patient has allowed one of the two for good, that one is to be had alone. */
async function isAnyGranted(): Promise<boolean> {
  const names = ['camera', 'microphone'] as const;
  const states = names.map(async (name) => {
    try {
      return (await navigator.permissions.query({ name })).state === 'granted';
    } catch {
      // Firefox does not tell these, and Safari tells nothing before iOS 16.
      return false;
    }
  });
  return (await Promise.all(states)).includes(true);
}

function stopTracks({ audio, video }: MediaTracks): void {
  audio?.stop();
  video?.stop();
}
