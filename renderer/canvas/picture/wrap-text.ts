export type TextLine = { readonly text: string; readonly isBold: boolean };

/** A note's Markdown as plain lines of at most so many characters: headings are bold, all other signs are left out. */
export function wrapText(markdown: string, longest: number, mostLines: number): readonly TextLine[] {
  const lines: TextLine[] = [];
  for (const source of markdown.split('\n')) {
    const isBold = /^#{1,6}\s/.test(source);
    const plain = source
      .replace(/^#{1,6}\s+/, '')
      .replace(/^\s*[-*+]\s+/, '• ')
      .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replaceAll(/(\*\*|__|`|~~)/g, '');
    if (plain.trim() !== '') lines.push(...wrapLine(plain, Math.max(4, longest)).map((text) => ({ text, isBold })));
  }
  return lines.slice(0, Math.max(1, mostLines));
}

function wrapLine(text: string, longest: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > longest) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
    while (line.length > longest) {
      // A character that needs two units is not cut in half.
      const head = line.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '');
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  return line === '' ? lines : [...lines, line];
}
