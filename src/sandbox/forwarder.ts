/**
 * Runs inside the sandbox, as the parent of the command: listens on loopback, hands every connection to the proxy's
 * socket, ends with the command and as it ended. Plain JavaScript text, because inside there is nothing of ours to
 * import. Arguments: the settings as JSON, then the command. The proxy's variables are for the command alone: measured, a
 * Node that finds them takes twice as long to start.
 */
export const forwarder = `
const fs = require('node:fs');
const net = require('node:net');
const { constants } = require('node:os');
const { spawn } = require('node:child_process');
const { argv, env: own } = process;
const [settings, program, ...args] = argv.slice(1);
const { socket, port, direct, env } = JSON.parse(settings);

// Node looks at both whenever it pipes or closes a socket, and looking opens them without blocking: they are the very
// pipes that the command writes to, which would then lose what does not fit at once.
for (const name of ['stdout', 'stderr']) Object.defineProperty(process, name, { value: undefined });
const fail = (error, code) => {
  fs.writeSync(2, error.message + '\\n');
  process.exit(code);
};

const join = (client, upstream) => {
  client.pipe(upstream).pipe(client);
  for (const [one, other] of [[client, upstream], [upstream, client]]) {
    one.on('error', () => other.destroy());
    one.on('close', () => other.end());
  }
};

const tunnel = (host, port) => (client) => {
  client.on('error', () => client.destroy());
  const upstream = net.connect(socket);
  upstream.on('error', () => client.destroy());
  const name = host.includes(':') ? '[' + host + ']' : host;
  upstream.write('CONNECT ' + name + ':' + port + ' HTTP/1.1\\r\\nHost: ' + name + ':' + port + '\\r\\n\\r\\n');
  let answer = Buffer.alloc(0);
  const read = (bytes) => {
    answer = Buffer.concat([answer, bytes]);
    const end = answer.indexOf('\\r\\n\\r\\n');
    if (end === -1) return;
    upstream.off('data', read);
    if (!/^HTTP\\/1\\.1 200/.test(answer.toString('latin1'))) return client.destroy();
    upstream.pause();
    if (answer.length > end + 4) upstream.unshift(answer.subarray(end + 4));
    join(client, upstream);
  };
  upstream.on('data', read);
};

const listen = (host, port, accept) => new Promise((resolve, reject) => {
  net.createServer(accept).once('error', reject).listen(port, host, resolve);
});

const ready = [listen('127.0.0.1', port, (client) => join(client, net.connect(socket)))];
for (const entry of direct) {
  ready.push(listen(entry.host === '::1' ? '::1' : '127.0.0.1', entry.port, tunnel(entry.host, entry.port)));
}
Promise.all(ready).then(() => {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...own, ...env } });
  child.on('error', (error) => fail(error, 127));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}, (error) => fail(error, 126));
`;
