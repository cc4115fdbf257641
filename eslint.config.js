import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/test/**/*.ts', 'tests/**/*.ts'];
const configFiles = ['*.config.{js,ts}', 'packages/*/*.config.ts', 'examples/*/*.config.ts'];
const plainScripts = ['**/*.js'];
const packages = [
  'appointment-feed',
  'core',
  'fhir-adapter',
  'proxy-client',
  'relay',
  'simulator',
  'sms',
  'storage',
  'video',
];

/** Packages are used by their published entries, never by a path into their folders. */
const deepImports = [
  {
    regex: '^@clinicarrivals/[^/]+/(src|dist)(/|$)',
    message: 'Import what the package publishes: a deep import breaks with its next release.',
  },
  {
    regex: `^(\\.\\./)+(packages/)?(${packages.join('|')})/(src|dist)/`,
    message: 'Import the other package by its name (@clinicarrivals/…), not by a path.',
  },
];

/** An adapter knows the ports of core and nothing of the other adapters; simulator and examples put them together. */
const otherAdapters = {
  regex: '^@clinicarrivals/(?!core(/|$))',
  message: 'An adapter imports @clinicarrivals/core only: what two adapters share belongs in a port of core.',
};

const nodeModules = {
  regex: `^(node:|(assert|buffer|child_process|crypto|events|fs|http|https|net|os|path|process|stream|timers|url|util|worker_threads)(/|$))`,
  message: 'The conversation is pure: it runs anywhere and does no I/O, so nothing of Node is imported here.',
};

const otherPackages = {
  regex: '^@clinicarrivals/',
  message: 'Core stands on none of the other packages, and names its own files by their paths.',
};

/** Imports run one way: conversation ← engine → ports; memory and testing stand outside. Types at most may be named. */
const rooms = (...names) => ({
  regex: `^\\.\\./(.*/)?(${names.join('|')})(/|\\.ts$)`,
  allowTypeImports: true,
  message: 'Imports run one way: conversation ← engine → ports, and none of them knows memory or testing.',
});

/** One rule holds one list, so every place states its whole list. */
const restrictImports = (...patterns) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns }],
});

const noProcessEnv = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: 'Settings are options: a library never reads the environment.',
};

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportNamedDeclaration > ExportSpecifier[exported.name="default"]',
  message: 'Named exports only.',
};

/** `now` rides in the event: whoever reads the clock or draws at random cannot be replayed. */
const impurities = [
  {
    selector: 'CallExpression[callee.object.name="Date"][callee.property.name="now"]',
    message: 'Take `now` from the event.',
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take `now` from the event.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Take `now` from the event.' },
  { selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]', message: 'Take `now` from the event.' },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'The conversation decides the same every time.',
  },
  { selector: 'MemberExpression[object.name="performance"]', message: 'Take `now` from the event.' },
  { selector: 'CallExpression[callee.property.name="randomUUID"]', message: 'Ids are made of what they stand for.' },
];

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({
  name,
  message: 'Due times are state: a timer does not survive a restart.',
}));

const maxLines = (max) => ({ 'max-lines': ['error', { max, skipBlankLines: false, skipComments: false }] });

export default tseslint.config(
  { ignores: ['**/dist/', '**/coverage/', '**/reports/', '**/.turbo/', '**/.stryker-tmp/'] },
  {
    files: ['**/*.{js,ts}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './packages/video/page/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...maxLines(300),
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': ['error', noDefaultExport],
      ...restrictImports(...deepImports),
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Ports answer promises; an implementation in memory has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
    },
  },
  {
    files: ['packages/*/{src,page/src}/**/*.ts'],
    rules: { 'no-console': 'error', 'no-restricted-syntax': ['error', noDefaultExport, noProcessEnv] },
  },
  {
    files: ['packages/{appointment-feed,fhir-adapter,proxy-client,relay,sms,storage,video}/{src,page/src}/**/*.ts'],
    rules: restrictImports(...deepImports, otherAdapters),
  },
  {
    files: ['packages/core/src/**/*.ts'],
    rules: restrictImports(...deepImports, otherPackages),
  },
  {
    files: ['packages/core/src/engine/**/*.ts'],
    ignores: tests,
    rules: restrictImports(...deepImports, otherPackages, rooms('memory', 'testing')),
  },
  {
    files: ['packages/core/src/ports/**/*.ts'],
    ignores: tests,
    rules: restrictImports(...deepImports, otherPackages, rooms('engine', 'memory', 'testing')),
  },
  {
    files: ['packages/core/src/conversation/**/*.ts'],
    ignores: tests,
    rules: {
      'no-restricted-globals': ['error', ...timers],
      'no-restricted-syntax': ['error', noDefaultExport, noProcessEnv, ...impurities],
      ...restrictImports(...deepImports, otherPackages, nodeModules, rooms('engine', 'memory', 'ports', 'testing')),
    },
  },
  {
    // The table of states is one expression; cut into pieces it would no longer read as the diagram it is.
    files: ['packages/core/src/conversation/machine.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // A lexicon is a list of words, in a function only so that it costs nothing before somebody writes in its language.
    files: ['packages/core/src/conversation/replies/lexicons/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: tests,
    rules: {
      ...maxLines(600),
      // A `describe` is one function around many tests.
      'max-lines-per-function': 'off',
      // Vitest types its asymmetric matchers (`expect.any(String)`) as `any`.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: [...configFiles, ...plainScripts],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { project: null } },
    rules: { 'no-restricted-syntax': 'off' },
  },
);
