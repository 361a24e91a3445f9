// V8's compiled form of the files of dist, put beside them by the build and taken up by `require`: without it a fifth of
// a short run is compiling. One made by another Node is refused by V8 itself, and the source is compiled as ever.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const ENDING = '.code';

/** Compiles a file of dist; `compiled` is what an earlier run of the build kept of it. */
function scriptOf(filename, compiled) {
  const source = Module.wrap(fs.readFileSync(filename, 'utf8'));
  return new vm.Script(source, { filename, cachedData: compiled });
}

/** From here on `require` of a .cjs file takes its compiled form, where there is one. */
exports.useCompiled = () => {
  require.extensions['.cjs'] = (module, filename) => {
    let compiled;
    try {
      compiled = fs.readFileSync(filename + ENDING);
    } catch {
      module._compile(fs.readFileSync(filename, 'utf8'), filename);
      return;
    }
    const run = scriptOf(filename, compiled).runInThisContext();
    const { exports } = module;
    run.call(exports, exports, Module.createRequire(filename), module, filename, path.dirname(filename));
  };
};

/** Writes the compiled form of a file. Every function is compiled: V8 leaves out those that have not run yet otherwise. */
exports.keepCompiled = (filename) => {
  const v8 = require('node:v8');
  v8.setFlagsFromString('--no-lazy');
  const script = scriptOf(filename);
  // V8 takes only what was made under the flags it runs with itself.
  v8.setFlagsFromString('--lazy');
  fs.writeFileSync(filename + ENDING, script.createCachedData());
};
