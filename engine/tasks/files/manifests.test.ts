import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { TaskManifest } from '../../workflow/catalog.ts';
import { dataSetManifest } from '../data-set/manifest.ts';
import { dataTransformManifest } from '../data-transform/manifest.ts';
import { dataValidateManifest } from '../data-validate/manifest.ts';
import { fileAppendManifest } from '../file-append/manifest.ts';
import { fileCopyManifest } from '../file-copy/manifest.ts';
import { fileDeleteManifest } from '../file-delete/manifest.ts';
import { fileListManifest } from '../file-list/manifest.ts';
import { fileMoveManifest } from '../file-move/manifest.ts';
import { fileReadManifest } from '../file-read/manifest.ts';
import { fileReadCsvManifest } from '../file-read-csv/manifest.ts';
import { fileWriteManifest } from '../file-write/manifest.ts';
import { fileWriteCsvManifest } from '../file-write-csv/manifest.ts';

const manifests: readonly TaskManifest[] = [
  fileReadManifest,
  fileWriteManifest,
  fileAppendManifest,
  fileListManifest,
  fileCopyManifest,
  fileMoveManifest,
  fileDeleteManifest,
  fileReadCsvManifest,
  fileWriteCsvManifest,
  dataSetManifest,
  dataTransformManifest,
  dataValidateManifest,
];

const folders = (manifest: TaskManifest, parameters: { [name: string]: string }) =>
  manifest.capabilities(parameters).map((capability) => `${capability.kind} ${capability.value}`);

describe.each(manifests.map((manifest) => [manifest.type, manifest] as const))('the manifest of %s', (_, manifest) => {
  it('has examples that are valid', () => {
    expect(manifest.examples.length).toBeGreaterThanOrEqual(2);
    for (const example of manifest.examples) expect(manifest.parameters.safeParse(example.with).error).toBeUndefined();
  });

  it('describes every parameter with a title, a description and a widget', () => {
    const schema = z.toJSONSchema(manifest.parameters, { io: 'input' }) as { properties: object; additionalProperties: unknown };

    expect(schema.additionalProperties).toBe(false);
    for (const field of Object.values(schema.properties)) {
      expect(field).toMatchObject({ title: expect.any(String), description: expect.any(String), widget: expect.any(String) });
    }
  });

  it('describes incomplete parameters without failing', () => {
    expect(manifest.describe?.({}) ?? '').toBe('');
    expect(manifest.describe?.({ path: 5, pattern: null, values: [] }) ?? '').toBe('');
    expect(() => manifest.capabilities({ path: 5, pattern: null })).not.toThrow();
  });

  it('tells effects apart', () => {
    expect(manifest.effects).toBe(manifest.category === 'data' ? 'pure' : 'external');
    expect(manifest.idempotent).toBe(!['file.append', 'file.move'].includes(manifest.type));
  });
});

describe('the folders a file task would use', () => {
  it('are those of its paths, and unknown where an expression decides', () => {
    expect(folders(fileWriteManifest, { path: 'report.json' })).toEqual(['folder .']);
    expect(folders(fileWriteManifest, { path: '/data/out/report.json' })).toEqual(['folder /data/out']);
    expect(folders(fileWriteManifest, { path: 'out/{{ run.slot.date }}.json' })).toEqual(['folder *']);
    expect(folders(fileCopyManifest, { pattern: 'in/**/*.csv', to: '../backup/' })).toEqual(['folder in', 'folder ../backup']);
    expect(folders(fileListManifest, { path: '/data' })).toEqual(['folder /data']);
    expect(folders(fileListManifest, {})).toEqual(['folder .']);
    expect(folders(fileReadCsvManifest, { path: 'a.csv', saveTo: 'b/c.jsonl' })).toEqual(['folder .', 'folder b']);
    expect(folders(dataSetManifest, {})).toEqual([]);
  });

  it('are put on the canvas as they are written', () => {
    expect(fileReadManifest.describe?.({ path: 'report.json' })).toBe('report.json');
    expect(fileMoveManifest.describe?.({ pattern: '*.csv', to: 'done' })).toBe('*.csv → done');
    expect(dataSetManifest.describe?.({ values: { a: 1, b: 2 } })).toBe('a, b');
  });
});
