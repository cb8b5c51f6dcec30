import { describe, expect, it } from 'vitest';
import type { Workflow } from '../../../engine/workflow/schema.ts';
import { fixEdit } from './fix-edit.ts';

const workflow: Workflow = { format: 1, id: 'w', tasks: { a: { type: 'data.set', needs: ['b'], with: { valus: { x: 1 }, y: 2 } } } };

describe('the remedy of a problem', () => {
  it('removes, replaces and renames what it names', () => {
    const at = ['tasks', 'a', 'with', 'valus'];
    const change = (fix: Parameters<typeof fixEdit>[0]) => {
      const changed = fixEdit(fix).change(workflow);
      return changed.ok ? changed.value.tasks.a : changed.failure.code;
    };
    expect(change({ title: 'x', action: 'rename', path: at, name: 'values' })).toMatchObject({ with: { values: { x: 1 }, y: 2 } });
    expect(change({ title: 'x', action: 'remove', path: at })).toMatchObject({ with: { y: 2 } });
    expect(change({ title: 'x', action: 'replace', path: ['tasks', 'a', 'needs', 0], value: 'c' })).toMatchObject({ needs: ['c'] });
  });

  it('is refused when it would break the document', () => {
    const changed = fixEdit({ title: 'x', action: 'replace', path: ['tasks', 'a', 'needs'], value: 5 }).change(workflow);
    expect(changed).toMatchObject({ ok: false, failure: { code: 'invalid_value' } });
    const gone = fixEdit({ title: 'x', action: 'rename', path: ['tasks', 'q', 'with', 'b'], name: 'c' }).change(workflow);
    expect(gone).toMatchObject({ ok: false, failure: { code: 'fix_outdated' } });
  });
});
