import { describe, expect, it } from 'vitest';
import { parseMailbox } from './mailbox.ts';

describe('parseMailbox', () => {
  it.each([
    ['ada@example.test', '', 'ada@example.test'],
    ['  ada@example.test ', '', 'ada@example.test'],
    ['<ada@example.test>', '', 'ada@example.test'],
    ['Ada <ada@example.test>', 'Ada', 'ada@example.test'],
    ['"Lovelace, Ada" <ada+x@example.test>', 'Lovelace, Ada', 'ada+x@example.test'],
    ['Ådä <ådä@exämple.test>', 'Ådä', 'ådä@exämple.test'],
  ])('reads %s', (text, name, address) => {
    expect(parseMailbox(text)).toEqual({ name, address });
  });

  it.each([
    '',
    'ada',
    'ada@',
    '@example.test',
    'ada@example.test, eve@example.test',
    'ada@example.test; eve@example.test',
    'ada@example.test eve@example.test',
    'Ada <ada@example.test>, Eve <eve@example.test>',
    'Ada <ada@example.test> <eve@example.test>',
    'friends: ada@example.test;',
    'ada@example.test\r\nBcc: eve@example.test',
    'Ada\nBcc: eve@example.test <ada@example.test>',
    'ada(comment)@example.test',
    'a"b <ada@example.test>',
  ])('refuses %j, which is not one address', (text) => {
    expect(() => parseMailbox(text)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ code: 'bad_address' }) }));
  });
});
