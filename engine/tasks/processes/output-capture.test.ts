import { describe, expect, it } from 'vitest';
import { OutputCapture } from './output-capture.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('OutputCapture', () => {
  it('keeps everything up to the limit', () => {
    const capture = new OutputCapture(4);
    capture.push(bytes('ab'));
    capture.push(bytes('cd'));

    expect([capture.text(), capture.isCut, capture.totalBytes]).toEqual(['abcd', false, 4]);
  });

  it('lets go of what is above it, at a whole character', () => {
    const capture = new OutputCapture(4);
    for (const text of ['abc', 'ß', 'z'.repeat(1000)]) capture.push(bytes(text));

    expect([capture.text(), capture.isCut, capture.totalBytes]).toEqual(['abc', true, 1005]);
  });

  it('still knows how a cut output ended', () => {
    const capture = new OutputCapture(2);
    for (let i = 0; i < 3000; i++) capture.push(bytes(`line ${i}\n`));

    expect(capture.endText()).toMatch(/line 2999\n$/);
    expect(capture.endText().length).toBe(4096);
  });

  it('puts characters together that were cut between two chunks', () => {
    const capture = new OutputCapture(100);
    for (const byte of bytes('Käse €')) capture.push(Uint8Array.of(byte));

    expect(capture.text()).toBe('Käse €');
  });
});
