import { describe, expect, it } from 'vitest';
import { parseNeed, printNeed } from './needs.ts';

describe('needs', () => {
  it('reads a need without a port as the port done', () => {
    expect(parseNeed('fetch')).toEqual({ task: 'fetch', port: 'done' });
  });

  it('reads the port after the colon', () => {
    expect(parseNeed('any:yes')).toEqual({ task: 'any', port: 'yes' });
  });

  it('prints the shortest text', () => {
    expect(printNeed(parseNeed('fetch:done'))).toBe('fetch');
    expect(printNeed(parseNeed('fetch:failed'))).toBe('fetch:failed');
  });
});
