import { readFile } from 'node:fs/promises';
import { expect, it, vi } from 'vitest';

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');

it('shows in the README the example that is type-checked here', async () => {
  const example = (await read('./readme-example.ts')).replaceAll('\r\n', '\n');
  expect((await read('../README.md')).replaceAll('\r\n', '\n')).toContain(`\`\`\`ts\n${example}\`\`\``);
});

it('runs the example of the README', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  try {
    await import('./readme-example.ts');
    expect(log.mock.calls).toEqual([[expect.objectContaining({ resourceType: 'Bundle', type: 'searchset' })]]);
  } finally {
    log.mockRestore();
  }
});
