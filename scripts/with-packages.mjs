// Runs a script of this project on a machine that has nothing but git and any Node.js >= 20 with npm: packages come in
// by the lock file, and only when it changed; Node.js 24 is one of them. Plain JavaScript, no package, Node.js 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = `${root}node_modules`;
const stamp = `${modules}/.wholly-packages`;
const [script, ...parameters] = process.argv.slice(2);

const wanted = createHash('sha256')
  .update(readFileSync(`${root}package-lock.json`))
  .digest('hex');
if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) install();

// As npm hands it over, PATH may name another Node.js first.
const node = `${modules}/node/bin/node`;
const environment = { ...process.env, PATH: `${modules}/node/bin:${modules}/.bin:${process.env.PATH}` };
const child = spawnSync(node, [`${root}${script}`, ...parameters], { stdio: 'inherit', env: environment });
if (child.error) throw child.error;
process.exitCode = child.status ?? 1;

function install() {
  console.error('Installing packages (once, and again when the lock file changes) ...');
  const home = process.env.HOME ? {} : { npm_config_cache: `${root}.cache/npm` };
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const [program, first] = npm ? [process.execPath, [npm]] : ['npm', []];
  const done = spawnSync(program, [...first, ...options], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...home },
  });
  if (done.status !== 0) {
    console.error(
      'wholly: EPACKAGES: npm could not install the packages of package-lock.json; see its lines above.',
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}
