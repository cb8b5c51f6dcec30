// Can the small documents that people edit be read?
import { createFileEnvironments } from '../environments.ts';
import { readSettings } from '../settings.ts';
import { damage, type Finding } from './finding.ts';
import type { InspectedPlace } from './folder.ts';

export async function* checkSettings({ dataDir }: InspectedPlace): AsyncGenerator<Finding> {
  const remedy = 'mend it by hand; two older generations stand beside it (.1, .2)';
  const settings = await readSettings(dataDir);
  if (settings.damage !== null) yield damage('settings.json', { meaning: settings.damage, remedy });
  const environments = await createFileEnvironments(dataDir).read();
  if (!environments.ok) yield damage('environments.json', { meaning: environments.failure.message, remedy });
}
