/**
 * Tells whether a key stands twice in one object of a JSON text. `JSON.parse` takes the last of them and others the first, so that two programs
 * would read two appointments out of one message.
 *
 * @param text that `JSON.parse` has taken
 */
export function hasRepeatedKey(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let isKeyNext = false;
  for (const [token] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g)) {
    const keys = open.at(-1) ?? null;
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token.startsWith('"') && isKeyNext && keys !== null) {
      const key = String(JSON.parse(token));
      if (keys.has(key)) return true;
      keys.add(key);
    }
    isKeyNext = token === '{' || (token === ',' && open.at(-1) !== null);
  }
  return false;
}
