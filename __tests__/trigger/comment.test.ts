import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseComment, type ParsedComment } from '../../src/trigger/comment.ts';

const digest = 'ab'.repeat(32);

function onIssue(text: string): ParsedComment {
  return parseComment(text, ['@bot', '@wholly-app'], 'issue');
}

function onPullRequest(text: string): ParsedComment {
  return parseComment(text, ['@bot', '@wholly-app'], 'pull-request');
}

function asked(kind: string, text?: string): object {
  return { kind: 'asked', command: text === undefined ? { kind } : { kind, text } };
}

describe('the mention', () => {
  it.each([
    '@bot implement',
    '  \n  @bot implement',
    '@BOT implement',
    '@Bot, implement',
    '@bot: implement',
    '@bot:implement',
    '@bot\nimplement',
    '@bot\r\nimplement',
    '@wholly-app implement',
    '\ufeff@bot implement',
  ])('asks as the first word: %j', (text) => {
    expect(onIssue(text)).toEqual(asked('implement', ''));
  });

  it.each([
    '',
    'hello',
    'please @bot implement',
    '@botany implement',
    '@bot-helper implement',
    '@bot/team implement',
    '@bot_ implement',
    '@bot. implement',
    '@bot@bot implement',
    '@bo',
    'bot implement',
    'x@bot implement',
    '**@bot** implement',
    '<!-- @bot implement -->',
    '- @bot implement',
    '\u200b@bot implement',
    '@wholly-app[bot] implement',
  ])('does not ask as anything else: %j', (text) => {
    expect(onIssue(text)).toEqual({ kind: 'none' });
  });

  it('compares as logins do, in ASCII only', () => {
    expect(parseComment('@\u212Bit help', ['@\u00e5it'], 'issue').kind).toBe('none');
    expect(parseComment('@\u212Ait help', ['@kit'], 'issue').kind).toBe('none');
    expect(parseComment('@KIT help', ['@kit'], 'issue')).toEqual(asked('help'));
  });

  it('can be any phrase, the longest that fits, and never an empty one', () => {
    expect(parseComment('Hey you, explain', ['hey', 'hey you'], 'issue')).toEqual(asked('explain', ''));
    expect(parseComment('/ai status', ['/ai'], 'issue')).toEqual(asked('status'));
    expect(parseComment('explain', ['', '  '], 'issue').kind).toBe('none');
    expect(parseComment('explain', [], 'issue').kind).toBe('none');
  });

  it('alone asks for help', () => {
    expect(onIssue('@bot')).toEqual(asked('help'));
    expect(onPullRequest(' @bot: \n> quoted')).toEqual(asked('help'));
  });
});

describe('the command', () => {
  it.each(['implement', 'revise', 'explain'])('%s takes text', (name) => {
    expect(onPullRequest(`@bot ${name} the parser`)).toEqual(asked(name, 'the parser'));
    expect(onPullRequest(`@bot ${name.toUpperCase()}: the parser `)).toEqual(asked(name, 'the parser'));
    expect(onIssue(`@bot ${name}`)).toEqual(asked(name, ''));
  });

  it('fix is revise on a pull request and a plain word on an issue', () => {
    expect(onPullRequest('@bot fix the typo')).toEqual(asked('revise', 'the typo'));
    expect(onIssue('@bot fix the typo')).toEqual(asked('implement', 'fix the typo'));
  });

  it('is free text otherwise: implement on an issue, revise on a pull request', () => {
    expect(onIssue('@bot Rename x\nto y')).toEqual(asked('implement', 'Rename x\nto y'));
    expect(onPullRequest('@bot, rename x')).toEqual(asked('revise', 'rename x'));
    expect(onIssue('@bot implementing is fun')).toEqual(asked('implement', 'implementing is fun'));
    expect(onIssue('@bot revise-it')).toEqual(asked('implement', 'revise-it'));
  });

  it.each(['retry', 'undo', 'stop', 'status', 'help'])('%s stands alone', (name) => {
    expect(onPullRequest(`@bot ${name}`)).toEqual(asked(name));
    expect(onPullRequest(`@bot ${name}!\n\nMy reasons follow.`)).toEqual(asked(name));
  });

  it.each(['retry', 'undo'])('%s with words after it is not followed', (name) => {
    expect(onPullRequest(`@bot ${name} the last two`).kind).toBe('malformed');
  });

  it('stop stops, whatever follows', () => {
    expect(onIssue('@bot stop it now, please')).toEqual(asked('stop'));
  });

  it.each(['apply', 'discard'] as const)('%s takes one whole digest', (name) => {
    const expected = { kind: 'asked', command: { kind: name, digest: `sha256:${digest}` } };
    for (const given of [`sha256:${digest}`, digest, digest.toUpperCase(), `\`sha256:${digest}\``])
      expect(onIssue(`@bot ${name} ${given}\nthanks`)).toEqual(expected);
    for (const given of [
      '',
      'sha256:',
      'abcd',
      `${digest}0`,
      `md5:${digest}`,
      `${digest} ${digest}`,
      `\n${digest}`,
      `../${digest}`,
      '`'.repeat(60_000),
    ])
      expect(onIssue(`@bot ${name} ${given}`).kind).toBe('malformed');
  });
});

