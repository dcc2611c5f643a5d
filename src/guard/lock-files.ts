import { fold } from './fold.ts';
import type { Complaint, View } from './guard.ts';
import type { Spot } from './resulting-tree.ts';

/**
 * A lock file that changes without its manifest may swap what is installed while nothing that people read has changed.
 * A manifest counts in the directory of the lock file or anywhere below it: workspaces share one lock file.
 */
export function* inspectLockFiles({ tree }: View): Generator<Complaint> {
  const changed = tree.spots.filter(({ change }) => change !== null);
  const manifestsBelow = new Map<Spot, Set<string>>();
  for (const spot of changed) {
    const name = fold(spot.name);
    if (manifests.has(name)) noteManifest(manifestsBelow, spot.parent, name);
  }
  for (const { name, path, parent } of changed) {
    const wanted = manifestsOf.get(fold(name));
    const below = manifestsBelow.get(parent ?? tree.root);
    if (wanted === undefined || wanted.some((manifest) => below?.has(manifest))) continue;
    yield { verdict: 'review', path, message: 'The lock file changes and its manifest does not.' };
  }
}

/** In the directory itself and in all above it, up to the first that knows already. */
function noteManifest(manifestsBelow: Map<Spot, Set<string>>, directory: Spot | null, name: string): void {
  for (let at = directory; at !== null; at = at.parent) {
    const names = manifestsBelow.get(at);
    if (names?.has(name) === true) return;
    if (names === undefined) manifestsBelow.set(at, new Set([name]));
    else names.add(name);
  }
}

const ofNode = ['package.json'];
const ofPython = ['pyproject.toml'];

const manifestsOf: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    'bun.lock': ofNode,
    'bun.lockb': ofNode,
    'npm-shrinkwrap.json': ofNode,
    'package-lock.json': ofNode,
    'pnpm-lock.yaml': [...ofNode, 'pnpm-workspace.yaml'],
    'yarn.lock': ofNode,
    'deno.lock': [...ofNode, 'deno.json', 'deno.jsonc'],
    'cargo.lock': ['cargo.toml'],
    'go.sum': ['go.mod'],
    'go.work.sum': ['go.work', 'go.mod'],
    'pdm.lock': ofPython,
    'poetry.lock': ofPython,
    'uv.lock': ofPython,
    'pipfile.lock': ['pipfile'],
    'composer.lock': ['composer.json'],
    'gemfile.lock': ['gemfile', 'gems.rb'],
    'flake.lock': ['flake.nix'],
    'mix.lock': ['mix.exs'],
    'pubspec.lock': ['pubspec.yaml'],
    'podfile.lock': ['podfile'],
    'package.resolved': ['package.swift'],
  }).map(([lock, wanted]) => [fold(lock), wanted.map(fold)]),
);
const manifests = new Set([...manifestsOf.values()].flat());
