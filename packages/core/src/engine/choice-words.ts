import { nameOf } from '../conversation/route.ts';
import { createMomentFormat } from '../conversation/templates/template-variables.ts';
import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { Engine } from './engine.ts';

/** Names appointments side by side, each by its time and as much of a name as the clinic shows on a phone that several may read. */
export function choiceWords(
  { config, clinic }: Engine,
  records: readonly ConversationRecord[],
  language: string,
): readonly string[] {
  const { privacy } = config.settings;
  const { timeZone, country } = clinic;
  const inWords = createMomentFormat();
  return records.map((record) => {
    const name = nameOf(record);
    const shown = privacy === 'first-name' ? `${name} ` : privacy === 'initial' ? `${name.slice(0, 1)}. ` : '';
    const { time } = inWords({ at: record.startAt, timeZone, language, country });
    return `${shown}${time}`;
  });
}
