/** What may be written at a place of the text. */
export type CodeCompletion = {
  readonly kind: 'field' | 'type' | 'task' | 'value' | 'snippet' | 'variable' | 'function' | 'keyword' | 'secret';
  readonly label: string;
  readonly detail: string;
  /** Markdown. */
  readonly docs: string | null;
  /** A snippet, in which `$0` and `${1:name}` are places for the caret. */
  readonly insert: string;
  /** Replaces what stands from `start` to `end` of the text. */
  readonly start: number;
  readonly end: number;
  /** What is compared with what stands there. */
  readonly filter: string;
  /** Whether more can be chosen where the caret is then. */
  readonly goesOn: boolean;
};

/** Text of a snippet that means itself. */
export function literally(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}
