import type { EffectRecord } from '../ports/conversation-store/records.ts';
import type { SentMessage } from '../ports/message-gateway.ts';
import type { PhoneNumber } from '../phone-number.ts';
import { readCopies } from './ahead/ahead-copy.ts';
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
  // In shadow mode nothing leaves, and what another process has handed to the gateway is not ours: the first that is live settles it.
  if (backupAt === null || engine.mode === 'shadow') return;
  const now = engine.clock.now();
  await withdrawUnknown(engine, backupAt);
  const sent = await engine.messages.listSent?.({ since: backupAt });
  if (sent === undefined) await giveToPeople(engine);
  else engine.config.adoptable = sent;
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

/**
 * Takes back what was handed to the gateway ahead since the backup, of which nothing is known here any more. What is still meant is handed
 * over anew; what has left meanwhile is on the list of what was sent.
 */
async function withdrawUnknown(engine: Engine, backupAt: number): Promise<void> {
  const { scheduling } = engine.messages;
  if (scheduling === undefined) return;
  const known = new Set((await readCopies(engine)).map(({ gatewayId }) => gatewayId));
  for (const { gatewayId } of await scheduling.standing({ since: backupAt }))
    if (!known.has(gatewayId)) await scheduling.withdraw({ gatewayId });
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

/**
 * Finds the text among those that left since the backup; null when it did not. What an effect has adopted is not given again.
 *
 * Links may differ: a visit that was first seen after the backup has a new session.
 */
export async function findAdoptable(engine: Engine, to: PhoneNumber, body: string): Promise<SentMessage | null> {
  const candidates = engine.config.adoptable.filter(
    (message) => message.to === to && withoutLinks(message.body) === withoutLinks(body),
  );
  if (candidates.length === 0) return null;
  const effects = await engine.store.effectsOfPhone({ phone: to, since: 0 });
  const taken = new Set(effects.map((record) => record.gatewayId));
  return candidates.find((message) => !taken.has(message.gatewayId)) ?? null;
}

function withoutLinks(body: string): string {
  return body.replaceAll(/https?:\/\/\S+/g, '<link>');
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
