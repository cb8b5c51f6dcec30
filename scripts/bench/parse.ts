import { taskCatalog } from '../../engine/tasks/catalog.ts';
import { parseWorkflow } from '../../engine/workflow/parse/parse-workflow.ts';
import { meshText } from './documents.ts';
import { type Figure, figure, sample } from './figure.ts';

const parseTargetMs = 200;

/** Parsing and validating text, every expression checked: what an editor does after each keystroke and the engine before each run. */
export async function measureParsing(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const count of [100, 1000, 10_000]) {
    const text = meshText(count, 4);
    const values = await sample(count === 10_000 ? 9 : 21, 10, () => {
      const result = parseWorkflow(text, taskCatalog);
      if (!result.ok) throw new Error(`the measured document has problems: ${result.problems[0]?.message}`);
    });
    const name = `parse and validate ${count} tasks, ${count * 4} edges`;
    figures.push(figure({ name, unit: 'ms', target: count === 10_000 ? parseTargetMs : null, values }));
  }
  return figures;
}
