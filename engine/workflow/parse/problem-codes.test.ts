import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemCodes } from './problem-codes.ts';

const workflowFolder = new URL('../', import.meta.url);

/** Sources that make problems, without the table and the tests. */
function sources(): string {
  return ['parse/', 'lint/', 'migrate/', 'expression/', './']
    .flatMap((folder) => {
      const at = new URL(folder, workflowFolder);
      return readdirSync(at)
        .filter((name) => name.endsWith('.ts') && !name.includes('.test.') && name !== 'problem-codes.ts')
        .map((name) => readFileSync(new URL(name, at), 'utf8'));
    })
    .join('\n');
}

describe('problem codes', () => {
  it('are all used', () => {
    const text = sources();
    expect(Object.keys(problemCodes).filter((code) => !text.includes(`'${code}'`))).toEqual([]);
  });

  it('include those that checking an expression gives', () => {
    const check = readFileSync(new URL('expression/check.ts', workflowFolder), 'utf8');
    const documented = /Codes: ((?:[^.])*)\./.exec(check)?.[1] ?? '';
    const codes = [...documented.matchAll(/`([a-z_]+)`/g)].map((match) => match[1]);
    expect(codes.length).toBeGreaterThan(5);
    for (const code of codes) expect(problemCodes).toHaveProperty(code ?? '');
  });

  it('are snake_case, each explained in one sentence', () => {
    for (const [code, explanation] of Object.entries(problemCodes)) {
      expect(code).toMatch(/^[a-z]+(_[a-z0-9]+)*$/);
      expect(explanation).toMatch(/^[A-Z_].*(\.|…)$/);
    }
  });
});
