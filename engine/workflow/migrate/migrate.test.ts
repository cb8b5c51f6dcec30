import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { migrateDocument } from './migrate-document.ts';
import { currentFormat, type MigrationStep, migrationSteps } from './steps.ts';

const steps: readonly MigrationStep[] = [
  { from: 1, to: 2, name: 'rename-tasks', migrate: ({ tasks, ...rest }) => ({ ...rest, steps: tasks ?? {} }) },
  { from: 2, to: 3, name: 'add-owner', migrate: (document) => ({ ...document, owner: 'nobody' }) },
];

describe('migrateDocument', () => {
  it('takes every step in order and names them', () => {
    const migrated = migrateDocument({ format: 1, tasks: { a: {} } }, { current: 3, steps });
    expect(migrated).toEqual({
      ok: true,
      value: { document: { format: 3, steps: { a: {} }, owner: 'nobody' }, applied: ['rename-tasks', 'add-owner'] },
    });
  });

  it('starts in the middle', () => {
    const migrated = migrateDocument({ format: 2, steps: {} }, { current: 3, steps });
    expect(migrated.ok && migrated.value.applied).toEqual(['add-owner']);
  });

  it('leaves a document of the current format as it is', () => {
    const document = { format: currentFormat, tasks: {} };
    const migrated = migrateDocument(document);
    expect(migrated.ok && migrated.value.document).toBe(document);
  });

  it('says that a newer document opens read-only', () => {
    const migrated = migrateDocument({ format: 99 });
    expect(migrated.ok ? null : migrated.failure).toMatchObject({ code: 'newer_format', message: expect.stringContaining('read-only') });
  });

  it.each([0, -1, 1.5, '1', null, {}])('refuses the format %j', (format) => {
    const migrated = migrateDocument({ format });
    expect(migrated.ok ? null : migrated.failure.code).toBe('unknown_format');
  });

  it('leaves what is no object, or has no format, to the schema', () => {
    for (const value of [null, 5, [], {}]) expect(migrateDocument(value)).toEqual({ ok: true, value: { document: value, applied: [] } });
  });
});

describe('migration steps', () => {
  it('lead from 1 to the current format without gaps', () => {
    expect(migrationSteps.map((step) => step.from)).toEqual(Array.from({ length: currentFormat - 1 }, (_, index) => index + 1));
    for (const step of migrationSteps) expect(step.to).toBe(step.from + 1);
  });

  it('each have a fixture before and after', () => {
    for (const { from, name } of migrationSteps) {
      for (const side of ['before', 'after']) {
        expect(existsSync(new URL(`./fixtures/${from}-${name}.${side}.json`, import.meta.url)), `${name}: ${side}`).toBe(true);
      }
    }
  });
});
