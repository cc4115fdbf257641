import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';

// Lints texts as if they stood in files: reads `[{ path, code }]` from its input and prints the names of the rules that each breaks. The
// tests of the rules run it as a process of its own, since the compiler behind the typed rules is not to share one with the
// measuring of coverage.
const eslint = new ESLint();
// The test that starts this writes it.
const cases = JSON.parse(await text(process.stdin)) as readonly { readonly path: string; readonly code: string }[];
const found: (readonly string[])[] = [];
for (const { path, code } of cases) {
  const results = await eslint.lintText(`${code}\n`, { filePath: path });
  found.push(results.flatMap((result) => result.messages.map((message) => message.ruleId ?? message.message)));
}
process.stdout.write(JSON.stringify(found));
