// Plain JavaScript, because it has to speak on a Node that cannot read TypeScript. Preloaded by `node --import`.
import process from 'node:process';

const oldest = [22, 18];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `[runtime] this is Node ${process.version}, ClinicArrivals needs ${oldest.join('.')} or newer.\n` +
      'The repository brings its own: run `npm rebuild node` (npm was probably run with --ignore-scripts).\n',
  );
  process.exit(1);
}
