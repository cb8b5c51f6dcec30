// Which finished runs are kept, and for how long.

/** Each limit counts for every workflow on its own; an absent one is no limit. */
export type RetentionRule = {
  readonly keepRuns?: number | undefined;
  readonly keepDays?: number | undefined;
  readonly keepBytes?: number | undefined;
};

/** A workflow's own limits take the place of the general ones, one by one. */
export type Retention = RetentionRule & { readonly workflows?: { readonly [workflow: string]: RetentionRule } | undefined };

/** `finishedAt` is in milliseconds since the epoch. */
export type EndedRun = { readonly id: string; readonly workflow: string; readonly finishedAt: number; readonly sizeBytes: number };

const dayMs = 86_400_000;

export function hasLimits({ workflows = {}, ...general }: Retention): boolean {
  return [general, ...Object.values(workflows)].some((rule) => Object.values(rule).some((limit) => limit !== undefined));
}

/** Counts runs as they come, the newest first, and says which are not kept. */
export function createRetentionCheck(retention: Retention, now: number): (run: EndedRun) => boolean {
  const { workflows = {}, ...general } = retention;
  const kept = new Map<string, { runs: number; bytes: number }>();
  return ({ workflow, finishedAt, sizeBytes }) => {
    const own = Object.hasOwn(workflows, workflow) ? workflows[workflow] : undefined;
    const { keepRuns = Infinity, keepDays = Infinity, keepBytes = Infinity } = { ...general, ...own };
    const counted = kept.get(workflow) ?? { runs: 0, bytes: 0 };
    kept.set(workflow, counted);
    counted.runs += 1;
    counted.bytes += sizeBytes;
    return counted.runs > keepRuns || counted.bytes > keepBytes || now - finishedAt > keepDays * dayMs;
  };
}
