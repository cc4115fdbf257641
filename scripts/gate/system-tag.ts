/** The systems that a test can be for, as `process.platform` calls them. */
const systems = ['linux', 'darwin', 'win32'];

const tag = /\[([\w, ]+) only: [^\]]+\]/g;

/**
 * Tells whether a test is for other systems than this one, as a tag in its title says: `[linux only: read from /proc]`,
 * `[linux, darwin only: file modes]`. A tag that names a system which is not known says nothing: mistyped, it would leave the test out
 * everywhere.
 */
export function isForOtherSystem(title: string, platform: NodeJS.Platform): boolean {
  return [...title.matchAll(tag)].some(([, names = '']) => {
    const own = names.split(', ');
    return own.every((name) => systems.includes(name)) && !own.includes(platform);
  });
}