describe('quotes and code', () => {
  it.each([
    '> @bot implement',
    '   > @bot implement',
    '>@bot implement',
    '```\n@bot implement\n```',
    '```js\n@bot implement\n```',
    '~~~\n@bot implement\n~~~',
    '~~~ `x`\n@bot implement\n~~~',
    '```\n@bot implement',
    '````\n```\n@bot implement\n````',
    '```\n~~~\n@bot implement\n```',
    '```\n``` not a close\n@bot implement',
    '    @bot implement',
    '\t@bot implement',
    '   \t@bot implement',
    '> quoted\n\n    @bot implement',
    '`@bot` implement',
    '`@bot implement`',
    '`` @bot ` implement ``',
    '`a\n@bot implement`',
    '```@bot implement```',
    '> ```\n> @bot implement\n> ```',
  ])('do not ask: %j', (text) => {
    expect(onIssue(text)).toEqual({ kind: 'none' });
  });

  it.each([
    ['> quoted\n@bot implement', ''],
    ['> > twice\n>\n> ```\n\n@bot implement', ''],
    ['> ```\n@bot implement it', 'it'],
    ['@bot implement\n\n> quoted\n\nas said', 'as said'],
    ['@bot implement this\n> quoted\r\n> more\r\nand that', 'this\nand that'],
    ['@bot\n> quoted\nimplement it', 'it'],
  ])('leave the quoted lines out: %j', (text, about) => {
    expect(onIssue(text)).toEqual(asked('implement', about));
  });

  it.each([
    ['@bot implement\n```diff\n-a\n+b\n> c\n```', '```diff\n-a\n+b\n> c\n```'],
    ['@bot\n```diff\n-a\n```', '```diff\n-a\n```'],
    ['```diff\n-a\n```\n@bot implement', '```diff\n-a\n```'],
    ['@bot\n```diff\n-a\n```\nimplement', '```diff\n-a\n```'],
    ['@bot implement `x` as ``y``', '`x` as ``y``'],
    ['@bot implement\n\n    code\n\nend', '    code\n\nend'],
    ['    code\n\n@bot implement', '    code'],
    ['@bot rename `x`', 'rename `x`'],
    ['@bot `x` is wrong', '`x` is wrong'],
    ['@bot implement\r\n```suggestion\r\nx\r\n```\r\n', '```suggestion\r\nx\r\n```'],
  ])('leave the code in what an agent is given: %j', (text, about) => {
    expect(onIssue(text)).toEqual(asked('implement', about));
  });

  it('know what is not code', () => {
    expect(onIssue('\\`@bot` implement').kind).toBe('none');
    expect(onIssue('`unclosed\n\n@bot implement').kind).toBe('none');
    expect(onIssue('```a`\n\n@bot implement').kind).toBe('none');
    expect(onIssue('@bot\n    implement it')).toEqual(asked('implement', 'it'));
    expect(onIssue('`a` @bot implement it')).toEqual(asked('implement', '`a`\nit'));
    expect(onIssue('~~~\ncode\n~~~~\n@bot implement it')).toEqual(asked('implement', '~~~\ncode\n~~~~\nit'));
    expect(onIssue('`\\` @bot implement it')).toEqual(asked('implement', '`\\`\nit'));
    expect(onIssue('`` ` `` @bot implement `it`')).toEqual(asked('implement', '`` ` ``\n`it`'));
    expect(onIssue('@bot \\`stop\\`')).toEqual(asked('implement', '\\`stop\\`'));
    expect(onIssue('> `\n@bot implement `it`')).toEqual(asked('implement', '`it`'));
  });

  const line = fc.stringMatching(/^[a-z@`~>#* \t]{0,12}$/);

  it('hide whatever stands in them', () => {
    const hidden = fc
      .array(line, { maxLength: 5 })
      .chain((lines) =>
        fc.constantFrom(
          lines.map((inner) => `> ${inner}\n`).join(''),
          `\n~~~~~~~~~~~~~\n${lines.join('\n')}\n~~~~~~~~~~~~~\n`,
          `\n\`\`\`\`\`\`\`\`\`\`\`\`\`\n${lines.join('\n')}\n\`\`\`\`\`\`\`\`\`\`\`\`\`\n`,
          `\n${lines.map((inner) => `     ${inner.trim()}\n`).join('')}\n`,
        ),
      );
    fc.assert(
      fc.property(fc.array(hidden, { maxLength: 3 }), (parts) => {
        expect(onIssue(parts.join('\n'))).toEqual({ kind: 'none' });
        expect(onIssue(`${parts.join('\n')}\n@bot stop`)).toEqual(asked('stop'));
      }),
    );
  });

  it('are found in any text without a crash and in time linear to its length', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(line, fc.string({ unit: 'binary' }))), (lines) => {
        const parsed = onPullRequest(`@bot ${lines.join('\n')}`);
        expect(['asked', 'malformed']).toContain(parsed.kind);
      }),
    );
    for (const piece of ['`', '``a`', '\\`', ' ', '> \n', '~', '\t\n', '@bot ', '`a`\n\n'])
      expect(onIssue(`@bot implement ${piece.repeat(200_000 / piece.length)}`).kind).toBe('asked');
  });
});
