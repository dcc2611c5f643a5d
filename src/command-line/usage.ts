import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../report/usage-error.ts';

/** That of package.json. */
export const VERSION = '0.1.0';

export const HELP = `usage: wholly <command> [options]

  wholly run     [--repo DIR]... (--prompt TEXT | --prompt-file FILE) [--agent NAME] [--model NAME]
                 [--mode branch|workspace|dry-run] [--branch NAME] [--base REV] [--verify CMD]... [--timeout SECONDS]
                 [--sandbox auto|bwrap|none] [--checkout auto|none] [-- COMMAND ARG...]
                                              lets an agent work, seals what it changed, lands it whole
  wholly apply   FILE [--repo DIR]... [--to branch|workspace] [--branch NAME] [--durability power|process]
                                              puts a sealed change set onto a branch or into the working tree
  wholly recover [--repo DIR]                 finishes or undoes what a killed command left
  wholly verify  COMMIT [--repo DIR] [--ledger FILE]
                                              recomputes the digest of a commit, offline; walks its run's ledger
  wholly serve                                the App's webhook server
  wholly doctor                               checks what this machine and this setup need

  --json on every command prints one report object; --version says which Wholly this is. Exit codes: 0 landed,
  2 usage, 3 refused, 4 no changes, 5 denied, 6 agent failed, 7 checks failed, 8 rolled back, 9 rollback failed,
  10 cancelled, 1 anything else.
`;

/** `node:util`'s parser, strict, with its complaints as usage errors; what follows \`--\` is kept apart. */
export function parseCommandLine<T extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: T,
  positionals: { readonly least: number; readonly most: number },
): {
  values: ReturnType<typeof parseArgs<{ options: T }>>['values'];
  positionals: string[];
  rest: string[] | null;
} {
  const end = args.indexOf('--');
  const own = end < 0 ? [...args] : args.slice(0, end);
  const rest = end < 0 ? null : args.slice(end + 1);
  try {
    const parsed = parseArgs({ args: own, options, allowPositionals: true, strict: true });
    const count = parsed.positionals.length;
    if (count < positionals.least) throw new UsageError('an argument is missing; see wholly help');
    if (count > positionals.most)
      throw new UsageError(`${parsed.positionals[positionals.most]} is one argument too many`);
    return { values: parsed.values, positionals: parsed.positionals, rest };
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    const [sentence] = (cause instanceof Error ? cause.message : String(cause)).split('. ');
    throw new UsageError(`${sentence ?? 'bad arguments'}; see wholly help`, { cause });
  }
}

export function oneOf<T extends string>(
  flag: string,
  value: string | undefined,
  allowed: readonly T[],
  otherwise: T,
): T {
  if (value === undefined) return otherwise;
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${flag} is one of ${allowed.join(', ')}, not ${value}`);
  return found;
}

export function positiveNumber(flag: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isFinite(number) || number <= 0)
    throw new UsageError(`${flag} is a positive number, not ${value}`);
  return number;
}
