import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { createSimulatedGateway, simulatedAccount } from '@clinicarrivals/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeReal } from './product/describe-real.ts';
import { systemClock } from './product/system-clock.ts';
import { readSettings } from './settings/read-settings.ts';
import { freePort, openStage } from './testing/real-clinic.ts';
import type { Stage } from './testing/real-clinic.ts';
import { runProgram } from './testing/run-program.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/connect-your-ehr.md'), 'utf8');

/** The commands of the page, each with the answer that stands below it; null where none does. */
const steps = [...page.matchAll(/```sh\n(.*?)```(?:\n\n```(?:json|text)\n(.*?)```)?/gs)].map(
  ([, command = '', answer = null]) => ({ command, answer }),
);
const run = promisify(execFile);

let stage: Stage;
beforeEach(() => {
  stage = openStage();
});
afterEach(() => stage.end());

describe('the page "Connect your EHR"', () => {
  it('has an environment and settings with which the server starts, texts nobody, and speaks of no doctors who are ready', async () => {
    const [, variables = ''] = /```ini\n(.*?)```/s.exec(page) ?? [];
    const [, file = ''] = /clinic\.json`\n\n```json\n(.*?)```/s.exec(page) ?? [];
    const [environmentFile, settingsFile] = ['clinic.env', 'clinic.json'].map((name) => join(stage.folder, name));
    writeFileSync(settingsFile ?? '', file);
    const own = variables.replace('whsec_…', `whsec_${Buffer.alloc(32, 7).toString('base64')}`);
    writeFileSync(environmentFile ?? '', own.replace('/etc/clinic/clinic.json', settingsFile ?? ''));
    const settings = await readSettings({ CLINICARRIVALS_ENV: environmentFile ?? '' });
    expect(settings.file.settings).toMatchObject({ allowList: [], waitingRoom: false });
    if (settings.real === null) throw new Error('it would be a simulation');
    const said = describeReal(settings, settings.real).join('\n');
    expect(said).toContain('allowList is set');
    expect(said).not.toContain('pmsProfile');
  });

  // Windows has no bash of its own; what the commands send is tested there by other tests.
  it.runIf(process.platform !== 'win32')(
    'can be followed with curl, openssl and bash alone [linux, darwin only: bash]',
    { timeout: 60_000 },
    async () => {
      const [port, hl7Port] = [await freePort(), await freePort()];
      const toLocal = (text: string): string =>
        text.replaceAll('4600', String(port)).replaceAll('2575', String(hl7Port));
      const environment = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C.UTF-8' };
      const bash = async (script: string): Promise<string> =>
        (await run('bash', ['-euc', script], { env: environment })).stdout;
      const secret = await bash(`${steps[0]?.command ?? ''}\nprintf %s "$SECRET"`);
      const token = /TOKEN=(\S+)/.exec(page)?.[1] ?? '';

      const gateway = createSimulatedGateway({ clock: systemClock, ...simulatedAccount });
      const twilioUrl = await gateway.listen();
      stage.onEnd(() => gateway.close());
      const program = runProgram({
        file: join(import.meta.dirname, 'main.ts'),
        cwd: stage.folder,
        environment: {
          ...{ PORT: String(port), HL7_PORT: String(hl7Port), EHR_EVENTS_SECRET: secret, EHR_EVENTS_TOKEN: token },
          ...{ TWILIO_ACCOUNT_SID: simulatedAccount.accountSid, TWILIO_AUTH_TOKEN: simulatedAccount.authToken },
          ...{ TWILIO_FROM: simulatedAccount.numbers.join(','), TWILIO_BASE_URL: twilioUrl },
          ...{ CLINIC_NAME: 'Main Street Clinic', CLINIC_PHONE: '03 7010 0000' },
          ...{ CLINIC_TIME_ZONE: 'Australia/Melbourne', CLINIC_COUNTRY: 'AU' },
        },
      });
      stage.onEnd(() => {
        program.signal('SIGKILL');
        return program.exited;
      });
      await program.until(/The page: /);

      const separator = '<next step>';
      const script = steps.map(({ command }, index) => {
        const own = index === 0 ? command.replace(/^SECRET=.*$/m, `SECRET=${secret}`) : command;
        return `${toLocal(own)}\necho '${separator}'`;
      });
      const printed = (await bash(script.join('\n'))).split(separator).map((text) => text.trim());
      for (const [index, { command, answer }] of steps.entries()) {
        const given = printed[index] ?? '';
        if (answer === null) expect([command, given]).toEqual([command, '']);
        else if (answer.startsWith('{')) expect([command, JSON.parse(given)]).toEqual([command, JSON.parse(answer)]);
        else expect([command, given]).toEqual([command, answer.trim()]);
      }
      expect(steps.filter(({ answer }) => answer !== null).length).toBeGreaterThanOrEqual(8);
      expect(program.output()).toContain('knows the appointments that the EHR pushes');
      program.signal('SIGTERM');
      expect(await program.exited).toBe(0);
      expect(program.output()).not.toMatch(/小明|Nguyễn|Hoa|0491570006/);
    },
  );
});
