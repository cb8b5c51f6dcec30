import { describe, expect, it } from 'vitest';
import type { ProblemFix } from '../../../engine/workflow/problem.ts';
import { readText } from '../../document/read-text.ts';
import { cursorAt } from './cursor.ts';
import { fixedText } from './fixed-text.ts';
import { outlineOf } from './outline.ts';
import { placeOfTask, taskNamedAt } from './task-at.ts';

const text = `{
  "format": 1, "id": "x",
  "tasks": {
    "a": { "type": "http.request", "with": { "url": "u" } },
    "g": { "type": "group", "needs": ["a:done"], "tasks": {
      "a": { "type": "log.write", "with": { "message": "{{ item.tasks.a }}" } },
      "b": { "type": "log.write", "needs": ["a"], "with": { "message": "{{ tasks.a.output }}" } }
    } }
  },
  "layout": { "tasks": { "g.b": [1, 2] } }
}
`;

describe('taskNamedAt', () => {
  const named = (part: string, into: number) => {
    const offset = text.indexOf(part) + into;
    const workflow = readText(text, null).workflow;
    if (!workflow) throw new Error('The text is not a workflow');
    const found = taskNamedAt(cursorAt(text, offset), workflow);
    return found ? [found.task, text.slice(found.start, found.end)] : null;
  };

  it('knows the task of a key, a need, a place on the canvas, and an expression, in its own group', () => {
    expect(named('"a": { "type": "http', 2)).toEqual(['a', 'a']);
    expect(named('a:done', 1)).toEqual(['a', 'a']);
    expect(named('"needs": ["a"]', 11)).toEqual(['g.a', 'a']);
    expect(named('tasks.a.output', 7)).toEqual(['g.a', 'a']);
    expect(named('g.b', 1)).toEqual(['g.b', 'g.b']);
  });

  it('takes nothing else for a task', () => {
    expect(named('"format"', 2)).toBeNull();
    expect(named('item.tasks.a', 11)).toBeNull();
    expect(named('"type"', 2)).toBeNull();
  });

  it('finds where tasks stand', () => {
    const place = placeOfTask(cursorAt(text, 0), 'g.a');
    expect(place?.start).toBe(text.indexOf('"a": { "type": "log'));
    expect(placeOfTask(cursorAt(text, 0), 'nowhere')).toBeNull();
  });
});

describe('outlineOf', () => {
  it('lists tasks in their groups, as far as the text can be read', () => {
    const entries = outlineOf(cursorAt(text.slice(0, -40), 0));

    expect(entries.map(({ kind, name, detail, children }) => [kind, name, detail, children.map((child) => child.name)])).toEqual([
      ['task', 'a', 'http.request', []],
      ['group', 'g', 'group', ['a', 'b']],
    ]);
  });
});

describe('fixedText', () => {
  const fixed = (fix: ProblemFix, before: string) => {
    const result = fixedText(before, fix);
    return result.ok ? result.value : result.failure.code;
  };

  it('replaces, renames and removes, and leaves all other bytes alone', () => {
    const before = '\uFEFF{\r\n\t"a" : 1.50,\r\n\t"needs":["x","y"], "b": {"c":2}\r\n}';
    expect(fixed({ title: '', action: 'replace', path: ['needs', 1], value: 'z' }, before)).toBe(before.replace('"y"', '"z"'));
    expect(fixed({ title: '', action: 'rename', path: ['b', 'c'], name: 'd' }, before)).toBe(before.replace('"c"', '"d"'));
    expect(fixed({ title: '', action: 'remove', path: ['needs', 0] }, before)).toBe(before.replace('"x",', ''));
  });

  it('says so when there is nothing to mend any more', () => {
    expect(fixed({ title: '', action: 'remove', path: ['gone', 'x'] }, '{}')).toBe('fix_outdated');
    expect(fixed({ title: '', action: 'remove', path: ['a'] }, '{')).toBe('invalid_json');
  });
});
