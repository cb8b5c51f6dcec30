import { describe, expect, it } from 'vitest';
import { catalog } from '../../document/catalog.ts';
import { showNotes, showTriggers } from '../graph/show-others.ts';
import { describeTask } from '../graph/task-words.ts';
import type { Palette } from '../overview/palette.ts';
import { shown, step, workflowOf } from '../testing/show.ts';
import { escapeXml, toSvg } from './to-svg.ts';
import { wrapText } from './wrap-text.ts';

const tint = { flow: '#1', data: '#1', script: '#1', network: '#1', file: '#1', notify: '#1', group: '#1', trigger: '#1', unknown: '#1' };
const palette = { background: '#fff', panel: '#fff', kinds: tint, softKinds: tint, states: {} } as unknown as Palette;

function draw(workflow: Parameters<typeof shown>[0]) {
  const graph = shown(workflow);
  return toSvg({
    graph,
    triggers: showTriggers(workflow, graph, []),
    notes: showNotes(workflow, []),
    palette,
    wordsOf: ({ task, id }) => describeTask(task, id, catalog),
    iconOf: () => '',
  });
}

describe('the picture of a workflow', () => {
  it('is as large as what is shown, with a margin', () => {
    const { width, height, svg } = draw(workflowOf({ a: step() }, { a: [100, 100] }));

    expect([width, height]).toEqual([208 + 80, 56 + 80]);
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="288" height="136"/);
  });

  it('names ports at their edges', () => {
    const { svg } = draw(workflowOf({ a: step(), b: step(['a:failed']) }, { a: [0, 0], b: [280, 0] }));

    expect(svg).toContain('>failed</text>');
    expect(svg).toContain('stroke-dasharray="5 4"');
  });

  it('holds texts as texts', () => {
    const evil = '"><script>alert(1)</script>';
    const { svg } = draw(
      workflowOf(
        { a: step([], { name: evil }) },
        { a: [0, 0] },
        { notes: [{ text: `${evil}<img src=x onerror=alert(1)>`, at: [0, 100], size: [800, 300] }] },
      ),
    );

    expect(svg).not.toContain('<script');
    expect(svg).not.toContain('<img');
  });

  it('leaves out what XML cannot hold', () => {
    expect(escapeXml('a\u0000\u000bb & <c> "d"')).toBe('ab &amp; &lt;c&gt; &quot;d&quot;');
  });
});

describe('wrapping a note', () => {
  it('breaks between words, and long words too', () => {
    expect(wrapText('one two three', 7, 9).map(({ text }) => text)).toEqual(['one two', 'three']);
    expect(wrapText('abcdefghij', 4, 9).map(({ text }) => text)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrapText('abc😀d', 4, 9).map(({ text }) => text)).toEqual(['abc', '😀d']);
  });

  it('draws headings bold and leaves signs out', () => {
    expect(wrapText('# Limits\n- **60** a minute, see [docs](https://x.test)', 40, 9)).toEqual([
      { text: 'Limits', isBold: true },
      { text: '• 60 a minute, see docs', isBold: false },
    ]);
  });

  it('ends where there is no more room', () => {
    expect(wrapText('a\nb\nc', 10, 2)).toHaveLength(2);
  });
});
