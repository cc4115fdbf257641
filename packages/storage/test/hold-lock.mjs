// A process that writes to the database and keeps its lock until a line comes in.
import { DatabaseSync } from 'node:sqlite';

const database = new DatabaseSync(process.argv[2]);
database.exec('BEGIN IMMEDIATE');
database.exec("INSERT INTO documents VALUES ('clinic-1', 'setting', 'byTheOther', '1')");
process.stdout.write('locked\n');
process.stdin.once('data', () => {
  database.exec('COMMIT');
  database.close();
  process.exit(0);
});
