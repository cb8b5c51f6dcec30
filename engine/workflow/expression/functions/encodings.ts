import { decodeBase64, encodeBase64 } from './base64.ts';
import { type FunctionDefinition, fail, textAt } from './definition.ts';

function uri(run: (text: string) => string, problem: string): (text: string) => string {
  return (text) => {
    try {
      return run(text);
    } catch (thrown) {
      if (thrown instanceof URIError) return fail(problem);
      throw thrown;
    }
  };
}

const encodeUrl = uri(encodeURIComponent, 'the text has half of a character pair in it');
const decodeUrl = uri(decodeURIComponent, 'the text is not valid URL encoding');

export const encodingFunctions: readonly FunctionDefinition[] = [
  {
    name: 'urlEncode',
    signature: 'urlEncode(text): text',
    description: 'Escaped for one part of a URL.',
    example: 'urlEncode("a b&c")',
    result: 'a%20b%26c',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      budget.spendText(textAt(args, 0).length * 3);
      return encodeUrl(textAt(args, 0));
    },
  },
  {
    name: 'urlDecode',
    signature: 'urlDecode(text): text',
    description: 'The reverse of urlEncode.',
    example: 'urlDecode("a%20b%26c")',
    result: 'a b&c',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      budget.spendText(textAt(args, 0).length);
      return decodeUrl(textAt(args, 0));
    },
  },
  {
    name: 'base64',
    signature: 'base64(text): text',
    description: 'The UTF-8 bytes of the text in Base64.',
    example: 'base64("grün")',
    result: 'Z3LDvG4=',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      budget.spend(textAt(args, 0).length);
      return encodeBase64(encodeUrl(textAt(args, 0)));
    },
  },
  {
    name: 'fromBase64',
    signature: 'fromBase64(text): text',
    description: 'The text whose UTF-8 bytes the Base64 holds; fails for other bytes. The URL alphabet is read, too.',
    example: 'fromBase64("Z3LDvG4=")',
    result: 'grün',
    arity: [1, 1],
    returns: 'text',
    run: (args, budget) => {
      budget.spend(textAt(args, 0).length);
      const escaped = decodeBase64(textAt(args, 0));
      return escaped === null ? fail('the text is not Base64') : uri(decodeURIComponent, 'the bytes are not a text in UTF-8')(escaped);
    },
  },
];
