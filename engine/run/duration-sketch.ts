/**
 * Counts durations and gives their percentiles to within half a percent (exactly below 100 ms), in memory that does not grow with their
 * number: values share a bucket when they differ by less than one percent (DDSketch, Masson, Rim and Lee 2019).
 */
export class DurationSketch {
  readonly #buckets = new Map<number, number>();
  #count = 0;
  #max = 0;

  get count(): number {
    return this.#count;
  }

  get maxMs(): number {
    return this.#max;
  }

  add(durationMs: number): void {
    const bucket = bucketOf(durationMs);
    this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
    this.#count += 1;
    this.#max = Math.max(this.#max, durationMs);
  }

  /** The least of the durations that this share of them does not exceed (nearest rank), in milliseconds; 0 when there are none. */
  percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#count));
    let counted = 0;
    for (const bucket of [...this.#buckets.keys()].sort((a, b) => a - b)) {
      counted += this.#buckets.get(bucket) ?? 0;
      if (counted >= rank) return Math.min(this.#max, midOf(bucket));
    }
    return 0;
  }
}

const growth = Math.log(1.01);
const none = -1;

function bucketOf(durationMs: number): number {
  return durationMs < 1 ? none : Math.round(Math.log(durationMs) / growth);
}

function midOf(bucket: number): number {
  return bucket === none ? 0 : Math.round(Math.exp(bucket * growth));
}
