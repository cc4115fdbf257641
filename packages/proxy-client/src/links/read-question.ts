import type { VideoPass } from '@clinicarrivals/core';
import { fieldsOf } from '../lease.ts';
import { openSealed } from '../sodium.ts';
import type { PublisherSettings } from './publisher-options.ts';

/** What somebody with a link asks. The code of the link was sent along, so who hands the question on cannot have made it up. */
export interface Question {
  readonly question: string;
  readonly type: 'join' | 'call';
  readonly pass: VideoPass;
}

/** Opens a question. Null when it does not open, or was asked by no link of ours. */
export async function readQuestion(sealed: string, settings: PublisherSettings): Promise<Question | null> {
  const { question, type, code } = fieldsOf(await openSealed(sealed, settings.privateKey));
  const pass = typeof code === 'string' ? settings.links.read(code) : null;
  if (pass === null || typeof question !== 'string' || (type !== 'join' && type !== 'call')) return null;
  return { question, type, pass };
}
