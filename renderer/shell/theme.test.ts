import { expect, it } from 'vitest';
import { resolveTheme } from './theme.ts';

it('follows the system unless a theme was chosen', () => {
  expect(resolveTheme('system', true, false)).toBe('dark');
  expect(resolveTheme('system', false, false)).toBe('light');
  expect(resolveTheme('system', false, true)).toBe('contrast');
  expect(resolveTheme('light', true, true)).toBe('light');
});
