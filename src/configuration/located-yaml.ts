import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type YAMLParseError,
} from 'yaml';

/** Both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlProblem extends Position {
  readonly message: string;
}

export type Path = readonly PropertyKey[];

export interface Places {
  has(path: Path): boolean;
  /** Where the value at a path stands; for one that is missing, what it is missing in. */
  positionOf(path: Path): Position;
  /** Where the last key of a path stands. */
  positionOfKey(path: Path): Position;
}

export type LocatedYaml =
  | { readonly kind: 'malformed'; readonly problems: readonly YamlProblem[] }
  /** Plain data: objects, arrays, text, numbers, booleans, `null`. `null` for an empty file. */
  | ({ readonly kind: 'value'; readonly value: unknown } & Places);

// Far above any honest file. Aliases are counted as often as they are used, so that none can blow a file up.
const mostCharacters = 65_536;
const mostValues = 10_000;
const deepest = 16;

/**
 * Reads one YAML 1.2 document and keeps where everything stands. Stricter than YAML: keys are text and come once, there
 * are no tags and no second document, `<<` is a key like any other. Never throws.
 */
export function parseLocatedYaml(text: string): LocatedYaml {
  if (text.length > mostCharacters)
    return {
      kind: 'malformed',
      problems: [{ line: 1, column: 1, message: `is longer than ${mostCharacters} characters` }],
    };
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
    // Whatever a %YAML line says: in 1.1 an `off` would be false.
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
  });
  const positionAt = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const [document, second] = 'empty' in documents ? [] : documents;
  const problems = syntaxProblemsOf(document?.errors ?? [], positionAt);
  if (second !== undefined)
    problems.push({
      ...positionAt(second.range[0]),
      message: 'must be one document, this begins a second one',
    });
  if (document === undefined) return valueOf(null, new Map(), positionAt);
  if (problems.length > 0) return { kind: 'malformed', problems };
  const reader = new Reader(document);
  const value = reader.read(document.contents, []);
  if (reader.problems.length === 0) return valueOf(value, reader.places, positionAt);
  return {
    kind: 'malformed',
    problems: reader.problems.map(({ offset, message }) => ({ ...positionAt(offset), message })),
  };
}

/** One for each line: what follows from the first one there would only hide it. */
function syntaxProblemsOf(
  errors: readonly YAMLParseError[],
  positionAt: (offset: number) => Position,
): YamlProblem[] {
  const byLine = new Map<number, YamlProblem>();
  for (const { code, message, pos } of errors) {
    const position = positionAt(pos[0]);
    if (byLine.has(position.line)) continue;
    byLine.set(position.line, {
      ...position,
      message: code === 'RESOURCE_EXHAUSTION' ? 'is nested too deep' : message,
    });
  }
  return [...byLine.values()];
}

interface Place {
  readonly key: number;
  readonly value: number;
}

function valueOf(
  value: unknown,
  places: ReadonlyMap<string, Place>,
  positionAt: (offset: number) => Position,
): LocatedYaml {
  const placeOf = (path: Path): Place =>
    places.get(nameOf(path)) ?? (path.length === 0 ? { key: 0, value: 0 } : placeOf(path.slice(0, -1)));
  return {
    kind: 'value',
    value,
    has: (path) => places.has(nameOf(path)),
    positionOf: (path) => positionAt(placeOf(path).value),
    positionOfKey: (path) => positionAt(placeOf(path).key),
  };
}

function nameOf(path: Path): string {
  return JSON.stringify(path.map(String));
}

/** Turns nodes into data; one reader reads one document. */
class Reader {
  readonly places = new Map<string, Place>();
  readonly problems: { offset: number; message: string }[] = [];
  readonly #document: Document;
  #values = 0;

  constructor(document: Document) {
    this.#document = document;
  }

  read(node: unknown, path: Path, key?: number): unknown {
    this.#values += 1;
    if (this.#values > mostValues) return this.#refuseOnce(`has more than ${mostValues} values`);
    if (path.length > deepest) return this.#refuseOnce(`is nested more than ${deepest} deep`);
    if (isAlias(node)) {
      const target = node.resolve(this.#document);
      if (target === undefined)
        return this.#refuse(node.range?.[0], `*${node.source} names nothing above it`);
      return this.read(target, path, key ?? node.range?.[0]);
    }
    if (!isScalar(node) && !isSeq(node) && !isMap(node)) return null;
    const offset = node.range?.[0] ?? 0;
    this.places.set(nameOf(path), { key: key ?? offset, value: offset });
    if (node.tag !== undefined)
      return this.#refuse(offset, `has a tag (${node.tag}); write the value itself`);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item, index) => this.read(item, [...path, index]));
    return Object.fromEntries(
      node.items.map((pair) => {
        const name = isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : null;
        const at = isScalar(pair.key) || isSeq(pair.key) || isMap(pair.key) ? pair.key.range?.[0] : offset;
        if (name === null) return ['', this.#refuse(at, 'must be a key of plain text')];
        return [name, this.read(pair.value, [...path, name], at)];
      }),
    );
  }

  #refuse(offset: number | undefined, message: string): null {
    this.problems.push({ offset: offset ?? 0, message });
    return null;
  }

  /** What is over a limit goes on being so: it is said once. */
  #refuseOnce(message: string): null {
    return this.problems.some((problem) => problem.message === message) ? null : this.#refuse(0, message);
  }
}
