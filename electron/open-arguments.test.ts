import { expect, it } from 'vitest';
import { openable, workflowOfLink } from './open-arguments.ts';

it('opens files of workflows and links, and no switch of the command line', () => {
  const args = [
    '/app',
    '--no-sandbox',
    '--x=y.json',
    'orders.json',
    '/tmp/a b.millrace',
    'notes.txt',
    'millrace://workflow/orders',
    'https://x/y',
  ];
  expect(openable(args)).toEqual(['orders.json', '/tmp/a b.millrace', 'millrace://workflow/orders']);
});

it('reads the workflow that a link names', () => {
  expect(workflowOfLink('millrace://workflow/orders-sync')).toBe('orders-sync');
  expect(workflowOfLink('millrace://workflow/orders/')).toBe('orders');
});

it.each([
  'millrace://workflow/',
  'millrace://workflow/../etc',
  'millrace://workflow/a/b',
  'millrace://workflow/%2e%2e',
  'millrace://workflow/orders?run=1',
  'millrace://run/orders',
  'millrace:workflow/orders',
  'https://workflow/orders',
  'millrace://workflow/Orders Ü',
])('finds no workflow in %s', (link) => {
  expect(workflowOfLink(link)).toBeNull();
});
