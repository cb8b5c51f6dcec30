// Reads everything in a data directory and says what is wrong with it. Changes nothing, and may run beside an engine.
import { setImmediate } from 'node:timers/promises';

import { checkHistory } from './check-history.ts';
import { checkJournal } from './check-journal.ts';
import { checkSettings } from './check-settings.ts';
import { checkBlobs, checkDefinitions } from './check-values.ts';
import { below, confirmed, type Finding, note, repairRemedy } from './finding.ts';
import type { InspectedPlace } from './folder.ts';
import { KnownRuns } from './known-runs.ts';
import { findLeftovers } from './leftovers.ts';

export type CheckPlace = InspectedPlace & { readonly now: number };

export type DataCheck = { readonly findings: readonly Finding[]; readonly known: KnownRuns };

/** Looks again when something seems to be wrong: an engine at work may have been in the middle of a change. */
export async function checkData(place: CheckPlace): Promise<DataCheck> {
  const first = await checkOnce(place);
  if (first.findings.every(({ severity }) => severity === 'note')) return first;
  const second = await checkOnce(place);
  return { ...second, findings: confirmed(first.findings, second.findings) };
}

async function checkOnce(place: CheckPlace): Promise<DataCheck> {
  const known = new KnownRuns();
  const findings: Finding[] = [];
  // The history first: a run that moves there meanwhile is found twice rather than not at all.
  for (const part of [checkHistory, checkJournal, checkBlobs, checkDefinitions, checkSettings, checkLeftovers]) {
    for await (const finding of part(place, known)) findings.push(finding);
    await setImmediate();
  }
  return { findings, known };
}

async function* checkLeftovers(place: CheckPlace): AsyncGenerator<Finding> {
  for await (const path of findLeftovers(place)) {
    const meaning = 'a file that was being written when its process ended';
    yield note(below(place.dataDir, path), { meaning, remedy: `the next start removes it, or ${repairRemedy}` });
  }
}
