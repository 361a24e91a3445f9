// A preload (`node --require …`) under which every connection that would leave this machine fails before it starts.
// Tests run the program behind it: what passes there has talked to nobody. CommonJS, for with a
// preload that is an ES module Node begins 12 ms later, thousands of times.
const dns = require('node:dns');
const { syncBuiltinESMExports } = require('node:module');
const net = require('node:net');

const LOOPBACK_NAME = /^(?:localhost|.*\.localhost)\.?$/i;
/** Names of RFC 6761 that nobody owns: looked up here they do not exist, as on a machine without a network. */
const MISSING_NAME = /\.test$/i;

/** True for 127.0.0.0/8, ::1, their mapped form, and localhost. */
function isLoopback(host) {
  const bare = host.replace(/^\[|\]$/g, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (net.isIPv4(bare)) return bare.startsWith('127.');
  if (net.isIPv6(bare)) return /^(?:0{0,4}:){2,7}0{0,3}1$/.test(bare);
  return LOOPBACK_NAME.test(bare);
}

function refuse(what) {
  const error = new Error(`loopback only: refused ${what}`);
  error.code = 'ELOOPBACKONLY';
  return error;
}

/** What the system's resolver says of a name that is not there. */
function notFound(host) {
  const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
  return Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: host });
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  // Node calls itself with its own normalized list: [[options, callback]].
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const path = typeof first === 'object' ? first.path : Number.isNaN(Number(first)) ? first : undefined;
  const host = typeof first === 'object' ? first.host : typeof second === 'string' ? second : undefined;
  if (path == null && !isLoopback(host ?? 'localhost') && !MISSING_NAME.test(host))
    throw refuse(`a connection to ${host}`);
  return connect.apply(this, given);
};

for (const module of [dns, dns.promises]) {
  const { lookup } = module;
  module.lookup = function (host, ...rest) {
    if (MISSING_NAME.test(String(host))) {
      const error = notFound(String(host));
      if (module === dns.promises) return Promise.reject(error);
      process.nextTick(rest.at(-1), error);
      return undefined;
    }
    if (!isLoopback(String(host))) {
      const error = refuse(`to look up ${host}`);
      if (module === dns.promises) return Promise.reject(error);
      throw error;
    }
    return lookup.call(module, host, ...rest);
  };
}

syncBuiltinESMExports();
