import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkSettings, defaultSettings, templateNames } from '@clinicarrivals/core';
import { fileKeys } from './settings-file.ts';

interface Property {
  readonly default?: unknown;
  readonly description?: string;
  readonly type?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
}

interface Schema {
  readonly additionalProperties: boolean;
  readonly properties: Readonly<Record<string, Property>>;
}

const path = new URL('../../clinic-settings.schema.json', import.meta.url);
// Our own file, whose shape the tests below go through.
const schema = JSON.parse(readFileSync(path, 'utf8')) as Schema & {
  readonly properties: { readonly templates: { readonly properties: object } };
};
const typeOf = (name: string): string => String(schema.properties[name]?.type);

describe('the published schema of the settings file', () => {
  it('has every setting and every key of the file, and refuses others', () => {
    expect(Object.keys(schema.properties).sort()).toEqual([...Object.keys(defaultSettings), ...fileKeys].sort());
    expect(schema.additionalProperties).toBe(false);
  });

  it.each(Object.entries(defaultSettings))('states the default and the meaning of %s', (name, value) => {
    expect(schema.properties[name]?.default).toEqual(value);
    expect(schema.properties[name]?.description).toMatch(/\w{3}/);
  });

  const numbers = Object.keys(defaultSettings).filter((name) => /^(number|integer)$/.test(typeOf(name)));

  it.each(numbers)('allows %s the numbers that the library allows, and no others', (name) => {
    const { type, minimum = NaN, maximum = NaN } = schema.properties[name] ?? {};
    const isTaken = (value: number): boolean => {
      try {
        checkSettings({ [name]: value });
        return true;
      } catch {
        return false;
      }
    };
    const tried = [minimum, maximum, minimum - 0.001, maximum + 1, minimum + 0.5].map(isTaken);
    expect(tried).toEqual([true, true, false, false, type === 'number']);
  });

  it('names every text that can be worded', () => {
    expect(Object.keys(schema.properties.templates.properties)).toEqual([...templateNames]);
  });
});
