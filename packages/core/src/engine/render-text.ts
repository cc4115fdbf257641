import type { ConversationRecord } from '../ports/conversation-store/records.ts';
import type { Appointment } from '../appointment.ts';
import type { SendMessageEffect } from '../conversation/effect.ts';
import { lastTextNotice } from '../conversation/templates/last-text-notice.ts';
import { choiceWords } from './choice-words.ts';
import type { Engine } from './engine.ts';
import { linkToTell } from './video-links.ts';

/** Renders a text from the snapshot as it is now. Throws when the clinic's template cannot be rendered. */
export async function renderText(
  engine: Engine,
  text: {
    readonly effect: SendMessageEffect;
    readonly conversation: ConversationRecord | null;
    readonly others?: readonly ConversationRecord[];
  },
  isLastToday: boolean,
): Promise<string> {
  const { effect, conversation } = text;
  const { templates, settings } = engine.config;
  const language = templates.languageOf(effect.template, effect.language ?? settings.language);
  const { previousStartAt, startAt, insteadOf: _, family: __, isAsked: ___, ...extra } = effect.variables;
  const variables = templates.variables({
    clinic: engine.clinic,
    ...(conversation === null ? {} : { appointment: startingAt(conversation.state.context.appointment, startAt) }),
    previousStartAt: previousStartAt === undefined ? null : Number(previousStartAt),
    language,
    extra: { ...extra, ...urlOf(engine, effect, conversation), ...choicesOf(engine, text, language) },
  });
  const body = await templates.render(effect.template, language, variables);
  return isLastToday ? `${body} ${lastTextNotice(language)}` : body;
}

/** The appointments of which a reminder speaks, by their time. */
function choicesOf(
  engine: Engine,
  { conversation, others = [] }: Pick<Parameters<typeof renderText>[1], 'conversation' | 'others'>,
  language: string,
): { readonly choices?: string } {
  if (conversation === null || others.length === 0) return {};
  const records = [conversation, ...others].sort((a, b) => a.startAt - b.startAt);
  return { choices: choiceWords(engine, records, language).join(', ') };
}

/** The appointment as the text speaks of it. */
function startingAt(appointment: Appointment, startAt: string | undefined): Appointment {
  return startAt === undefined ? appointment : { ...appointment, startAt: Number(startAt) };
}

function urlOf(
  engine: Engine,
  effect: SendMessageEffect,
  conversation: ConversationRecord | null,
): { readonly url?: string } {
  if (effect.template !== 'VideoInvite' || conversation === null) return {};
  const url = linkToTell(engine, conversation.state.context);
  return url === null ? {} : { url };
}
