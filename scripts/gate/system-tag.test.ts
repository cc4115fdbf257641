import { describe, expect, it } from 'vitest';
import { isForOtherSystem } from './system-tag.ts';

describe('isForOtherSystem', () => {
  it.each([
    ['a tag that names this system', 'starts [linux only: read from /proc]', 'linux', false],
    ['a tag that names another system', 'starts [linux only: read from /proc]', 'win32', true],
    ['a tag that names this system among others', 'is private [linux, darwin only: file modes]', 'darwin', false],
    ['a tag that names two other systems', 'is private [linux, darwin only: file modes]', 'win32', true],
    ['a tag on the group of the test', 'opening [linux only: shell scripts] shows a window', 'darwin', true],
    ['an inner tag that names fewer systems', 'a [linux, darwin only: modes] b [linux only: /proc]', 'darwin', true],
    ['no tag', 'is refused clearly when it is a folder', 'win32', false],
    ['a system that is not known', 'starts [linus only: read from /proc]', 'win32', false],
    ['a known and an unknown system', 'is private [linux, macos only: file modes]', 'win32', false],
    ['a tag without a reason', 'starts [linux only]', 'win32', false],
  ] as const)('understands %s', (_, title, platform, expected) => {
    expect(isForOtherSystem(title, platform)).toBe(expected);
  });
});
