import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

describe('the runtime', () => {
  it('is at least Node 22.18, the oldest that the packages promise', () => {
    expect(major * 100 + minor).toBeGreaterThanOrEqual(2218);
  });

  it('is the Node that EXPECTED_NODE_MAJOR names, so that a CI matrix tests what it says', () => {
    expect(String(major)).toBe(process.env['EXPECTED_NODE_MAJOR'] ?? String(major));
  });

  it('refuses an older Node before anything else runs, and says how to repair it', () => {
    const check = new URL('check-runtime.js', import.meta.url).href;
    // A child process that claims to be old: no old Node is at hand everywhere.
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import(${JSON.stringify(check)});`;
    const child = spawnSync(process.execPath, ['--input-type=module', '--eval', pretend], { encoding: 'utf8' });
    expect(child.status).toBe(1);
    expect(child.stderr).toContain('npm rebuild node');
  });
});
