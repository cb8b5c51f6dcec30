// Base64 without the runtime's own functions, which differ between Node and browsers. Bytes come and go as percent-encoded text, the
// form in which the language itself converts between text and UTF-8.
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...alphabet, '-', '_'].map((character, index) => [character, index < 64 ? index : index - 2]));

export function encodeBase64(escaped: string): string {
  const bytes = bytesOf(escaped);
  const pieces: string[] = [];
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second, third] = bytes.slice(index, index + 3);
    const bits = (first << 16) | ((second ?? 0) << 8) | (third ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63));
    if (third === undefined) digits[3] = '=';
    if (second === undefined) digits[2] = '=';
    pieces.push(digits.join(''));
  }
  return pieces.join('');
}

function bytesOf(escaped: string): readonly number[] {
  const bytes: number[] = [];
  for (let index = 0; index < escaped.length; index++) {
    if (escaped[index] === '%') {
      bytes.push(Number.parseInt(escaped.slice(index + 1, index + 3), 16));
      index += 2;
    } else bytes.push(escaped.charCodeAt(index));
  }
  return bytes;
}

/** Percent-encoded bytes; null when the text is not Base64. White space is skipped and the padding may be left out. */
export function decodeBase64(text: string): string | null {
  const digits = text.replace(/\s+/g, '').replace(/={1,2}$/, '');
  if (digits.length % 4 === 1) return null;
  const pieces: string[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    const value = values.get(digit);
    if (value === undefined) return null;
    bits = ((bits << 6) | value) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    pieces.push(`%${((bits >> held) & 255).toString(16).padStart(2, '0')}`);
  }
  return pieces.join('');
}
