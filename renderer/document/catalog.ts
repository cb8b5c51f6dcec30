// The task types that documents may use: the engine's own list, without what runs them.
import { taskManifests } from '../../engine/tasks/catalog.ts';
import { type Catalog, createCatalog } from '../../engine/workflow/catalog.ts';

export const catalog: Catalog = createCatalog(taskManifests);
