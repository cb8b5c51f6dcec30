import type { RunsFilter } from '../../host/engine.ts';
import { instantOf, type RunFilterFields } from '../contract/run-filters.ts';
import { runStatus } from '../contract/shapes.ts';

/** What the engine makes of the fields of a query. */
export function runsFilterOf({ workflow, status, trigger, environment, since, until, text }: RunFilterFields): RunsFilter {
  return {
    ...(workflow === undefined ? {} : { workflow }),
    ...(status === undefined ? {} : { status: status.split(',').map((each) => runStatus.parse(each)) }),
    ...(trigger === undefined ? {} : { trigger }),
    ...(environment === undefined ? {} : { environment }),
    ...(since === undefined ? {} : { since: instantOf(since) }),
    ...(until === undefined ? {} : { until: instantOf(until) }),
    ...(text === undefined ? {} : { text }),
  };
}
