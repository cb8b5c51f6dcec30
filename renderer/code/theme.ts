// The editor's colours, read from the tokens of the window.
import { monaco } from './monaco.ts';

/** Defines the theme anew, and again whenever the window's changes. Gives the function that stops it. */
export function followTheme(): () => void {
  applyTheme();
  const observer = new MutationObserver(applyTheme);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

const themeName = 'millrace';

function applyTheme(): void {
  const read = createReader();
  const { theme } = document.documentElement.dataset;
  const isDark = getComputedStyle(document.documentElement).colorScheme.includes('dark');
  const base = theme === 'contrast' ? (isDark ? 'hc-black' : 'hc-light') : isDark ? 'vs-dark' : 'vs';
  monaco.editor.defineTheme(themeName, { base, inherit: true, rules: rules(read), colors: colors(read) });
  monaco.editor.setTheme(themeName);
  read.end();
}

type Reader = { (token: string, alpha?: number): string; end: () => void };

/** Colours as the editor takes them: `#rrggbbaa`, whatever the token is written as. */
function createReader(): Reader {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  document.body.append(probe);
  const read = (token: string, alpha = 1) => {
    probe.style.color = `var(--${token})`;
    return hexOf(getComputedStyle(probe).color, alpha);
  };
  return Object.assign(read, { end: () => probe.remove() });
}

/** `rgb(11, 122, 166)`, `rgb(11 122 166 / 50%)` and `color(srgb 0.04 0.47 0.65)` as `#0b7aa6ff`. */
export function hexOf(color: string, alpha = 1): string {
  const scale = color.startsWith('color(') ? 255 : 1;
  const [red = 0, green = 0, blue = 0, own = 1] = [...color.replace(/^color\(\w+/, '').matchAll(/[\d.]+%?/g)].map(([text], index) => {
    const number = Number.parseFloat(text);
    return text.endsWith('%') ? number / 100 : index < 3 ? number * scale : number;
  });
  return `#${[red, green, blue, own * alpha * 255].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function rules(read: Reader): monaco.editor.ITokenThemeRule[] {
  const rule = (token: string, color: string, fontStyle = '') => ({ token, foreground: read(color).slice(1, 7), fontStyle });
  return [
    rule('', 'text'),
    rule('key', 'accent-text'),
    rule('string', 'cat-file'),
    rule('number', 'cat-trigger'),
    rule('keyword', 'cat-flow'),
    rule('delimiter', 'muted'),
    rule('invalid', 'failed'),
    rule('expression', 'text'),
    rule('expression.brace', 'cat-flow', 'bold'),
    rule('expression.name', 'cat-network'),
    rule('expression.property', 'text'),
    rule('expression.function', 'cat-notify'),
    rule('expression.keyword', 'cat-flow'),
    rule('expression.number', 'cat-trigger'),
    rule('expression.string', 'cat-data'),
    rule('expression.operator', 'muted'),
    rule('expression.bracket', 'muted'),
    rule('expression.comment', 'muted', 'italic'),
  ];
}

function colors(read: Reader): { [id: string]: string } {
  return {
    'editor.background': read('panel'),
    'editor.foreground': read('text'),
    'editorLineNumber.foreground': read('muted'),
    'editorLineNumber.dimmedForeground': read('muted'),
    'editorLineNumber.activeForeground': read('text'),
    'editorCursor.foreground': read('accent'),
    'editor.selectionBackground': read('accent', 0.28),
    'editor.inactiveSelectionBackground': read('accent', 0.16),
    'editor.wordHighlightBackground': read('accent', 0.14),
    'editor.lineHighlightBackground': read('hover', 0.6),
    'editor.lineHighlightBorder': '#00000000',
    'editor.rangeHighlightBackground': read('accent', 0.12),
    'editor.findMatchBackground': read('waiting', 0.45),
    'editor.findMatchHighlightBackground': read('waiting', 0.22),
    'editorIndentGuide.background1': read('line'),
    'editorIndentGuide.activeBackground1': read('line-strong'),
    'editorBracketMatch.background': read('accent', 0.16),
    'editorBracketMatch.border': read('accent'),
    'editorWidget.background': read('raised'),
    'editorWidget.foreground': read('text'),
    'editorWidget.border': read('line-strong'),
    'editorHoverWidget.background': read('raised'),
    'editorHoverWidget.border': read('line-strong'),
    'editorSuggestWidget.background': read('raised'),
    'editorSuggestWidget.border': read('line-strong'),
    'editorSuggestWidget.foreground': read('text'),
    'editorSuggestWidget.selectedBackground': read('accent-soft'),
    'editorSuggestWidget.selectedForeground': read('text'),
    'editorSuggestWidget.highlightForeground': read('accent-text'),
    'editorSuggestWidget.focusHighlightForeground': read('accent-text'),
    'editorStickyScroll.background': read('panel'),
    'editorStickyScrollHover.background': read('hover'),
    'editorError.foreground': read('failed'),
    'editorWarning.foreground': read('waiting'),
    'editorGutter.background': read('panel'),
    'widget.border': read('line-strong'),
    'pickerGroup.border': read('line'),
    'pickerGroup.foreground': read('muted'),
    'quickInput.background': read('raised'),
    'quickInput.foreground': read('text'),
    'quickInputList.focusBackground': read('accent-soft'),
    'quickInputList.focusForeground': read('text'),
    'input.background': read('bg'),
    'input.foreground': read('text'),
    'input.border': read('line-strong'),
    'menu.background': read('raised'),
    'menu.foreground': read('text'),
    'menu.selectionBackground': read('accent-soft'),
    'menu.selectionForeground': read('text'),
    focusBorder: read('focus'),
    'list.hoverBackground': read('hover'),
    'list.highlightForeground': read('accent-text'),
    'textLink.foreground': read('accent-text'),
    'textCodeBlock.background': read('sunken'),
    'scrollbarSlider.background': read('line-strong', 0.5),
    'scrollbarSlider.hoverBackground': read('line-strong', 0.8),
    'scrollbarSlider.activeBackground': read('line-strong'),
    'diffEditor.insertedTextBackground': read('succeeded', 0.18),
    'diffEditor.removedTextBackground': read('failed', 0.18),
    'diffEditor.insertedLineBackground': read('succeeded', 0.08),
    'diffEditor.removedLineBackground': read('failed', 0.08),
    'widget.shadow': '#00000033',
  };
}
