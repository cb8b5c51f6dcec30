import { closest } from '../expression/suggest.ts';
import type { JsonPath } from '../problem.ts';
import type { Mock, WorkflowTest } from '../schema.ts';
import { checkGivenInputs } from './check-inputs.ts';
import { type CheckContext, portsOf } from './context.ts';
import { error, type Finding, type Findings } from './finding.ts';
import { listed } from './schema-findings.ts';

/** Tests that speak of tasks, ports and inputs which exist. */
export function checkTests(context: CheckContext, findings: Findings): void {
  for (const [name, test] of Object.entries(context.workflow.tests ?? {})) {
    if (!context.isDamaged(['tests', name])) checkTest(name, test, context, findings);
  }
}

function checkTest(name: string, test: WorkflowTest, context: CheckContext, findings: Findings): void {
  const path = ['tests', name];
  const subject = `Test \`${name}\``;
  findings.addAll(checkGivenInputs(context, test.inputs ?? {}, [...path, 'inputs'], subject));
  for (const [task, mock] of Object.entries(test.mocks ?? {})) {
    if (findings.isFull) return;
    const at = [...path, 'mocks', task];
    findings.addAll(checkPath(task, at, `${subject} mocks`, context));
    findings.addAll(checkMock(task, mock, at, subject, context));
  }
  for (const task of Object.keys(test.expect.tasks ?? {})) {
    if (findings.isFull) return;
    findings.addAll(checkPath(task, [...path, 'expect', 'tasks', task], `${subject} expects something of`, context));
  }
}

/** `store[3].upsert` is one item's task, `store.upsert` the task of all items; `@failed` is a hook. */
function checkPath(written: string, path: JsonPath, start: string, context: CheckContext): Finding[] {
  if (written.startsWith('@')) {
    if (Object.hasOwn(context.workflow.hooks ?? {}, written.slice(1))) return [];
  } else if (context.placeAt(withoutItems(written))) return [];
  const meant = closest(withoutItems(written), context.paths());
  const advice = meant ? `Did you mean \`${meant}\`?` : 'Correct the path, or remove it.';
  const fix = meant
    ? { title: `Rename to ${meant}`, action: 'rename' as const, path, name: meant }
    : { title: `Remove ${written}`, action: 'remove' as const, path };
  return [error('unknown_task', path, `${start} the task \`${written}\`, which does not exist. ${advice}`, { on: 'key', fix })];
}

function checkMock(written: string, mock: Mock, path: JsonPath, subject: string, context: CheckContext): Finding[] {
  if (mock.error && (mock.output !== undefined || mock.port !== undefined)) {
    const message = `${subject}: the mock of \`${written}\` both fails and succeeds. Keep \`error\`, or \`output\` and \`port\`.`;
    return [error('contradicting_mock', path, message)];
  }
  const task = context.placeAt(withoutItems(written))?.task;
  if (mock.port === undefined || !task) return [];
  const { each: _each, ...single } = task;
  const ports = portsOf(single, context.catalog.get(task.type));
  if (!ports || ports.includes(mock.port)) return [];
  const message = `${subject}: \`${written}\` has no port \`${mock.port}\`. Its ports are ${listed(ports)}.`;
  return [error('unknown_port', [...path, 'port'], message)];
}

function withoutItems(path: string): string {
  return path.replaceAll(/\[\d{1,9}\]/g, '');
}
