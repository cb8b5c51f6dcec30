/** Every code of a problem, with what it stands for. Codes are stable: tools and tests name them. */
export const problemCodes = {
  // The text
  too_large: 'The document exceeds 5 MiB, or has more values than such a text can hold.',
  invalid_utf8: 'The bytes are not UTF-8.',
  empty_text: 'There is no text.',
  syntax_error: 'The text is not JSON.',
  comment: 'The text has a comment; JSON has none.',
  trailing_comma: 'The text has a comma after the last entry of a list or object.',
  duplicate_key: 'An object has the same key twice, so that one of the values would be lost.',
  forbidden_key: 'A key is __proto__, constructor or prototype.',
  too_deep: 'The document nests deeper than 64 levels.',
  not_json: 'A value given by a program is not JSON: a function, an undefined value, a date …',

  // The format
  newer_format: 'The document was written by a newer Millrace; it can be read, not changed or run.',
  unknown_format: 'The field format is no version that ever existed.',
  migration_failed: 'The document is of an older format and could not be brought to the present one.',
  groups_too_deep: 'Groups nest deeper than 16 levels.',
  too_many_tasks: 'The workflow has more than 10,000 tasks.',
  too_many_entries: 'The workflow has more inputs, triggers, tests, hooks or places than it may have.',
  unknown_field: 'The format, or the value that an expression reads, has no such field.',
  missing_field: 'A field that must be there is not.',
  wrong_type: 'A value is of another type than its place wants.',
  unknown_value: 'A value is none of the words the field knows.',
  out_of_range: 'A number, size or duration is too small or too large.',
  invalid_id: 'A name does not follow the rule for ids.',
  invalid_text: 'A text does not have the form the field wants.',
  invalid_value: 'A value fits none of the forms the field allows.',

  // Tasks
  unknown_type: 'The task catalog has no such type.',
  not_for_groups: 'A group has a field that only single tasks can have.',
  group_only_field: 'A single task has a field that only groups can have.',
  empty_group: 'A group has no tasks.',
  unknown_parameter: 'The task type has no such parameter.',
  missing_parameter: 'A parameter that must be there is not.',
  invalid_parameter: 'The value of a parameter does not fit the task type.',
  not_a_list: 'The list of an each is text instead of a list or an expression.',
  reserved_name: 'The item of an each has a name that expressions use for something else.',

  // Needs
  unknown_need: 'A task needs a task that does not exist.',
  unknown_port: 'A task has no such port.',
  needs_itself: 'A task needs itself.',
  duplicate_need: 'A task has the same need twice.',
  need_across_groups: 'A task needs a task of another group.',
  cycle: 'Tasks wait for each other in a circle.',

  // Inputs, triggers, tests, layout
  unknown_input: 'The workflow declares no such input.',
  missing_input: 'An input that must be given is not.',
  invalid_input: 'The value of an input does not fit its declaration.',
  invalid_default: 'A default or a choice of an input does not fit its own declaration.',
  default_failed: 'The default of an input could not be worked out.',
  invalid_pattern: 'The pattern of an input is no regular expression in RE2 syntax.',
  invalid_schedule: 'A cron expression cannot be read, or never comes.',
  unknown_timezone: 'A time zone does not exist.',
  unknown_task: 'A test or an expression names a task that does not exist.',
  contradicting_mock: 'A mock both fails and succeeds.',
  stray_layout: 'The layout places something that does not exist.',

  // Expressions
  syntax: 'An expression cannot be read.',
  expression_too_large: 'An expression is longer or nested deeper than allowed.',
  too_many_expressions: 'A text has more than 1,000 expressions.',
  expression_empty: 'There is nothing between the braces.',
  template_unclosed: 'An expression has no closing braces.',
  not_supported: 'The expression language does not have this.',
  unknown_function: 'There is no such function.',
  wrong_arguments: 'A function is called with the wrong arguments.',
  unknown_variable: 'There is no such variable at this place.',
  task_not_upstream: 'An expression reads a task that may not have ended by then.',
  secret_not_allowed: 'Secrets can be used in task parameters only.',
  mixed_condition: 'A condition has text around its expression.',
  invalid_expression: 'An expression has another problem.',

  // Lints: legal but surprising
  join_never_met: 'A task with join "all" needs ports of one task that are never reached together.',
  unused_output: 'Nothing reads the output of a task that does nothing else.',
  secret_in_log: 'A secret is written to a log or a message.',
  schedule_in_clock_change: 'A fixed time of a schedule is skipped or repeated when clocks change.',
  needs_disabled: 'A task needs a disabled task and is skipped with it.',
  retry_once: 'A retry with one attempt never retries.',
  more_problems: 'There are more problems than are listed.',
} as const satisfies { readonly [code: string]: string };

export type ProblemCode = keyof typeof problemCodes;

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(problemCodes, code);
}
