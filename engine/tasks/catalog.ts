// Every built-in task type, without how it runs: pure, so that the renderer and the documentation read the same list as the engine.
import { type Catalog, createCatalog, type TaskManifest } from '../workflow/catalog.ts';
import { dataSetManifest } from './data-set/manifest.ts';
import { dataTransformManifest } from './data-transform/manifest.ts';
import { dataValidateManifest } from './data-validate/manifest.ts';
import { fileAppendManifest } from './file-append/manifest.ts';
import { fileCopyManifest } from './file-copy/manifest.ts';
import { fileDeleteManifest } from './file-delete/manifest.ts';
import { fileListManifest } from './file-list/manifest.ts';
import { fileMoveManifest } from './file-move/manifest.ts';
import { fileReadManifest } from './file-read/manifest.ts';
import { fileReadCsvManifest } from './file-read-csv/manifest.ts';
import { fileWriteManifest } from './file-write/manifest.ts';
import { fileWriteCsvManifest } from './file-write-csv/manifest.ts';
import { flowApprovalManifest } from './flow-approval/manifest.ts';
import { flowBranchManifest } from './flow-branch/manifest.ts';
import { flowCallManifest } from './flow-call/manifest.ts';
import { flowFailManifest } from './flow-fail/manifest.ts';
import { flowStopManifest } from './flow-stop/manifest.ts';
import { flowSwitchManifest } from './flow-switch/manifest.ts';
import { flowWaitManifest } from './flow-wait/manifest.ts';
import { httpRequestManifest } from './http-request/manifest.ts';
import { logWriteManifest } from './log-write/manifest.ts';
import { notifyDesktopManifest } from './notify-desktop/manifest.ts';
import { notifyEmailManifest } from './notify-email/manifest.ts';
import { notifyWebhookManifest } from './notify-webhook/manifest.ts';
import { scriptJsManifest } from './script-js/manifest.ts';
import { scriptPythonManifest } from './script-python/manifest.ts';
import { shellCommandManifest } from './shell-command/manifest.ts';

/** In the order of the palette. */
export const taskManifests: readonly TaskManifest[] = [
  flowBranchManifest,
  flowSwitchManifest,
  flowWaitManifest,
  flowApprovalManifest,
  flowCallManifest,
  flowFailManifest,
  flowStopManifest,
  dataSetManifest,
  dataTransformManifest,
  dataValidateManifest,
  scriptJsManifest,
  scriptPythonManifest,
  shellCommandManifest,
  httpRequestManifest,
  fileReadManifest,
  fileWriteManifest,
  fileAppendManifest,
  fileListManifest,
  fileCopyManifest,
  fileMoveManifest,
  fileDeleteManifest,
  fileReadCsvManifest,
  fileWriteCsvManifest,
  notifyDesktopManifest,
  notifyWebhookManifest,
  notifyEmailManifest,
  logWriteManifest,
];

export const taskCatalog: Catalog = createCatalog(taskManifests);
