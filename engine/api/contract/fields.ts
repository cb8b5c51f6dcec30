// Parts of what several procedures take.
import * as z from 'zod';
import { runId, workflowId } from './shapes.ts';

export const byRun = z.strictObject({ id: runId });
export const byWorkflow = z.strictObject({ id: workflowId });
export const note = z.string().max(1000);
export const name = z.string().min(1).max(200);
