// What the desktop hands over as text: files and links, of which each can be anything.
import { workflowIdPattern } from '../engine/workflow/schema.ts';

export const linkScheme = 'millrace:';

/** Of a command line: workflows and links, nothing else. */
export function openable(args: readonly string[]): readonly string[] {
  return args.filter((argument) => isLink(argument) || (/\.(json|millrace)$/i.test(argument) && !argument.startsWith('-')));
}

export function isLink(argument: string): boolean {
  return argument.startsWith(`${linkScheme}//`);
}

/** The workflow that a link names: `millrace://workflow/orders`. Null for anything else. */
export function workflowOfLink(link: string): string | null {
  const id = /^millrace:\/\/workflow\/([^/?#]+)\/?$/.exec(link)?.[1] ?? '';
  return workflowIdPattern.test(id) ? id : null;
}
