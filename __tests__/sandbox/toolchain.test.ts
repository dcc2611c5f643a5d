import { expect, test } from 'vitest';
import { planToolchain, treesOf } from '../../src/sandbox/toolchain.ts';

const home = '/home/ada';

test.each([
  ['/opt/hostedtoolcache/node/24/x64/bin', ['/opt/hostedtoolcache/node/24/x64']],
  ['/home/ada/.nvm/versions/node/v24/bin', ['/home/ada/.nvm/versions/node/v24']],
  ['/srv/app/node_modules/.bin', ['/srv/app/node_modules']],
  ['/srv/app/node_modules/a/node_modules/b/bin', ['/srv/app/node_modules']],
  ['/home/ada/.local/share/claude/versions', ['/home/ada/.local/share/claude/versions']],
])('shows what belongs to %s', (directory, trees) => {
  expect(treesOf(directory, home)).toEqual(trees);
});

test.each(['/home/ada/.local/bin', '/home/ada/.cargo/bin', '/home/ada/bin', '/opt/bin'])(
  'shows of %s the programs and libraries, not what lies beside them',
  (directory) => {
    const prefix = directory.slice(0, -4);
    expect(treesOf(directory, home)).toEqual([
      directory,
      `${prefix}/lib`,
      `${prefix}/lib64`,
      `${prefix}/libexec`,
      `${prefix}/include`,
    ]);
  },
);

test.each(['/home/ada', '/home', '/'])('shows nothing of %s, where a home is', (directory) => {
  expect(treesOf(directory, home)).toEqual([]);
});

test('shows no keys of the machine and nothing twice', async () => {
  const paths = (await planToolchain('/bin/sh', '/usr/bin:/usr/local/bin:/bin', [])).map(({ path }) => path);
  expect(paths).toContain('/usr');
  expect(paths).not.toContain('/etc');
  expect(paths).not.toContain('/etc/ssl');
  expect(paths.filter((path) => path.startsWith('/usr/'))).toEqual([]);
  expect(new Set(paths).size).toBe(paths.length);
});
