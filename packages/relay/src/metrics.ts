import { ownerOf } from './account.ts';
import type { Counts } from './counts.ts';
import type { Mailbox } from './relay-store.ts';

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  readonly samples: readonly (readonly [labels: string, value: number])[];
}

/**
 * Words the metrics as Prometheus text. Accounts are named by id; nothing of patients is in it.
 *
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function formatMetrics(state: {
  readonly counts: Counts;
  readonly mailboxes: readonly Mailbox[];
  readonly waiting: number;
  readonly links: { readonly links: number; readonly clinics: number };
  readonly now: number;
}): string {
  const { counts, mailboxes, waiting, links, now } = state;
  const sum = (of: (mailbox: Mailbox) => number): number => mailboxes.reduce((total, one) => total + of(one), 0);
  const oldest = new Map<string, number>();
  for (const { account, oldestUnreadAt } of mailboxes) {
    if (oldestUnreadAt === null) continue;
    // An id that was used again may have two mailboxes for a while.
    const owner = ownerOf(account);
    oldest.set(owner, Math.min(oldest.get(owner) ?? Infinity, oldestUnreadAt));
  }
  const counter = (name: string, help: string, value: number): Metric => ({
    name: `${name}_total`,
    type: 'counter',
    help,
    samples: [['', value]],
  });
  const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
    name,
    type: 'gauge',
    help,
    samples,
  });
  const metrics: readonly Metric[] = [
    counter('received', 'Webhooks kept.', counts.received),
    counter('leased', 'Webhooks given out, each time that they are.', counts.leased),
    counter('acknowledged', 'Webhooks acknowledged.', counts.acknowledged),
    counter('expired', 'Webhooks deleted that nobody had fetched.', counts.expired),
    {
      name: 'refused_total',
      type: 'counter',
      help: 'Requests refused, by why.',
      samples: [...counts.refused].map(([why, value]) => [`{reason="${why}"}`, value]),
    },
    gauge('waiting_clients', 'Clients that wait for something to arrive.', [['', waiting]]),
    counter('questions', 'Questions of people with a link that were put to clinics.', counts.asked),
    gauge('links', 'Links to consultations.', [['', links.links]]),
    gauge('linked_clinics', 'Clinics with links that were heard of in the last 100 seconds.', [['', links.clinics]]),
    gauge('mailbox_webhooks', 'Webhooks in all mailboxes.', [['', sum((one) => one.webhooks)]]),
    gauge('mailbox_unread', 'Of them not acknowledged.', [['', sum((one) => one.unread)]]),
    gauge('mailbox_bytes', 'Bytes in all mailboxes.', [['', sum((one) => one.bytes)]]),
    gauge(
      'oldest_unread_seconds',
      'Age of the oldest webhook that is not acknowledged, by account.',
      [...oldest].map(([owner, at]) => [`{account="${owner}"}`, Math.max(0, Math.round((now - at) / 1_000))]),
    ),
  ];
  return metrics.map(formatMetric).join('');
}

function formatMetric({ name, type, help, samples }: Metric): string {
  const full = `clinicarrivals_relay_${name}`;
  const lines = samples.map(([labels, value]) => `${full}${labels} ${value}\n`);
  return `# HELP ${full} ${help}\n# TYPE ${full} ${type}\n${lines.join('')}`;
}
