import type { VideoRole } from '@clinicarrivals/core';
import type { Person } from '../call/call.ts';
import { make } from '../dom.ts';
import type { Speech, Word } from '../words/speech.ts';

const roleWords: Readonly<Record<VideoRole, Word>> = { patient: 'patient', practitioner: 'doctor', guest: 'guest' };

interface Tile {
  readonly element: HTMLElement;
  show(person: Person): void;
}

/** The pictures of everybody who is in the room; `onSilenced` when the browser plays no sound until it is asked to. */
export function createTiles(
  speech: Speech,
  onSilenced: () => void,
): {
  readonly element: HTMLElement;
  show(people: readonly Person[]): void;
  /** Plays what the browser held back; to be called from a click. */
  play(): void;
} {
  const element = make('div', { className: 'tiles' });
  const tiles = new Map<string, Tile>();
  return {
    element,
    show: (people) => {
      for (const [id, tile] of tiles) {
        if (people.some((person) => person.id === id)) continue;
        tile.element.remove();
        tiles.delete(id);
      }
      for (const person of people) {
        const tile = tiles.get(person.id) ?? createTile(speech, onSilenced);
        tiles.set(person.id, tile);
        tile.show(person);
        if (tile.element.parentElement === null) element.append(tile.element);
      }
      element.dataset['others'] = String(people.filter((person) => !person.isMe).length);
    },
    play: () => {
      for (const audio of element.querySelectorAll('audio')) void audio.play().catch(onSilenced);
    },
  };
}

function createTile(speech: Speech, onSilenced: () => void): Tile {
  const video = make('video', { autoplay: true, muted: true, playsInline: true });
  const audio = make('audio', { autoplay: true });
  const name = make('span', { className: 'name' });
  const notes = make('span', { className: 'notes' });
  const element = make('figure', {}, video, audio, make('figcaption', {}, name, ' ', notes));
  let shown: Person | null = null;
  const write = (): void => {
    if (shown === null) return;
    name.textContent = speech.word(shown.isMe ? 'you' : roleWords[shown.role]);
    video.setAttribute('aria-label', name.textContent);
    const words: readonly Word[] = [
      ...(shown.isMuted ? (['microphoneIsOff'] as const) : []),
      ...(shown.video === null ? (['cameraIsOff'] as const) : []),
    ];
    notes.textContent = words.map((word) => speech.word(word)).join(' · ');
  };
  speech.bind(element, write);
  return {
    element,
    show: (person) => {
      if (person.video !== (shown?.video ?? null)) video.srcObject = toStream(person.video);
      if (person.audio !== (shown?.audio ?? null)) {
        audio.srcObject = toStream(person.audio);
        if (person.audio !== null) void audio.play().catch(onSilenced);
      }
      video.hidden = person.video === null;
      element.className = person.isMe ? 'me' : person.role;
      shown = person;
      write();
    },
  };
}

function toStream(track: MediaStreamTrack | null): MediaStream | null {
  return track === null ? null : new MediaStream([track]);
}
