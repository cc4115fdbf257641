import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultSettings, templateNames } from '@clinicarrivals/core';
import { fileKeys } from './settings-file.ts';

interface Schema {
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, { readonly default?: unknown; readonly description?: string }>>;
}

const path = new URL('../../clinic-settings.schema.json', import.meta.url);
// Our own file, whose shape the tests below go through.
const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema & {
  readonly properties: { readonly templates: { readonly properties: object } };
};

describe('the published schema of the settings file', () => {
  it('has every setting and every key of the file, and refuses others', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...Object.keys(defaultSettings), ...fileKeys].sort());
    expect(schema.additionalProperties).toBe(false);
  });

  it.each(Object.entries(defaultSettings))('states the default and the meaning of %s', (name, value) => {
    expect(schema.properties[name]?.default).toEqual(value);
    expect(schema.properties[name]?.description).toMatch(/\w{3}/);
  });

  it('names every text that can be worded', () => {
    expect(Object.keys(schema.properties.templates.properties)).toEqual([...templateNames]);
  });
});
