import { explain } from '../help/explain.ts';
import type { monaco } from '../monaco.ts';
import { askedAt, learnFor, markdown, rangeIn } from './asked.ts';

export const hovers: monaco.languages.HoverProvider = {
  async provideHover(model, position) {
    const asked = askedAt(model, position);
    if (asked) await learnFor(asked);
    const found = asked && explain(asked.text, asked.offset, asked.around);
    return found ? { contents: [markdown(found.docs)], range: rangeIn(asked.map, found) } : null;
  },
};
