import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Hono } from 'hono';

const types = {
  '/icon.svg': 'image/svg+xml',
  '/page.css': 'text/css; charset=utf-8',
  '/page.js': 'text/javascript; charset=utf-8',
  '/appointments.js': 'text/javascript; charset=utf-8',
  '/consent.js': 'text/javascript; charset=utf-8',
  '/conversation.js': 'text/javascript; charset=utf-8',
  '/video.js': 'text/javascript; charset=utf-8',
  '/texts.js': 'text/javascript; charset=utf-8',
  '/desk.js': 'text/javascript; charset=utf-8',
  '/reminders.js': 'text/javascript; charset=utf-8',
  '/settings.js': 'text/javascript; charset=utf-8',
  '/dom.js': 'text/javascript; charset=utf-8',
  '/door.js': 'text/javascript; charset=utf-8',
} as const;

/** What who has no access yet may have: it shows the door and nothing of the clinic. */
export const doorAssets = ['/door.js', '/page.css', '/icon.svg'] as const;

/** Reads a file of the page. */
export function readAsset(name: string): string {
  return readFileSync(join(import.meta.dirname, 'public', name), 'utf8');
}

/** The page and its files, read once. */
export function createAssetRoutes(): Hono {
  const routes = new Hono();
  const page = readAsset('index.html');
  routes.get('/', (context) => context.html(page));
  for (const [path, type] of Object.entries(types)) {
    const text = readAsset(path.slice(1));
    routes.get(path, (context) => context.body(text, 200, { 'Content-Type': type, 'Cache-Control': 'no-cache' }));
  }
  return routes;
}
