// Every built-in task type that can run. What the engine needs at once is here; what drags in libraries is loaded by its first use.
import type { TaskManifest } from '../workflow/catalog.ts';
import { dataSet } from './data-set/execute.ts';
import { dataTransform } from './data-transform/execute.ts';
import { dataValidate } from './data-validate/execute.ts';
import type { TaskType } from './execution.ts';
import { fileAppendManifest } from './file-append/manifest.ts';
import { fileCopyManifest } from './file-copy/manifest.ts';
import { fileDeleteManifest } from './file-delete/manifest.ts';
import { fileListManifest } from './file-list/manifest.ts';
import { fileMoveManifest } from './file-move/manifest.ts';
import { fileReadManifest } from './file-read/manifest.ts';
import { fileReadCsvManifest } from './file-read-csv/manifest.ts';
import { fileWriteManifest } from './file-write/manifest.ts';
import { fileWriteCsvManifest } from './file-write-csv/manifest.ts';
import { flowApproval } from './flow-approval/execute.ts';
import { flowBranch } from './flow-branch/execute.ts';
import { flowCall } from './flow-call/execute.ts';
import { flowFail } from './flow-fail/execute.ts';
import { flowStop } from './flow-stop/execute.ts';
import { flowSwitch } from './flow-switch/execute.ts';
import { flowWait } from './flow-wait/execute.ts';
import { httpRequestManifest } from './http-request/manifest.ts';
import { logWrite } from './log-write/execute.ts';
import { notifyDesktopManifest } from './notify-desktop/manifest.ts';
import { notifyEmailManifest } from './notify-email/manifest.ts';
import { notifyWebhookManifest } from './notify-webhook/manifest.ts';
import { scriptJsManifest } from './script-js/manifest.ts';
import { scriptPythonManifest } from './script-python/manifest.ts';
import { shellCommandManifest } from './shell-command/manifest.ts';

/** These answer without a promise: a chain of them costs the engine no turn. */
const atOnce: readonly TaskType[] = [
  flowBranch,
  flowSwitch,
  flowWait,
  flowApproval,
  flowCall,
  flowFail,
  flowStop,
  dataSet,
  dataTransform,
  dataValidate,
  logWrite,
];

const later: readonly TaskType[] = [
  loadLater(scriptJsManifest, async () => (await import('./script-js/execute.ts')).scriptJs),
  loadLater(scriptPythonManifest, async () => (await import('./script-python/execute.ts')).scriptPython),
  loadLater(shellCommandManifest, async () => (await import('./shell-command/execute.ts')).shellCommand),
  loadLater(httpRequestManifest, async () => (await import('./http-request/execute.ts')).httpRequest),
  loadLater(fileReadManifest, async () => (await import('./file-read/execute.ts')).fileRead),
  loadLater(fileWriteManifest, async () => (await import('./file-write/execute.ts')).fileWrite),
  loadLater(fileAppendManifest, async () => (await import('./file-append/execute.ts')).fileAppend),
  loadLater(fileListManifest, async () => (await import('./file-list/execute.ts')).fileList),
  loadLater(fileCopyManifest, async () => (await import('./file-copy/execute.ts')).fileCopy),
  loadLater(fileMoveManifest, async () => (await import('./file-move/execute.ts')).fileMove),
  loadLater(fileDeleteManifest, async () => (await import('./file-delete/execute.ts')).fileDelete),
  loadLater(fileReadCsvManifest, async () => (await import('./file-read-csv/execute.ts')).fileReadCsv),
  loadLater(fileWriteCsvManifest, async () => (await import('./file-write-csv/execute.ts')).fileWriteCsv),
  loadLater(notifyDesktopManifest, async () => (await import('./notify-desktop/execute.ts')).notifyDesktop),
  loadLater(notifyWebhookManifest, async () => (await import('./notify-webhook/execute.ts')).notifyWebhook),
  loadLater(notifyEmailManifest, async () => (await import('./notify-email/execute.ts')).notifyEmail),
];

/** By type. A parameter object given to `execute` has been parsed by the manifest's schema. */
export const taskTypes: ReadonlyMap<string, TaskType> = new Map([...atOnce, ...later].map((type) => [type.manifest.type, type]));

/** A task type whose code is loaded by its first attempt. */
function loadLater<P>(manifest: TaskManifest, load: () => Promise<TaskType<P>>): TaskType<P> {
  return { manifest, execute: async (parameters, context) => (await load()).execute(parameters, context) };
}
