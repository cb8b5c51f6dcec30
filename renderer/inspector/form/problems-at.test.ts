import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../engine/workflow/problem.ts';
import { problemsAt, problemsWithin, reasonOf, shortMessage } from './problems-at.ts';

const problem = (path: Problem['path'], message = ''): Problem => ({ code: 'x', severity: 'error', path, message });

describe('problems of a field', () => {
  it('are those at its path and below', () => {
    const all = [
      problem(['tasks', 'a', 'with', 'url']),
      problem(['tasks', 'a', 'with', 'query', 'x']),
      problem(['tasks', 'ab', 'with', 'url']),
    ];
    expect(problemsWithin(all, ['tasks', 'a', 'with'])).toEqual([all[0], all[1]]);
    expect(problemsAt(all, ['tasks', 'a', 'with', 'query'])).toEqual([]);
    expect(problemsAt(all, ['tasks', 'a', 'with', 'url'])).toEqual([all[0]]);
  });

  it('are said without the name of the task that is open', () => {
    expect(shortMessage({ message: 'Task `a`: the parameter `url` must be text.' })).toBe('The parameter `url` must be text.');
    expect(shortMessage({ message: 'Task `a` (`http.request`) lacks the parameter `url`. Add it.' })).toBe(
      'This task lacks the parameter `url`. Add it.',
    );
    expect(shortMessage({ message: 'Task `e`, `with.values.y`: `inputs` has no field `no`.' })).toBe('`inputs` has no field `no`.');
    expect(reasonOf('Task `a` cannot have this value at `timeout`: must be a duration.')).toBe('Must be a duration.');
    expect(reasonOf('Nothing can be set there.')).toBe('Nothing can be set there.');
  });
});
