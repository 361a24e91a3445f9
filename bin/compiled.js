// V8's compiled form of the files of dist, put beside them by the build and taken up by `require`: without it a fifth of
// a short run is compiling. V8 itself notices neither a flipped bit in it, which may crash Node, nor a source of the same
// length: so each bears the mark of the Node that made it and of all that it was made of, and what does not fit is left
// aside, and the source compiled as ever.
'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');
const zlib = require('node:zlib');

const ENDING = '.code';
/** As many bytes as every mark has. */
const MARK_BYTES = 96;

/** What a compiled form must begin with. Node has crc32 since 20.15. */
function markOf(source, code) {
  const { arch, platform, version } = process;
  const sums = `${zlib.crc32(source)} ${zlib.crc32(code)}`;
  return Buffer.from(`${version} ${process.versions.v8} ${platform} ${arch} ${sums}`.padEnd(MARK_BYTES));
}

/** The compiled form of a source; undefined where there is none that fits. */
function compiledOf(filename, source) {
  let kept;
  try {
    kept = fs.readFileSync(filename + ENDING);
  } catch {
    return undefined;
  }
  const code = kept.subarray(MARK_BYTES);
  return markOf(source, code).equals(kept.subarray(0, MARK_BYTES)) ? code : undefined;
}

/** From here on `require` of a .cjs file takes its compiled form, where there is one. */
exports.useCompiled = () => {
  require.extensions['.cjs'] = (module, filename) => {
    const source = fs.readFileSync(filename, 'utf8');
    const cachedData = compiledOf(filename, source);
    if (cachedData === undefined) {
      module._compile(source, filename);
      return;
    }
    const run = new vm.Script(Module.wrap(source), { filename, cachedData }).runInThisContext();
    const { exports } = module;
    run.call(exports, exports, Module.createRequire(filename), module, filename, path.dirname(filename));
  };
};

/** Writes the compiled form of a file. Every function is compiled: V8 leaves out those that have not run yet otherwise. */
exports.keepCompiled = (filename) => {
  const v8 = require('node:v8');
  const source = fs.readFileSync(filename, 'utf8');
  v8.setFlagsFromString('--no-lazy');
  const script = new vm.Script(Module.wrap(source), { filename });
  // V8 takes only what was made under the flags it runs with itself.
  v8.setFlagsFromString('--lazy');
  const code = script.createCachedData();
  fs.writeFileSync(filename + ENDING, Buffer.concat([markOf(source, code), code]));
};
