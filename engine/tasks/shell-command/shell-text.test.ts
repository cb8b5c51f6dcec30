import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../workflow/json.ts';
import { insertIntoShell, quoteForShell, takeShellText } from './quote.ts';
import { shellTextProblems } from './shell-text.ts';

const shells = ['/bin/sh', '/bin/bash'].filter((path) => existsSync(path));
const isRefused = (text: string) => shellTextProblems(text).length > 0;

describe('quoteForShell', () => {
  it('makes one word of a value, and a word per element of a list', () => {
    expect(quoteForShell("it's")).toBe("'it'\\''s'");
    expect(quoteForShell(5)).toBe("'5'");
    expect(quoteForShell(null)).toBe("''");
    expect(quoteForShell(['a b', true, [1]])).toBe("'a b' 'true' '[1]'");
    expect(quoteForShell([])).toBe('');
    expect(quoteForShell({ a: "'" })).toBe(`'{"a":"'\\''"}'`);
  });

  it('gives back every text through a real shell', () => {
    const nasty = fc.string({ unit: fc.constantFrom("'", '"', '\\', '$', '`', '(', ')', '\n', ' ', '!', '#', '*', '-', 'a', 'é') });
    fc.assert(
      fc.property(fc.array(nasty, { minLength: 1 }), (texts) => {
        const output = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${quoteForShell(texts)}`]).toString();

        expect(output.split('\0').slice(0, -1)).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });
});

describe('shell text', () => {
  it('may hold expressions between words', () => {
    for (const text of [
      'echo {{ x }}',
      '{{ x }}',
      'cp {{ a }} {{ b }}; ls --dir={{ a }}',
      `echo "fixed" 'fixed' {{ x }} "$HOME" "\${HOME}/bin" {{ y }}`,
      'echo "$(date +"%Y" | tr a b)" {{ x }}',
      'echo "$(cat {{ file }})"',
      'x=$(cat {{ file }}); (cd {{ dir }} && ls)',
      'echo \\\\{{ x }}',
      'echo "it\'s" {{ x }}',
      'echo "a \\" b" {{ x }} # comment',
      "# don't\necho {{ x }}",
      'echo a#b {{ x }}',
      'for f in {{ files }}; do echo "$f"; done',
    ]) {
      expect(shellTextProblems(text), text).toEqual([]);
    }
  });

  it('may not hold them where quotes do not protect', () => {
    for (const text of [
      'echo "{{ x }}"',
      "echo '{{ x }}'",
      'echo "a $HOME {{ x }}"',
      'echo \\{{ x }}',
      `echo \${{ x }}`,
      "echo $'a\\'b' {{ x }}",
      'echo `cat {{ x }}`',
      '# {{ x }}',
      'true # {{ x }}',
      'cat <<EOF\n{{ x }}\nEOF',
      'echo $(( {{ x }} ))',
      '(( {{ x }} ))',
      `echo \${v:-{{ x }}}`,
      `echo "\${v:-"a"}" {{ x }}`,
      'echo "$(echo " {{ x }} ")"',
      'echo "$(case x in a) echo " {{ x }} " ;; esac)"',
      'echo "$(echo $(date) "{{ x }}")"',
    ]) {
      expect(isRefused(text), text).toBe(true);
    }
  });

  it('says which expression, where, and what to do', () => {
    const [problem] = shellTextProblems('echo "{{ inputs.name }}"');

    expect(problem).toMatchObject({ start: 6, end: 23 });
    expect(problem?.message).toMatch(/\{\{ inputs\.name \}\} stands inside double quotes.*outside of quotes/);
  });

  it('leaves text that is no template to the parser', () => {
    expect(shellTextProblems('echo {{ x')).toEqual([]);
  });
});

/** As the host resolves a parameter with `quoting`. */
function insert(text: string, value: Json): string {
  return text.replaceAll('{{ x }}', () => insertIntoShell(value));
}

describe('takeShellText', () => {
  it('gives the text with quoted values', () => {
    expect(takeShellText(insert('echo {{ x }} -n{{ x }}', '$(id)'))).toEqual({ ok: true, value: "echo '$(id)' -n'$(id)'" });
    expect(takeShellText(insert('{{ x }}', ['a', 'b']))).toEqual({ ok: true, value: "'a' 'b'" });
    expect(takeShellText('echo "plain"')).toEqual({ ok: true, value: 'echo "plain"' });
  });

  it('refuses a value where its quotes do not protect, and says where', () => {
    expect(takeShellText(insert('cd /\necho "{{ x }}"', 'v'))).toMatchObject({
      ok: false,
      failure: {
        code: 'unsafe_shell_text',
        message: expect.stringMatching(/line 2 .* behind "echo \\"".*inside double quotes/),
        details: { line: 2 },
      },
    });
  });

  it('is not misled by a value that looks marked', () => {
    for (const value of ['a\uFDD1"', '\uFDD0', '\uFDD1\uFDD0']) {
      expect(takeShellText(insert('echo {{ x }} "$HOME" {{ x }}', value)).ok).toBe(true);
      expect(takeShellText(insert('echo {{ x }} "{{ x }}"', value)).ok).toBe(false);
    }
  });

  it('agrees with what is said about the source', () => {
    for (const text of ['echo {{ x }}', 'echo "{{ x }}"', 'true # {{ x }}', 'a "$(b {{ x }})" {{ x }}', 'cat <<E {{ x }}']) {
      expect(takeShellText(insert(text, "v'")).ok, text).toBe(!isRefused(text));
    }
  });

  it('never lets a value become a command, whatever the text around it', () => {
    const piece = fc.constantFrom(
      '"',
      "'",
      '\\',
      '$',
      '$(',
      '(',
      ')',
      '`',
      '#',
      '\n',
      ' ',
      '${',
      '}',
      ':-',
      '<<',
      'a',
      ';',
      'case a in a)',
      '{{ x }}',
      '{{ x }}',
    );
    // Whatever quotes it stands in, a part of it would call `hit`, which writes to a file descriptor of its own.
    const attack = `a\`hit\`$(hit);hit\nhit;'a'\`hit\`"\`hit\`$(hit)";hit;\nhit\n)hit;'hit;\\'\`hit\``;
    fc.assert(
      fc.property(fc.array(piece, { minLength: 3, maxLength: 9 }), (pieces) => {
        const text = pieces.join('');
        const resolved = takeShellText(insert(text, attack));
        if (!resolved.ok || !text.includes('{{ x }}')) return;
        for (const shell of shells) {
          const script = 'hit() { echo HIT >&3; }; exec 3>&1 >/dev/null 2>&1; eval "$1"';
          const { stdout } = spawnSync(shell, ['-c', script, 'sh', resolved.value], {
            encoding: 'utf8',
            input: '',
            timeout: 5000,
            cwd: '/',
          });
          expect(stdout, JSON.stringify(resolved.value)).toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});
