// What the victim was told by its engine while it lived, against what is recorded in the end.
export type Counts = {
  readonly kills: number;
  /** Of these, kills while the engine was still recovering. */
  readonly killsBeforeStart: number;
  readonly runs: number;
  readonly acknowledged: number;
  readonly effects: number;
  /** Acknowledged, and not recorded in the end. */
  readonly lost: number;
  readonly recordedTwice: number;
  /** Attempts with the same number that ran more than once. */
  readonly repeatedAttempts: number;
  readonly interrupted: number;
  /** Attempts that began, whose result is not recorded, and that nobody said were interrupted. */
  readonly forgottenAttempts: number;
  readonly notEnded: number;
  readonly warnings: readonly string[];
};

export class Ledger {
  readonly #acknowledged = new Map<string, string>();
  readonly #createdRuns = new Set<string>();
  readonly #endedRuns = new Set<string>();
  readonly #recorded = new Map<string, string[]>();
  readonly #interrupted = new Set<string>();
  readonly #runs = new Map<string, string>();
  readonly #warnings: string[] = [];
  #contradicted = 0;

  take(line: string): void {
    const [kind = '', run = '', path = '', attempt = '', mark = ''] = line.split(' ');
    const task = `${run} ${path}`;
    if (kind === 'created') this.#createdRuns.add(run);
    else if (kind === 'ended') this.#endedRuns.add(run);
    else if (kind === 'done') this.#acknowledge(task, `${attempt} ${mark}`);
    else if (kind === 'recorded') this.#recorded.set(task, [...(this.#recorded.get(task) ?? []), `${attempt} ${mark}`]);
    else if (kind === 'interrupted') this.#interrupted.add(`${task} ${attempt}`);
    else if (kind === 'run') this.#runs.set(run, path);
    else if (kind === 'warning') this.#warnings.push(line);
  }

  /** `effects`: one line for each attempt that began. */
  counts(effects: readonly string[], kills: Pick<Counts, 'kills' | 'killsBeforeStart'>): Counts {
    const isRecorded = (task: string, result: string) => this.#recorded.get(task)?.includes(result) === true;
    const lostResults = [...this.#acknowledged].filter(([task, result]) => !isRecorded(task, result));
    const lostRuns = [...this.#createdRuns, ...this.#endedRuns].filter((run) => !this.#runs.has(run));
    const attempts = effects.map((line) => line.split(' '));
    const numbered = attempts.map(([run, path, attempt]) => `${run} ${path} ${attempt}`);
    const forgotten = attempts.filter(
      ([run, path, attempt, mark]) =>
        !isRecorded(`${run} ${path}`, `${attempt} ${mark}`) && !this.#interrupted.has(`${run} ${path} ${attempt}`),
    );
    return {
      ...kills,
      runs: this.#runs.size,
      acknowledged: this.#acknowledged.size + this.#createdRuns.size + this.#endedRuns.size,
      effects: effects.length,
      lost: lostResults.length + lostRuns.length,
      recordedTwice: [...this.#recorded.values()].filter((results) => results.length > 1).length + this.#contradicted,
      repeatedAttempts: numbered.length - new Set(numbered).size,
      interrupted: this.#interrupted.size,
      forgottenAttempts: forgotten.length,
      notEnded: [...this.#runs.values()].filter((status) => status !== 'succeeded').length,
      warnings: this.#warnings,
    };
  }

  #acknowledge(task: string, result: string): void {
    const known = this.#acknowledged.get(task);
    if (known !== undefined && known !== result) this.#contradicted += 1;
    this.#acknowledged.set(task, result);
  }
}

export function broken({ lost, recordedTwice, repeatedAttempts, forgottenAttempts, notEnded }: Counts): number {
  return lost + recordedTwice + repeatedAttempts + forgottenAttempts + notEnded;
}
