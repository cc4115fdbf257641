import { readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The files that an entry loads: itself and, through all of them, what they import. The names of shared files change with their content. */
function listLoaded(entry) {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*["'](\.\/[^"']+)["']/g)) {
      loaded.add(posix.join(posix.dirname(file), path));
    }
  }
  return [...loaded];
}

const core = listLoaded('packages/core/dist/index.js');
const besidesCore = ['memory', 'testing']
  .flatMap((entry) => listLoaded(`packages/core/dist/${entry}.js`))
  .filter((file) => !core.includes(file));

const importers = listLoaded('packages/core/dist/importers.js').filter((file) => !core.includes(file));

/** Who takes one gateway loads that one, and what all share. */
const gateways = Object.keys(JSON.parse(readFileSync('packages/sms/package.json', 'utf8')).exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => ({
    name: posix.join('sms', subpath),
    path: listLoaded(posix.join('packages/sms/dist', `${subpath}.js`)),
    limit: subpath === './twilio' ? '18 kB' : '12 kB',
    gzip: true,
  }));

/** Who takes one provider loads that one. */
const video = Object.keys(JSON.parse(readFileSync('packages/video/package.json', 'utf8')).exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => ({
    name: posix.join('video', subpath),
    path: listLoaded(posix.join('packages/video/dist', `${subpath}.js`)),
    limit: '6 kB',
    gzip: true,
  }));

/** Who feeds events by one way loads that one. */
const appointmentFeed = ['index', 'json', 'hl7'].map((entry) => ({
  name: posix.join('appointment-feed', entry === 'index' ? '.' : entry),
  path: listLoaded(`packages/appointment-feed/dist/${entry}.js`),
  limit: '16 kB',
  gzip: true,
}));

export default [
  // Of these, some 115 kB are the words of twelve languages by which replies are read: whoever texts is not asked for English.
  { name: 'core', path: core, limit: '235 kB', gzip: true },
  { name: 'core/memory and core/testing, besides core', path: besidesCore, limit: '40 kB', gzip: true },
  { name: 'core/importers, besides core', path: importers, limit: '6 kB', gzip: true },
  {
    name: 'proxy-client, not compressed, without the first protocol that is loaded on demand',
    path: listLoaded('packages/proxy-client/dist/index.js'),
    limit: '10 kB',
    gzip: false,
    brotli: false,
  },
  { name: 'proxy-client/links', path: listLoaded('packages/proxy-client/dist/links.js'), limit: '6 kB', gzip: true },
  { name: 'fhir-adapter', path: listLoaded('packages/fhir-adapter/dist/index.js'), limit: '20 kB', gzip: true },
  {
    name: 'fhir-adapter/subscriptions',
    path: listLoaded('packages/fhir-adapter/dist/subscriptions.js'),
    limit: '12 kB',
    gzip: true,
  },
  ...appointmentFeed,
  ...gateways,
  { name: 'relay', path: 'packages/relay/dist/*.js', limit: '21 kB', gzip: true },
  { name: 'storage', path: 'packages/storage/dist/*.js', limit: '20 kB', gzip: true },
  ...video,
  {
    name: 'the join page, before a video library is loaded',
    // Beside English, which is always there, one loads one's own language: the longest is counted.
    path: ['index.html', 'assets/index-*.{js,css}', 'assets/pa-*.js', 'assets/*.svg'].map((name) =>
      posix.join('packages/video/dist/page', name),
    ),
    limit: '20 kB',
    gzip: true,
  },
  { name: 'simulator', path: 'packages/simulator/dist/*.js', limit: '68 kB', gzip: true },
];
