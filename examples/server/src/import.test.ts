import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from './testing/run-program.ts';
import { readSettings } from './settings/read-settings.ts';

const program = join(import.meta.dirname, 'import.ts');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'clinicarrivals-import-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function run(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const running = runProgram({ file: program, args, cwd: folder, environment: {} });
  return { code: await running.exited, output: running.output() };
}

const settings = JSON.stringify({ AUTH_TOKEN: 'token-of-the-clinic', MinutesBeforeScreeningMessage: 90 });
const rooms = JSON.stringify([{ PractitionerFhirID: '7', PractitionerName: 'Dr Baker', LocationName: 'Room 7.' }]);
const templates = JSON.stringify([
  { MessageType: 'ArrivedThanks', Template: 'Thank you, please wait outside.' },
  { MessageType: 'Video', Template: 'So' },
]);

it('makes of the files of ClinicArrivals a settings file that the server takes, and lists what stays behind', async () => {
  const files = [write('a.json', templates), write('b.json', settings), write('c.json', rooms)];
  const { code, output } = await run(...files);
  expect(code).toBe(0);
  const [, file = '', list = ''] = /^(\{[^]*\n\})\n([^]*)$/.exec(output) ?? [];
  expect(list).toContain('AUTH_TOKEN: it is a secret');
  expect(list).toContain('Video: it is empty or unfinished');
  expect(output).not.toContain('token-of-the-clinic');
  const taken = await readSettings({ CLINICARRIVALS_CONFIG: write('clinic.json', file) });
  expect(taken.file).toMatchObject({
    settings: { pmsProfile: 'starts-on-fulfilled', cancelByText: false, screeningMinutes: 90 },
    templates: { en: { ArrivedThanks: 'Thank you, please wait outside.' } },
    practitioners: [{ id: '7', name: 'Dr Baker', room: 'Room 7.' }],
  });
});

it("makes a settings file of the variables of Twilio's appointment management", async () => {
  const { code, output } = await run(write('.env', 'REMINDER_FIRST_TIMING=2400\nREMINDER_SECOND_TIMING=0200\n'));
  expect(code).toBe(0);
  const [, file = ''] = /^(\{[^]*\n\})\n/.exec(output) ?? [];
  const taken = await readSettings({ CLINICARRIVALS_CONFIG: write('clinic.json', file) });
  expect(taken.file.settings.reminders?.map(({ when }) => when)).toEqual([
    { minutesBefore: 24 * 60 },
    { minutesBefore: 120 },
  ]);
});

it.each([
  ['nothing', [], 'name the files'],
  ['a file that is not there', ['none.json'], 'cannot be read'],
  ['a broken file', ['broken.json'], 'no valid JSON'],
  ['a file of another kind', ['notes.txt'], 'sets no variable'],
  ['a file twice', ['a.json', 'b.json'], 'is the second settings'],
  ['the files of two programs', ['a.json', 'app.env'], 'one program at a time'],
])('refuses %s in a line, and repeats nothing of it', async (_, names, words) => {
  write('broken.json', '{ "AUTH_TOKEN": "token-of-the-clinic"');
  write('notes.txt', 'token-of-the-clinic');
  write('app.env', 'APPLICATION_PASSWORD=token-of-the-clinic');
  write('a.json', settings);
  write('b.json', settings);
  const { code, output } = await run(...names);
  expect(code).toBe(1);
  expect(output).toContain(words);
  expect(output).not.toMatch(/token-of-the-clinic|^\s+at /m);
});
