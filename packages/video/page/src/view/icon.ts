const paths = {
  'microphone-on': 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11a7 7 0 0 0 14 0M12 18v3',
  'microphone-off':
    'M9 9v3a3 3 0 0 0 5 2.2M15 11V6a3 3 0 0 0-6-.7M5 11a7 7 0 0 0 11.5 5.4M19 11a7 7 0 0 1-.7 3M12 18v3M4 4l16 16',
  'camera-on': 'M4 7h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1ZM15 11l6-3v8l-6-3',
  'camera-off':
    'M9.5 7H13a2 2 0 0 1 2 2v3.5M15 15a2 2 0 0 1-2 2H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h1M15 11l6-3v8l-4-2M4 4l16 16',
  leave: 'M3 14c0-6 18-6 18 0l-1 2-4-1v-3c-2.500-.8-5.500-.8-8 0v3l-4 1Z',
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words that say the same: screen readers pass over it. */
export function createIcon(): { readonly element: SVGElement; show(name: IconName): void } {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  element.append(path);
  return { element, show: (name) => path.setAttribute('d', paths[name]) };
}
