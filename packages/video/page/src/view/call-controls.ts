import type { Person } from '../call/call.ts';
import { label, make, setSentence } from '../dom.ts';
import type { Word } from '../words/speech.ts';
import { createIcon } from './icon.ts';
import type { IconName } from './icon.ts';
import type { Page } from './page.ts';

/** Microphone, camera, and the way out. */
export function createCallControls({ speech, participation }: Page): {
  readonly element: HTMLElement;
  update(me: Person | undefined): void;
} {
  const failure = make('p', { className: 'notice trouble', role: 'alert', hidden: true });
  let me: Person | undefined;
  const hasSound = (): boolean => me?.isMuted === false;
  const hasPicture = (): boolean => (me?.video ?? null) !== null;
  const turn = async (device: 'microphone' | 'camera', isOn: boolean): Promise<void> => {
    const isDone = await participation.turn(device, isOn);
    setSentence(failure, isDone ? null : speech.word(device === 'camera' ? 'cameraMissing' : 'microphoneMissing'));
  };
  const microphone = createControl(() => void turn('microphone', !hasSound()));
  const camera = createControl(() => void turn('camera', !hasPicture()));
  const leave = createControl(() => void participation.leave(), 'end');
  const group = label(speech, make('div', { className: 'controls', role: 'group' }), 'controls');
  group.append(microphone.element, camera.element, leave.element);
  const show = (control: Control, word: Word, icon: IconName): void => control.show(speech.word(word), icon);

  return {
    element: make('div', { className: 'control-bar' }, failure, group),
    update: (next) => {
      me = next;
      show(
        microphone,
        hasSound() ? 'turnMicrophoneOff' : 'turnMicrophoneOn',
        hasSound() ? 'microphone-on' : 'microphone-off',
      );
      show(camera, hasPicture() ? 'turnCameraOff' : 'turnCameraOn', hasPicture() ? 'camera-on' : 'camera-off');
      show(leave, 'leave', 'leave');
    },
  };
}

interface Control {
  readonly element: HTMLElement;
  show(word: string, icon: IconName): void;
}

function createControl(onClick: () => void, className = ''): Control {
  const icon = createIcon();
  const words = make('span');
  const element = make('button', { type: 'button', className }, icon.element, words);
  element.addEventListener('click', onClick);
  return {
    element,
    show: (word, name) => {
      words.textContent = word;
      icon.show(name);
    },
  };
}
