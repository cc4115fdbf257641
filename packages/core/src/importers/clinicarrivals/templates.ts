import { templateNames } from '../../conversation/template-name.ts';
import type { TemplateName } from '../../conversation/template-name.ts';
import { checkTemplate } from '../../conversation/templates/check-template.ts';
import { leaveBehind } from '../carry.ts';
import type { Carrying } from '../carry.ts';
import { parseList } from '../parse-json.ts';
import type { Fields } from '../parse-json.ts';

type Wording = Partial<Record<TemplateName, string>>;

const useOurs = 'The text that comes with the product is used; word it anew if you wish.';

/** Texts of that program that have another name here. */
const renamed: Readonly<Record<string, TemplateName>> = { Video: 'VideoWelcome' };

/** No text of use is this short: one that the program came with ended in the middle of its first sentence. */
const fewestWords = 4;

/** Reads `message-templates.json`. Throws a `ConfigurationError` that repeats nothing of it. */
export async function carryTemplates(carrying: Carrying, text: string): Promise<Wording> {
  const wording: Wording = {};
  for (const [index, { MessageType: type, Template: source }] of parseList(text, 'message-templates.json').entries()) {
    const place = typeof type === 'string' && type !== '' ? type : `message-templates[${String(index)}]`;
    const name = nameOf(type);
    if (name === null)
      leaveBehind(carrying, place, 'there is no text of this name', `The names are: ${templateNames.join(', ')}.`);
    // That program took the first of two.
    else if (wording[name] !== undefined)
      leaveBehind(carrying, place, 'the text is there twice: the first one counts', 'Compare the two.');
    else if (typeof source !== 'string' || source.trim().split(/\s+/u).length < fewestWords)
      leaveBehind(carrying, place, 'it is empty or unfinished', useOurs);
    else Object.assign(wording, await carryTemplate(carrying, name, place, translate(source)));
  }
  return wording;
}

async function carryTemplate(carrying: Carrying, name: TemplateName, place: string, source: string): Promise<Wording> {
  const { problems } = await checkTemplate({ name, language: 'en', source });
  const errors = problems.filter(({ severity }) => severity === 'error');
  for (const { message } of errors) leaveBehind(carrying, place, message, useOurs);
  return errors.length === 0 ? { [name]: source } : {};
}

function nameOf(type: Fields[string]): TemplateName | null {
  return (
    templateNames.find((name) => name === type) ?? Object.entries(renamed).find(([old]) => old === type)?.[1] ?? null
  );
}

/** Its variables have the same names here; where the clinic was to write its own number, there is a variable for it. */
function translate(source: string): string {
  return source.replace(/\[clinic number\]/giu, '{{ Clinic.phone }}');
}
