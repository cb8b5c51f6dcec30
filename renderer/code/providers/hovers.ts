import { explain } from '../help/explain.ts';
import type { monaco } from '../monaco.ts';
import { askedAt, markdown, rangeIn } from './asked.ts';

export const hovers: monaco.languages.HoverProvider = {
  provideHover(model, position) {
    const asked = askedAt(model, position);
    const found = asked && explain(asked.text, asked.offset, asked.around);
    return found ? { contents: [markdown(found.docs)], range: rangeIn(asked.map, found) } : null;
  },
};
