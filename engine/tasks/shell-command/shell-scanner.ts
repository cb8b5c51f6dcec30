// Where in shell text a single-quoted value stays one word. The scanner follows the quoting rules of POSIX sh (XCU 2.2, 2.6, 2.7) and of
// bash; where it cannot be sure, it refuses values from there on, never the other way round.

type Context = 'words' | 'single' | 'double' | 'comment';

/** Reads shell text piece by piece and knows whether a quoted value may come next. */
export class ShellScanner {
  #context: Context = 'words';
  /** Depth of brackets of each `$(` within double quotes, innermost last. */
  readonly #substitutions: number[] = [];
  #unsure: string | null = null;
  /** What stands just before, when it changes the meaning of a quote. */
  #before = '';

  /** Why a value may not come next, as a place; null when it may. */
  refusal(): string | null {
    if (this.#unsure !== null) return this.#unsure;
    if (this.#context === 'single' || this.#context === 'double') return `inside ${this.#context} quotes`;
    if (this.#context === 'comment') return 'in a comment';
    if (this.#before === '\\') return 'behind a backslash';
    return this.#before === '$' ? 'behind a dollar sign' : null;
  }

  passValue(): void {
    this.#before = 'x';
  }

  read(text: string): void {
    for (let at = 0; at < text.length && this.#unsure === null; ) at += this.#step(text, at);
  }

  /** Reads what stands at `at`, and says how long it is. */
  #step(text: string, at: number): number {
    switch (this.#context) {
      case 'single':
        return this.#skipTo(text, at, "'");
      case 'comment':
        return this.#skipTo(text, at, '\n');
      case 'double':
        return this.#stepInDouble(text, at);
      case 'words':
        return this.#stepInWords(text, at);
    }
  }

  #skipTo(text: string, at: number, end: string): number {
    const found = text.indexOf(end, at);
    if (found < 0) return text.length - at;
    this.#context = 'words';
    this.#before = end;
    return found + 1 - at;
  }

  #stepInDouble(text: string, at: number): number {
    const character = text.charAt(at);
    if (character === '\\') return 2;
    if (character === '"') this.#enter('words', character);
    else if (character === '`') this.#unsure = 'after a backquote';
    else if (character === '$') return this.#stepAtDollar(text, at);
    return 1;
  }

  #stepInWords(text: string, at: number): number {
    const character = text.charAt(at);
    const isWordStart = this.#before === '' || /[\s;&|()<>]/.test(this.#before);
    if (this.#before === '\\') this.#before = 'x';
    else if (character === "'") this.#enterQuotes('single');
    else if (character === '"') this.#enterQuotes('double');
    else if (character === '#' && isWordStart) this.#enter('comment', character);
    else if (character === '`') this.#unsure = 'after a backquote';
    else if (text.startsWith('<<', at)) this.#unsure = 'after a here-document (<<)';
    else if (text.startsWith('((', at)) this.#unsure = 'after (( … )), where quotes have no meaning';
    else if (character === '$') return this.#stepAtDollar(text, at);
    else this.#plain(text, at);
    return 1;
  }

  #plain(text: string, at: number): void {
    const character = text.charAt(at);
    const isCase = this.#substitutions.length > 0 && /^case\s/.test(text.slice(at, at + 5)) && !/\w/.test(this.#before);
    if (isCase) this.#unsure = 'after a case inside "$( … )"';
    this.#countBracket(character);
    this.#before = character;
  }

  #enterQuotes(context: 'single' | 'double'): void {
    // bash reads $'…' with escapes of its own, other shells do not; $"…" is the same in both.
    if (this.#before === '$' && context === 'single') this.#unsure = "after $'…'";
    this.#enter(context, 'x');
  }

  #enter(context: Context, before: string): void {
    this.#context = context;
    this.#before = before;
  }

  /** `$(…)`, `${…}`, `$((…))` or a plain variable, in words and in double quotes. */
  #stepAtDollar(text: string, at: number): number {
    const rest = text.slice(at);
    if (rest.startsWith('$((')) this.#unsure = 'after $(( … )), where quotes have no meaning';
    else if (rest.startsWith('$(')) return this.#openSubstitution();
    else if (rest.startsWith('${')) return this.#skipExpansion(rest);
    else if (this.#context === 'words') this.#before = '$';
    return 1;
  }

  /** In words a substitution holds words again, which changes nothing; in double quotes it starts afresh. */
  #openSubstitution(): number {
    if (this.#context === 'double') this.#substitutions.push(0);
    else this.#countBracket('(');
    this.#enter('words', '(');
    return 2;
  }

  #countBracket(character: string): void {
    const depth = this.#substitutions.at(-1);
    if (depth === undefined || (character !== '(' && character !== ')')) return;
    const next = character === '(' ? depth + 1 : depth - 1;
    this.#substitutions.pop();
    if (next >= 0) this.#substitutions.push(next);
    else this.#context = 'double';
  }

  /** Shells differ in how they read quotes inside of `${…}`, so only expansions without any are passed over. */
  #skipExpansion(rest: string): number {
    const simple = /^\$\{[^"'`\\{}$]*\}/.exec(rest)?.[0];
    if (simple === undefined) this.#unsure = 'in or after an expansion in braces that holds quotes or another expansion';
    else if (this.#context === 'words') this.#before = 'x';
    return simple?.length ?? 2;
  }
}
