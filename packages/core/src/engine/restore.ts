import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { SentMessage } from '../ports/message-gateway.ts';
import { applyEvent } from './apply-event.ts';
import { commitAndTell } from './commit.ts';
import { taskForEffect } from './effect-tasks.ts';
import type { Engine } from './engine.ts';

const day = 24 * 60 * 60_000;

/**
 * Deals with a database that was restored from a backup, before anything is dispatched: nothing is sent again (promise P9).
 *
 * Where the gateway can list what left since the backup, each of those texts is adopted when it is decided again. Where it cannot,
 * everything that was due in the gap becomes a task.
 */
export async function settleRestore(engine: Engine): Promise<void> {
  const backupAt = await engine.store.restoredFrom();
  if (backupAt === null) return;
  const now = engine.clock.now();
  const { listSent } = engine.messages;
  if (listSent === undefined) await giveToPeople(engine);
  else engine.config.adoptable = (await engine.messages.listSent?.({ since: backupAt })) ?? [];
  await engine.store.commit({
    documents: [{ kind: 'cursor', id: 'restored', value: { backupAt, settledAt: now } }],
    journal: [
      {
        at: now,
        appointmentId: null,
        phone: null,
        by: 'engine',
        event: 'restored',
        from: null,
        to: null,
        reason: 'restored from a backup: what left since is not sent again',
      },
    ],
  });
  await engine.store.settleRestore();
  engine.logger.log('warn', '[storage] restored from a backup: what left since is not sent again', {
    adoptable: engine.config.adoptable.length,
  });
}

/** After a restart within a day of the restore, what can be adopted is listed again. */
export async function reloadAdoptable(engine: Engine): Promise<void> {
  const stored = await engine.store.document({ kind: 'cursor', id: 'restored' });
  const value = stored?.value;
  if (typeof value !== 'object' || value === null || !('backupAt' in value) || !('settledAt' in value)) return;
  const { backupAt, settledAt } = value;
  if (typeof backupAt !== 'number' || typeof settledAt !== 'number' || engine.clock.now() - settledAt > day) return;
  const sent = (await engine.messages.listSent?.({ since: backupAt })) ?? [];
  engine.config.adoptable = sent.filter((message) => message.acceptedAt <= settledAt);
}

/** Takes the text out of what can be adopted; null when it did not leave since the backup. */
export function adopt(engine: Engine, to: string, body: string): SentMessage | null {
  const found = engine.config.adoptable.find((message) => message.to === to && message.body === body);
  if (found === undefined) return null;
  engine.config.adoptable = engine.config.adoptable.filter((message) => message !== found);
  return found;
}

async function giveToPeople(engine: Engine): Promise<void> {
  const now = engine.clock.now();
  for (const record of await engine.store.dueEffects({ now, limit: 10_000 })) {
    if (record.effect.type === 'send-message') await giveUp(engine, record);
  }
  for (const record of await engine.store.dueConversations({ now, limit: 10_000 })) {
    await applyEvent(engine, {
      appointmentId: record.appointmentId,
      by: 'engine',
      event: { type: 'timer-fired', isRestored: true },
    });
  }
}

async function giveUp(engine: Engine, record: EffectRecord): Promise<void> {
  await commitAndTell(engine, {
    effectChanges: [
      {
        id: record.id,
        from: 'waiting',
        set: {
          status: 'dropped',
          reason: 'was due between the backup and its restore',
          finishedAt: engine.clock.now(),
        },
      },
    ],
    tasks: [taskForEffect(engine, record, 'restored')],
  });
}
