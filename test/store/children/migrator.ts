/** Migrates a database and kills itself after so many statements of the second step: `migrator FILE STATEMENTS`. */
import { Database } from '../../../src/store/database.js';
import { discard } from '../../../src/store/damage.js';
import { type Connection, loadDriver } from '../../../src/store/driver.js';
import { realWaiting } from '../../../src/store/waiting.js';
import { say } from './go.js';

const [file = '', statements = ''] = process.argv.slice(2);
const STEPS = [
  'ALTER TABLE item ADD COLUMN price',
  'UPDATE item SET price = 7',
  'CREATE INDEX byPrice ON item (price)',
];

const second = (connection: Connection) => {
  STEPS.forEach((step, at) => {
    if (at === Number(statements)) process.kill(process.pid, 'SIGKILL');
    connection.exec(step);
  });
  if (Number(statements) === STEPS.length) process.kill(process.pid, 'SIGKILL');
};
const database = Database.open({
  driver: await loadDriver(),
  file,
  synchronous: 'FULL',
  takeAway: discard,
  waiting: realWaiting(Math.random),
  now: Date.now,
  migrations: [
    {
      name: 'first',
      up: (connection) => connection.exec('CREATE TABLE item (name); INSERT INTO item VALUES (1), (2)'),
    },
    { name: 'second', up: second },
  ],
});
say(JSON.stringify(database.read((connection) => connection.prepare('SELECT * FROM item').all())));
database.close();
