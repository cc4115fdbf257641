import { make, say } from '../dom.ts';
import type { Speech } from '../words/speech.ts';

/** Above this share of the full range it is a voice, not the room. */
const heardAbove = 0.04;

/** A bar that moves with the voice, and says once that the microphone works. */
export function createSoundMeter(speech: Speech): {
  readonly element: HTMLElement;
  follow(track: MediaStreamTrack | null): void;
} {
  const bar = make('meter', { min: 0, max: 0.3 });
  const sentence = make('p', { className: 'soft', role: 'status' });
  const element = make(
    'div',
    { className: 'sound' },
    make('label', {}, say(speech, make('span'), 'soundLevel'), bar),
    sentence,
  );
  let followed: MediaStreamTrack | null = null;
  let stop = (): void => undefined;
  let isHeard = false;
  speech.bind(sentence, () => void (sentence.textContent = speech.word(isHeard ? 'heard' : 'speak')));

  const show = (level: number): void => {
    bar.value = level;
    if (isHeard || level < heardAbove) return;
    isHeard = true;
    sentence.textContent = speech.word('heard');
  };
  return {
    element,
    follow: (track) => {
      if (track === followed) return;
      followed = track;
      stop();
      stop = track === null ? () => undefined : measure(track, show);
      element.hidden = track === null;
    },
  };
}

/** Tells the loudness ten times a second, as the root mean square from 0 to 1. */
function measure(track: MediaStreamTrack, onLevel: (level: number) => void): () => void {
  const context = new AudioContext();
  // Some browsers begin silent until the page is touched.
  void context.resume();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    onLevel(Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}

/** Two soft notes, so that one hears that the speaker works. */
export function playTestSound(): void {
  const context = new AudioContext();
  for (const [index, frequency] of [523.25, 659.25].entries()) {
    const note = context.createOscillator();
    const loudness = context.createGain();
    const from = context.currentTime + 0.05 + index * 0.35;
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(0.2, from + 0.05);
    loudness.gain.linearRampToValueAtTime(0, from + 0.32);
    note.connect(loudness).connect(context.destination);
    note.start(from);
    note.stop(from + 0.35);
    if (index === 1) note.onended = () => void context.close();
  }
}
