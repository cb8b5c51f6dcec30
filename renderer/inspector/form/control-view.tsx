import { BooleanControl } from '../controls/boolean-control.tsx';
import { ChoiceControl } from '../controls/choice-control.tsx';
import { InputsControl } from '../controls/inputs-control.tsx';
import { ListControl } from '../controls/list-control.tsx';
import { NumberControl } from '../controls/number-control.tsx';
import { ObjectControl } from '../controls/object-control.tsx';
import { SecretControl } from '../controls/secret-control.tsx';
import { TableControl } from '../controls/table-control.tsx';
import { TextControl } from '../controls/text-control.tsx';
import { VariantsControl } from '../controls/variants-control.tsx';
import type { Control } from '../fields/field.ts';
import type { EditingMode } from '../fields/fits.ts';
import { anyText, jsonText, looseText, messageText, plainText } from '../fields/value-text.ts';
import type { ControlProps } from './control-props.ts';

type ControlViewProps = ControlProps & {
  readonly mode: EditingMode;
  readonly isBare: boolean;
};

/** The control for a value, in the way it is edited at the moment. */
export function ControlView({ mode, isBare, ...props }: ControlViewProps) {
  if (mode === 'expression') return <TextControl {...props} writing={plainText} isMultiline wraps={!isBare} />;
  if (mode === 'json') return <TextControl {...props} writing={jsonText} isMultiline least={3} />;
  const { control } = props;
  const isQuiet = props.value === undefined && !props.isRequired;
  switch (control.kind) {
    case 'text':
      return <TextControl {...props} writing={control.allowsEmpty ? anyText : plainText} isBare={isBare} />;
    case 'multiline':
      return (
        <TextControl {...props} writing={control.isAny ? messageText : plainText} isMultiline isMono={false} least={isQuiet ? 2 : 3} />
      );
    case 'code':
      return <TextControl {...props} writing={plainText} isMultiline least={isQuiet ? 2 : 6} takesTab />;
    case 'expression':
      return <TextControl {...props} writing={expressionText} isMultiline isBare={isBare} wraps={!isBare} />;
    case 'json':
      return <TextControl {...props} writing={jsonText} isMultiline least={props.value === undefined ? 2 : 1} takesTab />;
    case 'secret':
      return <SecretControl {...props} control={control} />;
    case 'number':
      return <NumberControl {...props} control={control} />;
    case 'boolean':
      return <BooleanControl {...props} control={control} />;
    case 'choice':
      return <ChoiceControl {...props} control={control} />;
    case 'list':
      return <ListControl {...props} control={control} />;
    case 'table':
      return <TableControl {...props} control={control} />;
    case 'object':
      return <ObjectControl {...props} control={control} />;
    case 'variants':
      return <VariantsControl {...props} control={control} />;
    case 'inputs':
      return <InputsControl {...props} control={control} />;
  }
}

const expressionText = { print: looseText.print, parse: (text: string) => (text === '' ? plainText.parse(text) : looseText.parse(text)) };

/** Controls that consist of several: their name is that of a group. */
export function isGroup({ kind }: Control): boolean {
  return kind === 'list' || kind === 'table' || kind === 'object' || kind === 'variants' || kind === 'inputs' || kind === 'boolean';
}
