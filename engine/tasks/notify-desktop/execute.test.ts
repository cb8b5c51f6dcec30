import { describe, expect, it } from 'vitest';
import { createTestContext } from '../testing/context.ts';
import { notifyDesktop } from './execute.ts';
import { notifyDesktopManifest, notifyDesktopParameters } from './manifest.ts';

describe('notify.desktop', () => {
  it('shows title and text', async () => {
    const shown: string[][] = [];
    const context = createTestContext({
      notifyDesktop: async (...texts) => {
        shown.push(texts);
        return true;
      },
    });

    const outcome = await notifyDesktop.execute(notifyDesktopParameters.parse({ text: 'Done' }), context);

    expect(outcome).toEqual({ type: 'succeeded', output: { shown: true } });
    expect(shown).toEqual([['Millrace', 'Done']]);
    expect(context.logs).toEqual([]);
  });

  it('succeeds without a desktop, and logs why nothing was shown', async () => {
    const context = createTestContext({ notifyDesktop: async () => false });

    const outcome = await notifyDesktop.execute({ title: 'A', text: 'B' }, context);

    expect(outcome).toEqual({ type: 'succeeded', output: { shown: false } });
    expect(context.logs).toMatchObject([{ level: 'info', text: expect.stringContaining('no desktop') }]);
  });

  it('describes itself by its title, else by its text', () => {
    expect(notifyDesktopManifest.describe?.({ title: 'A', text: 'B' })).toBe('A');
    expect(notifyDesktopManifest.describe?.({ text: 'B' })).toBe('B');
    expect(notifyDesktopManifest.describe?.({})).toBe('');
  });

  it('has examples that its schema accepts', () => {
    for (const example of notifyDesktopManifest.examples) expect(notifyDesktopParameters.safeParse(example.with).success).toBe(true);
  });
});
