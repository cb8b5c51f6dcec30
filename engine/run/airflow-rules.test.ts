// Airflow's trigger rules, each written with needs, joins and conditions, against Airflow's own table (its documentation, "Trigger Rules"):
// https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/dags.html#trigger-rules
import { describe, expect, it } from 'vitest';
import type { Task, Workflow } from '../workflow/schema.ts';
import { fail, runScripted, statuses } from './testing/world.ts';

/** States of an upstream task in Airflow. */
const upstreamStates = ['success', 'failed', 'skipped', 'upstream_failed'] as const;
type Upstream = (typeof upstreamStates)[number];

const isFailed = (state: Upstream) => state === 'failed' || state === 'upstream_failed';

const failedHere = (id: string) => `(tasks.${id}.error != null)`;
const succeededHere = (id: string) => `(tasks.${id}.status == "succeeded")`;
const skippedHere = (id: string) => `(tasks.${id}.status == "skipped" && tasks.${id}.error == null)`;
const always = (when: string): Partial<Task> => ({ needs: ['a', 'b'], join: 'always', when });

type Rule = { readonly task: Partial<Task>; readonly runs: (states: readonly Upstream[]) => boolean };

const rules: { readonly [rule: string]: Rule } = {
  all_success: { task: { needs: ['a', 'b'], join: 'all' }, runs: (states) => states.every((state) => state === 'success') },
  all_failed: { task: always(`${failedHere('a')} && ${failedHere('b')}`), runs: (states) => states.every(isFailed) },
  all_done: { task: { needs: ['a', 'b'], join: 'always' }, runs: () => true },
  all_skipped: {
    task: always(`${skippedHere('a')} && ${skippedHere('b')}`),
    runs: (states) => states.every((state) => state === 'skipped'),
  },
  one_failed: { task: always(`${failedHere('a')} || ${failedHere('b')}`), runs: (states) => states.some(isFailed) },
  one_success: { task: { needs: ['a', 'b'], join: 'any' }, runs: (states) => states.includes('success') },
  one_done: {
    task: always(`${succeededHere('a')} || ${succeededHere('b')} || tasks.a.status == "failed" || tasks.b.status == "failed"`),
    runs: (states) => states.includes('success') || states.includes('failed'),
  },
  none_failed: { task: always(`!${failedHere('a')} && !${failedHere('b')}`), runs: (states) => !states.some(isFailed) },
  none_failed_min_one_success: { task: { needs: ['a', 'b'] }, runs: (states) => !states.some(isFailed) && states.includes('success') },
  none_skipped: { task: always(`!${skippedHere('a')} && !${skippedHere('b')}`), runs: (states) => !states.includes('skipped') },
  all_done_min_one_success: {
    task: always(`${succeededHere('a')} || ${succeededHere('b')}`),
    runs: (states) => states.includes('success'),
  },
  always: { task: { needs: ['a', 'b'], join: 'always' }, runs: () => true },
};

const step: Task = { type: 'data.set', with: { values: {} } };

/** A task that ends in the given state; `upstream_failed` needs a task before it that fails. */
function upstream(id: string, state: Upstream): { [id: string]: Task } {
  if (state === 'upstream_failed') return { [`${id}_before`]: step, [id]: { ...step, needs: [`${id}_before`] } };
  return { [id]: state === 'skipped' ? { ...step, when: false } : step };
}

function workflowFor(rule: Rule, [a, b]: readonly [Upstream, Upstream]): Workflow {
  return { format: 1, id: 'rules', tasks: { ...upstream('a', a), ...upstream('b', b), end: { ...step, ...rule.task } } };
}

const pairs = upstreamStates.flatMap((a) => upstreamStates.map((b): readonly [Upstream, Upstream] => [a, b]));

describe("Airflow's trigger rules", () => {
  for (const [name, rule] of Object.entries(rules)) {
    it(`can be written here: ${name}`, () => {
      for (const pair of pairs) {
        const failing = pair.flatMap((state, index) => {
          const id = 'ab'[index] as string;
          return state === 'failed' ? [id] : state === 'upstream_failed' ? [`${id}_before`] : [];
        });
        const result = statuses(runScripted(workflowFor(rule, pair), { outcomes: Object.fromEntries(failing.map((id) => [id, fail])) }));
        expect({ pair, end: result.end }).toEqual({ pair, end: rule.runs(pair) ? 'succeeded' : 'skipped' });
      }
    });
  }
});
