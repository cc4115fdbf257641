import { describe, expect, it } from 'vitest';
import { createLiquid, liquidReason } from './liquid.ts';

const render = async (source: string, variables: Record<string, unknown> = { name: ' Dr  Ng ' }): Promise<unknown> =>
  (await createLiquid()).parseAndRender(source, variables);

describe('the template language', () => {
  it.each([
    ['{{ "level" | append: " 2" }}', 'level 2'],
    ['{{ "level" | prepend: "on " }}', 'on level'],
    ['{{ "level" | capitalize }}', 'Level'],
    ['{{ "level" | upcase }}', 'LEVEL'],
    ['{{ "LEVEL" | downcase }}', 'level'],
    ['{{ "" | default: "the desk" }}', 'the desk'],
    ['{{ name | strip }}', 'Dr  Ng'],
    ['{{ "level 2" | remove: "level " }}', '2'],
    ['{{ "level 2" | replace: "level", "floor" }}', 'floor 2'],
    ['{{ "level" | slice: 0, 3 }}', 'lev'],
    ['{{ "level" | truncate: 4 }}', 'l...'],
    ['{{ "level" | size }}', '5'],
    ['{{ "level,2" | split: "," | first }}', 'level'],
    ['{{ "level,2" | split: "," | last }}', '2'],
    ['{% case "2" %}{% when "2" %}two{% else %}other{% endcase %}', 'two'],
    ['{% capture room %}Room 7{% endcapture %}{{ room }}', 'Room 7'],
    ['{% comment %}for us{% endcomment %}come in', 'come in'],
    ['{% assign room = "Room 7" %}{{ room }}', 'Room 7'],
    ['{% unless false %}come in{% endunless %}', 'come in'],
    ['{% if name %}come in{% endif %}', 'come in'],
  ])('knows %s', async (source, text) => {
    expect(await render(source)).toBe(text);
  });

  it.each(['{% render "x" %}', '{% for a in b %}{% endfor %}', '{{ "now" | date: "%Y" }}', '{{ name | json }}'])(
    'knows nothing of files, loops, clocks and code: %s',
    async (source) => {
      await expect(render(source)).rejects.toThrow(/not found|undefined filter/u);
    },
  );

  it('says what is wrong without naming the class of the error', async () => {
    const error: unknown = await render('{{ name | json }}').catch((thrown: unknown) => thrown);
    expect(liquidReason(error)).toMatch(/^undefined filter: json/u);
    expect(liquidReason(new Error('text: Error: kept'))).toBe('text: Error: kept');
  });
});
