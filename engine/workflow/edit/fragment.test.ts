import { describe, expect, it } from 'vitest';
import { graph, tasksOf } from '../testing/graph-builder.ts';
import { copyParts, duplicateParts, parseFragment, pasteParts } from './fragment.ts';
import { drawNeeds, edited, refused } from './testing/expect-edit.ts';

const reads = (text: string) => ({ type: 'log.write', with: { message: text } });

//  a ─► b ─► c
const workflow = graph('a -> b -> c', {
  tasks: { c: { ...reads('{{ tasks.b.output }} {{ tasks.a.output }}'), needs: ['b'] } },
  layout: { tasks: { b: [10, 10], c: [50, 10] } },
});

describe('duplicateParts', () => {
  it('copies one with what it needs, a step to the side', () => {
    const after = edited(duplicateParts(workflow, { paths: ['b'] }));

    expect(drawNeeds(after)).toEqual(['a -> b', 'b -> c', 'a -> b_2']);
    expect(after.layout?.tasks).toEqual({ b: [10, 10], c: [50, 10], b_2: [50, 50] });
  });

  it('copies several with the edges and expressions among them', () => {
    const after = edited(duplicateParts(workflow, { paths: ['b', 'c'], offset: [0, 100] }));

    expect(drawNeeds(after)).toEqual(['a -> b', 'b -> c', 'a -> b_2', 'b_2 -> c_2']);
    expect(after.tasks.c_2?.with).toEqual({ message: '{{ tasks.b_2.output }} {{ tasks.a.output }}' });
    expect(after.layout?.tasks).toMatchObject({ b_2: [10, 110], c_2: [50, 110] });
  });

  it('does not mix up names that follow each other', () => {
    const row = graph('a -> a_2', { tasks: { a_2: { ...reads('{{ tasks.a.output }}'), needs: ['a'] } } });
    const after = edited(duplicateParts(row, { paths: ['a', 'a_2'] }));

    expect(drawNeeds(after)).toEqual(['a -> a_2', 'a_3 -> a_4']);
    expect(after.tasks.a_4?.with).toEqual({ message: '{{ tasks.a_3.output }}' });
  });

  it('copies a group with its tasks and their places, and inside a group', () => {
    const nested = graph({
      tasks: { g: { type: 'group', tasks: tasksOf('x -> y') } },
      layout: { tasks: { g: [0, 0], 'g.x': [5, 5] } },
    });
    const whole = edited(duplicateParts(nested, { paths: ['g'] }));
    const inside = edited(duplicateParts(nested, { paths: ['g.x', 'g.y'] }));

    expect(whole.tasks.g_2).toEqual(nested.tasks.g);
    expect(whole.layout?.tasks).toMatchObject({ g_2: [40, 40], 'g_2.x': [5, 5] });
    expect(drawNeeds(inside)).toEqual(['x -> g.y', 'x_2 -> g.y_2']);
    expect(inside.layout?.tasks).toMatchObject({ 'g.x_2': [45, 45] });
  });
});

describe('copyParts and pasteParts', () => {
  const fragment = () => {
    const copied = copyParts(workflow, { paths: ['b', 'c'] });
    const parsed = parseFragment(JSON.parse(JSON.stringify(copied.ok && copied.value)));
    if (!parsed.ok) throw new Error(parsed.failure.message);
    return parsed.value;
  };

  it('carries tasks to another workflow, without needs that mean nothing there', () => {
    const after = edited(pasteParts(graph('a', 'c'), { fragment: fragment(), offset: [0, 0] }));

    expect(Object.keys(after.tasks)).toEqual(['a', 'c', 'b', 'c_2']);
    expect(drawNeeds(after)).toEqual(['b -> c_2']);
    expect(after.layout?.tasks).toEqual({ b: [10, 10], c_2: [50, 10] });
  });

  it('keeps needs on tasks that are there when asked to', () => {
    expect(drawNeeds(edited(pasteParts(graph('a'), { fragment: fragment(), keepsOuterNeeds: true })))).toEqual(['a -> b', 'b -> c']);
  });

  it('pastes into a group', () => {
    const target = graph({ tasks: { g: { type: 'group', tasks: tasksOf('b') } } });

    expect(Object.keys(edited(pasteParts(target, { fragment: fragment(), group: 'g' })).tasks.g?.tasks ?? {})).toEqual(['b', 'b_2', 'c']);
    expect(refused(pasteParts(target, { fragment: fragment(), group: 'h' }))).toMatch(/^task_not_found/);
  });

  it('carries notes, alone and with tasks, in their place beside them', () => {
    const inner = graph({
      tasks: { g: { type: 'group', tasks: tasksOf('x') } },
      layout: {
        tasks: { g: [100, 0], 'g.x': [24, 56] },
        notes: [
          { text: 'Why?', at: [130, 160], color: 'blue' },
          { text: 'other', at: [0, 0] },
        ],
      },
    });
    const copied = copyParts(inner, { paths: ['g.x'], notes: [0] });
    const fragment = parseFragment(JSON.parse(JSON.stringify(copied.ok && copied.value)));
    if (!fragment.ok) throw new Error(fragment.failure.message);

    const after = edited(pasteParts(graph('a'), { fragment: fragment.value, offset: [10, 10] }));
    expect(after.layout).toEqual({ tasks: { x: [34, 66] }, notes: [{ text: 'Why?', at: [40, 170], color: 'blue' }] });
    const twice = edited(duplicateParts(inner, { notes: [1], offset: [24, 24] }));
    expect(twice.tasks).toEqual(inner.tasks);
    expect(twice.layout?.notes?.map(({ at }) => at)).toEqual([
      [130, 160],
      [0, 0],
      [24, 24],
    ]);
    const both = edited(duplicateParts(inner, { paths: ['g.x'], notes: [0], offset: [0, 80] }));
    expect(both.layout?.notes?.[2]?.at).toEqual([130, 240]);
    expect(refused(parseFragment({ tasks: {}, notes: [{ text: 1, at: [0, 0] }] }))).toMatch(/^invalid_value: .*`notes.0.text`/);
  });

  it('refuses a clipboard that holds no tasks', () => {
    expect(refused(parseFragment('text'))).toMatch(/^invalid_value/);
    expect(refused(parseFragment({ tasks: { constructor: { type: 'x' } } }))).toMatch(/^invalid_value/);
    expect(refused(parseFragment({ tasks: { a: { type: 'x', surprise: 1 } } }))).toMatch(/^invalid_value: .*`tasks.a`/);
    expect(refused(copyParts(workflow, { paths: [] }))).toMatch(/^nothing_selected/);
  });
});
