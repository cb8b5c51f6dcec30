/** The value of `--name value` or `--name=value`, the last one where there are several. Chromium itself knows only the second way. */
export function optionOf(args: readonly string[], name: string): string | undefined {
  let value: string | undefined;
  for (const [index, argument] of args.entries()) {
    if (argument === `--${name}`) value = args[index + 1];
    else if (argument.startsWith(`--${name}=`)) value = argument.slice(name.length + 3);
  }
  return value || undefined;
}
