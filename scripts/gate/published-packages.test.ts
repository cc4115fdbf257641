import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listPublishedPackages } from './published-packages.ts';

it('lists the packages that are not private, and no folder without a manifest', () => {
  const root = mkdtempSync(join(tmpdir(), 'gate-'));
  for (const [name, manifest] of [
    ['sms', { name: 'sms' }],
    ['core', { name: 'core' }],
    ['tools', { name: 'tools', private: true }],
  ] as const) {
    mkdirSync(join(root, 'packages', name), { recursive: true });
    writeFileSync(join(root, 'packages', name, 'package.json'), JSON.stringify(manifest));
  }
  mkdirSync(join(root, 'packages', 'left-over'));
  expect(listPublishedPackages(root)).toEqual(['packages/core', 'packages/sms']);
  rmSync(root, { recursive: true });
});
