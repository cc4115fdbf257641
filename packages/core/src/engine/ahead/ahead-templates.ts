import type { SendMessageEffect } from '../../conversation/effect.ts';
import type { ClinicSettings } from '../../clinic-settings.ts';
import type { TemplateName } from '../../conversation/template-name.ts';
import { ConfigurationError } from '../../errors.ts';
import type { MessageGateway } from '../../ports/message-gateway.ts';
import type { Engine } from '../engine.ts';

/** The texts with a fixed time of which nothing else has to be done before: no room, no write to the PMS. */
export const aheadTemplates: readonly TemplateName[] = ['Registration', 'ConsiderTeleHealth', 'CantConsiderTeleHealth'];

/** Tells whether a copy of this text may stand at the gateway: then it is withdrawn before the text itself leaves. */
export function mayHaveCopy({ config, messages, ahead }: Engine, { template }: SendMessageEffect): boolean {
  const isWanted = messages.scheduling !== undefined && config.settings.handAhead.includes(template);
  return aheadTemplates.includes(template) && (isWanted || ahead.leavesAt < Infinity);
}

/** Throws a `ConfigurationError` where texts are to be handed ahead and the gateway takes none. */
export function checkHandsAhead(
  { handAhead = [] }: Partial<ClinicSettings>,
  { scheduling }: Pick<MessageGateway, 'scheduling'>,
): void {
  if (handAhead.length === 0 || scheduling !== undefined) return;
  const message =
    'needs a gateway that takes texts ahead, such as Twilio with a messagingServiceSid; else leave the list empty';
  throw new ConfigurationError({ field: 'handAhead', message });
}
