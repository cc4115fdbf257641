import { describe, expect, it } from 'vitest';

import { createBodyCollector, splitBody } from './page-body.ts';

const entries = '"entry":[{"resource":{"resourceType":"Appointment","id":"a1","comment":"\u{1F600}"}}]}';
const held = Buffer.from(entries);
const headOf = (search: string) => `{"resourceType":"Bundle","id":"${search}",`;

function collect(body: string, options: { readonly held: Buffer | null; readonly chunkBytes: number }) {
  const collector = createBodyCollector(options.held);
  const bytes = Buffer.from(body);
  for (let at = 0; at < bytes.byteLength; at += options.chunkBytes)
    collector.add(new Uint8Array(bytes.subarray(at, at + options.chunkBytes)));
  const { type, bytes: kept } = collector.finish();
  return { type, text: kept.toString('utf8') };
}

describe('a body that comes in pieces', () => {
  const sizes = Array.from({ length: 60 }, (_, index) => index + 1);

  it('is recognised by its entries, wherever it is cut, although its head differs', () => {
    for (const chunkBytes of sizes)
      expect(collect(headOf('s2') + entries, { held, chunkBytes })).toEqual({ type: 'same', text: headOf('s2') });
  });

  it.each([
    ['changes in the last byte', `${entries.slice(0, -1)} `],
    ['changes in the first entry', entries.replace('a1', 'a2')],
    ['is longer', `${entries} `],
    ['is shorter', entries.slice(0, -1)],
    ['has no entries', '"total":0}'],
    ['ends with its head', ''],
  ])('is whole, wherever it is cut, when it %s', (_, changed) => {
    const body = headOf('s2') + changed;
    for (const chunkBytes of sizes) expect(collect(body, { held, chunkBytes })).toEqual({ type: 'body', text: body });
  });

  it('is whole when nothing is held, and when nothing comes', () => {
    expect(collect(headOf('s1') + entries, { held: null, chunkBytes: 7 })).toEqual({
      type: 'body',
      text: headOf('s1') + entries,
    });
    expect(collect('', { held, chunkBytes: 1 })).toEqual({ type: 'body', text: '' });
  });

  it('is not searched on and on for its entries when its head is endless', () => {
    const body = headOf('x'.repeat(200_000)) + entries;
    expect(collect(body, { held, chunkBytes: 16_384 })).toEqual({ type: 'body', text: body });
  });
});

describe('the parts of a body', () => {
  it('are what stands before the entries, and the entries to the end', () => {
    const parts = splitBody(Buffer.from(headOf('s1') + entries));
    expect([parts?.head.toString(), parts?.entries.toString()]).toEqual([headOf('s1'), entries]);
  });

  it('are none where there are no entries', () => {
    expect(splitBody(Buffer.from('{"resourceType":"Bundle"}'))).toBe(null);
  });
});
