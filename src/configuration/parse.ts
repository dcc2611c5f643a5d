import type { Configuration } from './configuration.ts';
import { parseLocatedYaml } from './located-yaml.ts';
import { MalformedConfiguration, problemsOf } from './problem.ts';
import { fileShape } from './shape.ts';

/**
 * Reads the text of a `.github/bot.yml`. An empty one is all defaults. Throws `MalformedConfiguration` with every
 * problem that can be told at once; `fileName` only stands in its message.
 */
export function parseConfiguration(text: string, fileName: string): Configuration {
  const yaml = parseLocatedYaml(text);
  if (yaml.kind === 'malformed')
    throw new MalformedConfiguration(
      fileName,
      yaml.problems.map((problem) => ({ key: '', ...problem })),
    );
  const parsed = fileShape.safeParse(yaml.value ?? {});
  if (!parsed.success) throw new MalformedConfiguration(fileName, problemsOf(parsed.error, yaml));
  const { 'pull-request': pullRequest, ...rest } = parsed.data;
  return { ...rest, pullRequest };
}
