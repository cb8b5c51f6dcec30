import { useId, useMemo } from 'react';
import { messages } from '../../messages/messages.ts';
import controls from '../controls/controls.module.css';
import { plainText } from '../fields/value-text.ts';
import rows from '../form/field-row.module.css';
import { useForm } from '../form/form-context.ts';
import { ProblemList } from '../form/problem-list.tsx';
import { problemsWithin } from '../form/problems-at.ts';
import { useDraft } from '../form/use-draft.ts';
import { timeZones } from './zones.ts';

/** A time zone: typed, or chosen from those that the platform knows. */
export function ZoneField({ value }: { readonly value: string | undefined }) {
  const words = messages.inspector;
  const { set, root, problems } = useForm();
  const [id, listId] = [useId(), useId()];
  const zones = useMemo(timeZones, []);
  const { text, change } = useDraft(value, plainText, (next) => set(['timezone'], next, words.trigger.timezone));
  return (
    <div className={rows.field}>
      <div className={rows.head}>
        <label htmlFor={id} className={rows.label}>
          {words.trigger.timezone}
        </label>
        <span className={rows.aside}>{words.byDefault('UTC')}</span>
      </div>
      <input
        id={id}
        className={controls.input}
        list={listId}
        value={text}
        placeholder="UTC"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
      />
      <datalist id={listId}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <ProblemList problems={problemsWithin(problems, [...root, 'timezone'])} />
    </div>
  );
}
