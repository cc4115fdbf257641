import { VideoError } from '@clinicarrivals/core';
import type { AccountInUse, Accounts } from '../accounts.ts';
import type { Failures } from '../failures.ts';
import type { Seal } from '../sealing.ts';
import type { IntakeParts } from '../take-webhook.ts';
import { createLinkDesk } from './link-desk.ts';
import type { LinkDesk } from './link-desk.ts';
import { keepQuestion } from './link-mailbox.ts';
import { createLinkRecords } from './link-records.ts';
import type { LinkRecords } from './link-records.ts';
import { createQuestions } from './questions.ts';
import type { Question, Questions } from './questions.ts';

/** A relay that runs. */
export interface Running {
  readonly accounts: Accounts;
  readonly seal: Seal;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** What links stand on. */
export interface LinkParts extends Omit<IntakeParts, 'limits' | 'seal'> {
  /** Null while the relay is not running. */
  readonly running: () => Running | null;
  readonly failures: Pick<Failures, 'note'>;
}

/** All that concerns the links of clinics. */
export interface Links {
  readonly links: LinkRecords;
  readonly questions: Questions;
  readonly desk: LinkDesk;
}

/** Puts together what concerns links. */
export function createLinks(parts: LinkParts): Links {
  const { clock, running, failures } = parts;
  const links = createLinkRecords(clock);
  const questions = createQuestions(clock);
  const send = async (account: AccountInUse, question: Question): Promise<void> => {
    const seal = running()?.seal;
    try {
      if (seal !== undefined && (await keepQuestion({ ...parts, seal }, account, question)) === 'kept') return;
    } catch (error) {
      failures.note(error);
    }
    throw new VideoError({ message: '[relay] a question to the clinic was not kept; try again', isRetryable: true });
  };
  const desk = createLinkDesk({
    records: links,
    questions,
    clock,
    send,
    startedAt: () => running()?.since ?? null,
    accountById: (id) => running()?.accounts.byId(id) ?? null,
  });
  return { links, questions, desk };
}
