import { expect, it } from 'vitest';
import { keptTheme, resolveTheme } from './resolve-theme.ts';

it('follows the system unless a theme was chosen', () => {
  expect(resolveTheme('system', true, false)).toBe('dark');
  expect(resolveTheme('system', false, false)).toBe('light');
  expect(resolveTheme('system', false, true)).toBe('contrast');
  expect(resolveTheme('light', true, true)).toBe('light');
});

it('is known from what the view keeps, before the view is there', () => {
  expect(keptTheme(JSON.stringify({ section: 'workflows', theme: 'dark' }))).toBe('dark');
  expect(keptTheme(JSON.stringify({ theme: 'system' }))).toBe('system');
  expect(keptTheme(null)).toBe('system');
});
