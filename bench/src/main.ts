import { parseArgs } from 'node:util';
import { isReached } from './row.ts';
import type { Row } from './row.ts';
import { measureGrowth } from './rows/growth.ts';
import { measureImport } from './rows/imports.ts';
import { measureJoinPage } from './rows/join-page.ts';
import { measureLatency } from './rows/latency.ts';
import { measurePollByComparing, measurePollByEtag, measurePollByLastUpdated } from './rows/polls.ts';
import { measurePushedEvents } from './rows/pushed-events.ts';
import { measurePushedRequests } from './rows/pushed-requests.ts';
import { measureRelay } from './rows/relay.ts';
import { measureReminders } from './rows/reminders.ts';
import { measureScanReads, measureScanWrites } from './rows/scans.ts';
import { measureTwoProcesses } from './rows/two-processes.ts';
import { measureVideoCpu, measureVideoOpening } from './rows/video.ts';
import { measureVisits } from './rows/visits.ts';
import { measureWebhooks } from './rows/webhooks.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const measurements: readonly (() => Promise<Row | readonly Row[]> | Row)[] = [
  measureVisits,
  measureLatency,
  measureScanWrites,
  measureScanReads,
  measurePollByEtag,
  measurePollByLastUpdated,
  measurePollByComparing,
  measureGrowth,
  measureImport,
  measureTwoProcesses,
  measureWebhooks,
  measurePushedEvents,
  measurePushedRequests,
  measureReminders,
  measureRelay,
  measureVideoCpu,
  measureVideoOpening,
  measureJoinPage,
];

const rows: Row[] = [];
if (!values.json) write(['#', 'what', 'measured', 'bare', 'figure', 'at least', '']);
for (const measure of measurements) {
  for (const row of [await measure()].flat()) {
    rows.push(row);
    if (!values.json) write(toCells(row));
  }
}
if (values.json)
  process.stdout.write(`${JSON.stringify(rows.map((row) => ({ ...row, isReached: isReached(row) })))}\n`);
process.exitCode = rows.every(isReached) ? 0 : 1;

function toCells(row: Row): readonly string[] {
  const bound = row.atLeast.bound === 'minimum' ? '≥' : '≤';
  return [
    row.target === null ? '' : String(row.target),
    row.name,
    `${round(row.value)} ${row.unit}`,
    row.baseline === null ? '' : round(row.baseline),
    `${round(row.figure)} ${row.figureUnit}`,
    `${bound} ${row.atLeast.value} ${row.figureUnit}`,
    isReached(row) ? 'reached' : 'NOT reached',
  ];
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

function write(cells: readonly string[]): void {
  const widths = [3, 96, 18, 8, 12, 12, 12];
  process.stdout.write(
    `${cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join(' ')
      .trimEnd()}\n`,
  );
}
