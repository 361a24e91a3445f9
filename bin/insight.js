#!/usr/bin/env node
// The launcher. CommonJS, because an ES module costs more to start than all that it does: it answers `--version` and the
// top-level help from files made at build, and a shell that completes a line from a small part; it loads the program for
// everything else.
'use strict';
const fs = require('node:fs');
const path = require('node:path');

const dist = path.join(__dirname, '..', 'dist');
const words = process.argv.slice(2);
const [first = '--help'] = words;
const answers = {
  '--version': 'version.txt',
  '-V': 'version.txt',
  '--help': 'help.txt',
  '-h': 'help.txt',
  help: 'help.txt',
};
// Somebody before a terminal who names no command is asked what they want to know, by the program.
const inBuild = !['', 'false', undefined].includes(process.env.CI);
const alone = words.length === 0 && !inBuild && [0, 1, 2].every((stream) => require('node:tty').isatty(stream));
const answer = words.length < 2 && !alone && Object.hasOwn(answers, first) ? answers[first] : null;

function complain(message, hint, code) {
  fs.writeSync(2, `insight: ${message}\nhint: ${hint}\n`);
  process.exitCode = code;
}

function say(text) {
  try {
    fs.writeSync(1, text);
  } catch (error) {
    // The reader has gone, as `head` does: nothing is left to say.
    if (error.code !== 'EPIPE')
      complain(`it cannot be written (${error.code})`, 'free some space, or write elsewhere', 1);
  }
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 17)) {
  complain(`Node ${process.versions.node} is too old`, 'install Node 20.17 or newer', 1);
} else if (!fs.existsSync(path.join(dist, 'main.cjs'))) {
  complain('the program is not built', 'run npm run build in its folder', 1);
} else if (answer !== null) {
  say(fs.readFileSync(path.join(dist, answer)));
} else if (first === '__complete') {
  const { env, platform } = process;
  require('../dist/complete.cjs').complete(words.slice(1), { env, platform }).then(say);
} else {
  require('./compiled.js').useCompiled();
  require('../dist/main.cjs').main();
}
