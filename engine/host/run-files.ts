// The files that a run's tasks may use.
import { mkdirSync } from 'node:fs';
import { createConfinedFiles } from '../adapters/confined-files.ts';
import type { Files } from '../ports.ts';
import type { Run } from '../run/run.ts';
import { hostFactsOf } from './live-run.ts';

type FolderOf = (workflow: string) => string;

/** Found when a task first asks for something, which few do; a stored workflow's own folder is made then. */
export class LazyFiles implements Files {
  readonly #run: Run;
  readonly #ownFolder: FolderOf;
  #files: Files | null = null;

  constructor(run: Run, ownFolder: FolderOf) {
    this.#run = run;
    this.#ownFolder = ownFolder;
  }

  get folder() {
    return this.#found().folder;
  }

  async resolve(...asked: Parameters<Files['resolve']>) {
    return this.#found().resolve(...asked);
  }

  #found(): Files {
    if (this.#files) return this.#files;
    const { created, program } = this.#run;
    const given = hostFactsOf(created).folder;
    const folder = given ?? this.#ownFolder(created.workflow);
    if (given === null) mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#files = createConfinedFiles({ folder, allowed: program.workflow.permissions?.folders ?? [] });
    return this.#files;
  }
}
