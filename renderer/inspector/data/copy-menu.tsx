import type { Json } from '../../../engine/workflow/json.ts';
import type { JsonPath } from '../../../engine/workflow/problem.ts';
import { useServices } from '../../app/services.ts';
import { messages } from '../../messages/messages.ts';
import { IconButton } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { expressionOf } from './expression-path.ts';

type CopyMenuProps = { readonly value: Json; readonly path: JsonPath; readonly taskPath: string };

/** Copies a value, or the expression that reads it. */
export function CopyMenu({ value, path, taskPath }: CopyMenuProps) {
  const words = messages.inspector.data;
  const copy = useCopy();
  return (
    <Menu
      align="end"
      trigger={<IconButton size="s" icon="copy" label={words.copy} />}
      items={[
        { id: 'path', label: words.copyPath, icon: 'braces', onSelect: () => copy(expressionOf(taskPath, path)) },
        { id: 'value', label: words.copyValue, icon: 'clipboard', onSelect: () => copy(textOf(value)) },
      ]}
    />
  );
}

export function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function useCopy(): (text: string) => void {
  const { toasts } = useServices();
  return (text) => {
    navigator.clipboard.writeText(text).then(
      () => toasts.tell(messages.inspector.data.copied),
      () => toasts.tellFailure({ message: messages.inspector.data.notCopied }),
    );
  };
}
