// Markup and script wherever a person, a file or a task can write.
import { expect, type Page } from '@playwright/test';

export const payloads = [
  '<img src=x onerror="window.pwned=1">',
  '</script><script>window.pwned=1</script>',
  '[click](javascript:window.pwned=1) ![p](https://evil.example/p.png) <https://evil.example>',
  "{{constructor.constructor('window.pwned=1')()}} $\u007Bwindow.pwned=1} #{7*7}",
  '"><svg onload=window.pwned=1><style>@import "//evil.example/s.css"</style><iframe srcdoc="<script>top.pwned=1</script>">',
  '[ref]: javascript:alert(1)\n\n[ref] ![x](data:text/html,<script>alert(1)</script>)',
  '\u202Eright to left\u202C 👩‍👩‍👧‍👦 \u0000\u001b[31mred\u001b[0m \uFEFF ﷽',
  '<b onmouseover=window.pwned=1>'.repeat(150),
];
/** In parameters two braces begin an expression. */
const values = payloads.map((text) => text.replaceAll('{{', '{ {'));
export const short = (index: number) => (payloads[index] ?? '').slice(0, 100);

export const hostile = {
  format: 1,
  id: 'hostile',
  name: short(0),
  description: payloads.slice(0, 7).join('\n\n'),
  tags: payloads.slice(0, 5).map((text) => text.slice(0, 40)),
  inputs: { text: { type: 'string', title: short(4), description: payloads[2], default: values[0] } },
  triggers: { night: { type: 'cron', schedule: '0 2 * * *', timezone: 'UTC', name: short(1), description: payloads[2], enabled: false } },
  tasks: {
    ...Object.fromEntries(
      values.map((message, index) => [
        `say_${index}`,
        { type: 'log.write', name: short(index), description: payloads[index], with: { message } },
      ]),
    ),
    data: {
      type: 'data.set',
      name: short(4),
      with: {
        values: { ...Object.fromEntries(values.slice(0, 6).map((text) => [text.slice(0, 60), text])), list: values, 'a.b[0]': { x: 1 } },
      },
    },
    shell: {
      type: 'shell.command',
      name: short(1),
      with: { command: ['printf', '%s%s\\n%s\\n', '{', payloads[3]?.slice(1) ?? '', values[4]] },
    },
    group: { type: 'group', name: short(5), tasks: { inner: { type: 'data.set', name: short(2), with: { values: { a: values[1] } } } } },
    bad: { type: 'flow.fail', name: short(2), needs: ['data'], with: { message: values.slice(0, 6).join(' ') } },
  },
  outputs: { text: '{{ inputs.text }}' },
  layout: {
    notes: payloads.map((text, index) => ({ text, at: [600, index * 120], size: [208, 96], color: 'yellow' })),
  },
};

/** Everything that would tell of an attack that got further than being shown. */
export function watch(page: Page): { readonly seen: string[] } {
  const seen: string[] = [];
  const own = new URL(page.url());
  page.on('dialog', (dialog) => {
    seen.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.host !== own.host) seen.push(`request ${url}`);
    if (url.pathname.endsWith('/x')) seen.push(`request ${url}`);
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) seen.push(message.text());
  });
  page.on('pageerror', (error) => seen.push(`error ${error.message}`));
  return { seen };
}

export async function isInert(page: Page, { seen }: { readonly seen: readonly string[] }): Promise<void> {
  const traces = page.locator(
    'img[src="x"], img[src*="evil"], iframe, svg[onload], [onerror], [onmouseover], a[href^="javascript"], a[href^="data"], #root script',
  );
  await expect(traces).toHaveCount(0);
  expect(await page.evaluate(() => Reflect.has(window, 'pwned'))).toBe(false);
  expect(seen).toEqual([]);
}
