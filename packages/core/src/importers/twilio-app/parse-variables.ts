/** Reads the lines `NAME=value` of an environment file; the rest of it, such as comments, is passed over. */
export function parseVariables(text: string): ReadonlyMap<string, string> {
  const lines = text.replace(/^\uFEFF/u, '').split(/\r?\n/u);
  return new Map(
    lines.flatMap((line): readonly (readonly [string, string])[] => {
      const [, name, value] = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/u.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, withoutQuotes(value)]];
    }),
  );
}

function withoutQuotes(value: string): string {
  const [, , quoted] = /^(["'])(.*)\1/u.exec(value) ?? [];
  return quoted ?? value.replace(/\s+#.*$/u, '');
}
