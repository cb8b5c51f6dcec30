import { userFailure } from '../../workflow/failure.ts';
import { failed, succeeded, type TaskType } from '../execution.ts';
import { type DataValidateParameters, dataValidateManifest } from './manifest.ts';
import { validateValue } from './validate-value.ts';
import { maxErrors, type ValidationError } from './validation-run.ts';

const shownErrors = 5;

export const dataValidate: TaskType<DataValidateParameters> = {
  manifest: dataValidateManifest,
  execute: ({ value, schema, onInvalid }) => {
    const errors = validateValue(schema, value);
    if (onInvalid === 'report') return succeeded({ valid: errors.length === 0, errors, value });
    return errors.length === 0 ? succeeded(value) : failed(userFailure('invalid_value', describe(errors), { errors }));
  },
};

function describe(errors: readonly ValidationError[]): string {
  const shown = errors.slice(0, shownErrors).map(({ path, message }) => `${path === '' ? 'the value' : path} ${message}`);
  const more = errors.length - shown.length;
  const rest = more > 0 ? `; and ${errors.length === maxErrors ? `at least ${more}` : more} more` : '';
  return `The value does not fit the schema: ${shown.join('; ')}${rest}.`;
}
