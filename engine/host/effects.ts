// Performs what the planner asks for, apart from attempts: evaluations, aborts, cancels of called runs, the end.

import { type EvaluationContext, evaluateCompletion, evaluateOutputs, evaluatePreparation, requirements } from '../run/evaluate.ts';
import type { Effect, Report } from '../run/event.ts';
import type { Question } from '../run/reading.ts';
import type { StoredValue } from '../run/stored-value.ts';
import { assertNever } from '../workflow/assert.ts';
import { type Failure, failureFromThrown } from '../workflow/failure.ts';
import type { Json } from '../workflow/json.ts';
import type { Result } from '../workflow/result.ts';
import type { BlobValues } from './blob-values.ts';
import type { Contexts } from './evaluation.ts';
import { inlineLimit } from './inline-results.ts';
import type { LiveRun } from './live-run.ts';

export type EffectParts = {
  readonly contexts: Contexts;
  readonly values: BlobValues;
  readonly post: (live: LiveRun, report: Report) => void;
  readonly offer: (live: LiveRun, effect: Extract<Effect, { type: 'ready' }>) => void;
  readonly cancelCall: (run: string) => void;
  readonly finished: (live: LiveRun) => void;
};

export function createEffects(parts: EffectParts): (live: LiveRun, effect: Effect) => void {
  return (live, effect) => {
    switch (effect.type) {
      case 'ready':
        return parts.offer(live, effect);
      case 'abort':
        return live.attempts.get(effect.path)?.abort();
      case 'cancel call':
        return parts.cancelCall(effect.run);
      case 'finished':
        return parts.finished(live);
      case 'prepare':
        return ask(parts, live, { path: effect.path, question: 'prepare', answer: prepare });
      case 'complete':
        return ask(parts, live, { path: effect.path, question: 'complete', answer: complete });
      case 'outputs':
        return ask(parts, live, { path: '', question: 'outputs', answer: outputs });
      default:
        return assertNever(effect);
    }
  };
}

/** An answer is made in two steps: the evaluation, then a report around the value that has to be stored. */
type Answer = { readonly value: Json | null; readonly report: (stored: StoredValue) => Report };
type Evaluate = (live: LiveRun, path: string, context: EvaluationContext) => Answer;
type Asked = { readonly path: string; readonly question: Question; readonly answer: Evaluate };

function ask(parts: EffectParts, live: LiveRun, asked: Asked): void {
  const needs = requirements(live.run, asked.path, asked.question);
  const context = parts.contexts.atOnce(needs);
  if (context) return answerWith(parts, live, { asked, context });
  parts.contexts.load(live, needs).then(
    (loaded: Result<EvaluationContext, Failure>) => {
      if (loaded.ok) answerWith(parts, live, { asked, context: loaded.value });
      else parts.post(live, failedReport(asked, loaded.failure));
    },
    (thrown: unknown) => parts.post(live, failedReport(asked, failureFromThrown(thrown))),
  );
}

function answerWith(parts: EffectParts, live: LiveRun, { asked, context }: { asked: Asked; context: EvaluationContext }): void {
  const answer = evaluateSafely(live, asked, context);
  const stored = parts.values.store(live.redactor.json(answer.value), inlineLimit(live));
  if (!(stored instanceof Promise)) return parts.post(live, answer.report(stored));
  stored.then(
    (ready) => parts.post(live, answer.report(ready)),
    (thrown: unknown) => parts.post(live, failedReport(asked, failureFromThrown(thrown))),
  );
}

function evaluateSafely(live: LiveRun, asked: Asked, context: EvaluationContext): Answer {
  try {
    return asked.answer(live, asked.path, context);
  } catch (thrown) {
    return { value: null, report: () => failedReport(asked, failureFromThrown(thrown)) };
  }
}

const prepare: Evaluate = (live, path, context) => {
  const prepared = evaluatePreparation(live.run, path, context);
  if (prepared.type !== 'items') return { value: null, report: () => ({ type: 'prepared', path, result: prepared }) };
  const { items, keys } = prepared;
  const named = keys ? { keys: keys.map((key) => live.redactor.text(key)) } : {};
  const result = (stored: StoredValue) => ({ type: 'items', count: items.length, items: stored, ...named }) as const;
  return { value: items, report: (stored) => ({ type: 'prepared', path, result: result(stored) }) };
};

const complete: Evaluate = (live, path, context) => {
  const completion = evaluateCompletion(live.run, path, context);
  if (completion.type !== 'done') return { value: null, report: () => ({ type: 'completed', path, result: completion }) };
  return { value: completion.output, report: (output) => ({ type: 'completed', path, result: { type: 'done', output } }) };
};

const outputs: Evaluate = (live, _path, context) => {
  const answer = evaluateOutputs(live.run, context);
  if (!answer.ok) return { value: null, report: () => ({ type: 'outputs', result: { type: 'failed', failure: answer.failure } }) };
  return { value: answer.value, report: (stored) => ({ type: 'outputs', result: { type: 'done', outputs: stored } }) };
};

function failedReport({ path, question }: Asked, failure: Failure): Report {
  const result = { type: 'failed', failure } as const;
  if (question === 'outputs') return { type: 'outputs', result };
  return question === 'complete' ? { type: 'completed', path, result } : { type: 'prepared', path, result };
}
