// The API: every procedure with its route, what it takes, what it gives and how it fails. Nothing here runs; the renderer imports it too.
import { approvals } from './approvals.ts';
import { drafts } from './drafts.ts';
import { events } from './run-streams.ts';
import { runs, statistics } from './runs.ts';
import { environments, secrets, settings } from './settings.ts';
import { blobs, system, tasks } from './system.ts';
import { templates } from './templates.ts';
import { folders, workflows } from './workflows.ts';

export const contract = {
  workflows,
  templates,
  folders,
  drafts,
  runs,
  statistics,
  events,
  approvals,
  secrets,
  environments,
  settings,
  tasks,
  blobs,
  system,
};
