import type { VideoAdmittance, VideoTicket } from '@clinicarrivals/core';
import type { Clinic, ClinicAnswer } from '../clinic.ts';
import type { Media, MediaTracks } from '../media.ts';
import type { Call, CallListener } from './call.ts';

/** What one wants to be heard and seen with. */
export interface Wishes {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** What came of an attempt to get in. */
export type Entry =
  | { readonly type: 'in'; readonly call: Call }
  | { readonly type: 'elsewhere'; readonly url: string }
  /** `refused`: the clinic lets nobody in now · `failed`: it may work in a moment. */
  | { readonly type: 'refused' | 'failed' };

/** Gets a ticket and goes in with it. Never rejects. */
export async function enterRoom(options: {
  readonly clinic: Clinic;
  readonly media: Media;
  readonly wishes: Wishes;
  readonly listener: CallListener;
}): Promise<Entry> {
  const ticket = ticketOf(await options.clinic.join());
  if (typeof ticket === 'string') return { type: ticket };
  if (ticket.type === 'page') return { type: 'elsewhere', url: ticket.url };
  const tracks = await takeTracks(options.media, options.wishes);
  try {
    return { type: 'in', call: await connect(ticket, tracks, options.listener) };
  } catch {
    tracks.audio?.stop();
    tracks.video?.stop();
    return { type: 'failed' };
  }
}

function ticketOf(answer: ClinicAnswer<VideoAdmittance>): VideoTicket | 'refused' | 'failed' {
  if (answer.type === 'failed') return 'failed';
  return answer.type === 'answered' && answer.answer.type === 'admitted' ? answer.answer.ticket : 'refused';
}

/** Camera and microphone as far as they are wished for: nobody is heard or seen who has switched them off. */
async function takeTracks(media: Media, { microphone, camera }: Wishes): Promise<MediaTracks> {
  if (!microphone && !camera) media.stop();
  else if (media.state !== 'ready') await media.open();
  const { audio, video } = media.release();
  if (!microphone) audio?.stop();
  if (!camera) video?.stop();
  return { audio: microphone ? audio : null, video: camera ? video : null };
}

/** The libraries are large: each is loaded when somebody joins. */
async function connect(
  ticket: Exclude<VideoTicket, { type: 'page' }>,
  tracks: MediaTracks,
  listener: CallListener,
): Promise<Call> {
  if (ticket.type === 'livekit')
    return (await load(() => import('./livekit.ts'))).connectLiveKit(ticket, tracks, listener);
  return (await load(() => import('./openvidu.ts'))).connectOpenVidu(ticket, tracks, listener);
}

async function load<Library>(library: () => Promise<Library>): Promise<Library> {
  try {
    return await library();
  } catch (error) {
    if (await isOutdated()) location.reload();
    throw error;
  }
}

/** Whether the clinic has put up another version since this page was opened: what this one has not loaded yet is gone then. */
async function isOutdated(): Promise<boolean> {
  const script = new URL(import.meta.url).pathname.split('/').at(-1) ?? '';
  const response = await fetch(location.href).catch(() => null);
  return response?.ok === true && !(await response.text()).includes(script);
}
