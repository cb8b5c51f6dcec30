// A task whose every attempt leaves a line behind, as an effect in the outside world that cannot be taken back.
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { TaskType } from '../../engine/tasks/execution.ts';

export function createWorkType(effectsPath: string): TaskType {
  return {
    manifest: {
      type: 'torture.work',
      version: 1,
      title: 'Work',
      category: 'script',
      icon: 'box',
      summary: '',
      docs: '',
      parameters: z.object({}),
      ports: () => [],
      effects: 'external',
      idempotent: true,
      capabilities: () => [],
      examples: [],
    },
    execute: async (_parameters, { run, path, attempt }) => {
      const mark = randomBytes(6).toString('hex');
      appendFileSync(effectsPath, `${run.id} ${path} ${attempt} ${mark}\n`);
      await setTimeout(Math.random() * 12);
      return { type: 'succeeded', output: mark };
    },
  };
}
