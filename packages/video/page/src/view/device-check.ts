import { button, label, make, say, setSentence } from '../dom.ts';
import type { MediaState } from '../media.ts';
import type { Word } from '../words/speech.ts';
import type { Page, View } from './page.ts';
import { createSoundMeter, playTestSound } from './sound-meter.ts';

const sentences: Readonly<Partial<Record<MediaState, Word>>> = {
  idle: 'allow',
  asking: 'allow',
  refused: 'devicesRefused',
  missing: 'devicesMissing',
  busy: 'devicesBusy',
  unsupported: 'devicesUnsupported',
};

/** Shows the own picture and how loud one is, before one joins. */
export function createDeviceCheck(page: Page): View {
  const { speech, media } = page;
  const picture = label(speech, make('video', { autoplay: true, muted: true, playsInline: true }), 'picture');
  const sentence = make('p', { role: 'status' });
  const start = button(speech, 'turnOn', () => media.state === 'asking' || void media.open(), 'main');
  const again = button(speech, 'tryAgain', () => void media.open());
  const meter = createSoundMeter(speech);
  const cameras = createChoice(page, 'video');
  const microphones = createChoice(page, 'audio');
  const sound = button(speech, 'playSound', playTestSound, 'quiet');
  const ready = make('div', { className: 'devices' }, meter.element, microphones.element, cameras.element, sound);
  const element = make(
    'section',
    { className: 'check' },
    say(speech, make('h2'), 'devices'),
    make('div', { className: 'screen' }, picture),
    sentence,
    start,
    again,
    ready,
  );

  let shown: MediaStreamTrack | null = null;
  const update = (): void => {
    const { state, tracks } = media;
    const isReady = state === 'ready';
    setSentence(sentence, describe(page));
    start.hidden = state !== 'idle' && state !== 'asking';
    start.ariaDisabled = String(state === 'asking');
    again.hidden = start.hidden === false || isReady || state === 'unsupported';
    ready.hidden = !isReady;
    picture.parentElement?.toggleAttribute('hidden', tracks.video === null);
    if (tracks.video !== shown) {
      shown = tracks.video;
      picture.srcObject = shown === null ? null : new MediaStream([shown]);
    }
    meter.follow(tracks.audio);
    if (isReady) for (const choice of [cameras, microphones]) void choice.update();
  };
  speech.bind(sentence, update);
  return { element, update, close: () => meter.follow(null) };
}

function describe({ speech, media: { state, tracks } }: Page): string | null {
  if (state !== 'ready') {
    const word = sentences[state];
    return word === undefined ? null : speech.word(word);
  }
  if (tracks.audio === null) return speech.word('microphoneMissing');
  return tracks.video === null ? speech.word('cameraMissing') : null;
}

/** The choice between several cameras or microphones; not there where there is nothing to choose. */
function createChoice(
  { speech, media }: Page,
  kind: 'audio' | 'video',
): { readonly element: HTMLElement; update(): Promise<void> } {
  const select = make('select');
  const element = make(
    'label',
    { hidden: true },
    say(speech, make('span'), kind === 'audio' ? 'microphone' : 'camera'),
    select,
  );
  select.addEventListener('change', () => void media.choose(kind, select.value));
  let offered = '';
  return {
    element,
    update: async () => {
      const devices = await media.devices(kind);
      const ids = devices.map((device) => device.deviceId).join('\n');
      element.hidden = devices.length < 2;
      if (ids !== offered) {
        offered = ids;
        select.replaceChildren(
          ...devices.map(({ deviceId, label: name }, index) =>
            make('option', { value: deviceId, textContent: name || String(index + 1) }),
          ),
        );
      }
      const current = media.tracks[kind]?.getSettings().deviceId;
      if (current !== undefined && select.value !== current) select.value = current;
    },
  };
}
