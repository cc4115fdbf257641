// Builds what the examples and the bench run on. Silent on stdout, which belongs to the program that comes after.
import { dirname } from 'node:path';
import { runCommand } from './gate/command.ts';

const noticeAfterMs = 2_000;

const root = dirname(import.meta.dirname);
const notice = setTimeout(() => {
  process.stderr.write('Building, once; about half a minute …\n');
}, noticeAfterMs);
const result = await runCommand(root, { tool: 'turbo', args: ['run', 'build', '--output-logs=errors-only'] });
clearTimeout(notice);
if (!result.hasPassed) {
  process.stderr.write(`${result.output}\n[build] failed, see above; npm run build repeats it\n`);
  process.exitCode = 1;
}
