// A disk in memory that does what real ones may: it forgets at a power loss what was not synced, names included, and it fails when told to.
import { basename, dirname } from 'node:path';
import type { FileOperation, FileSystem, OpenFile } from '../file-system.ts';

export type Call = { readonly number: number; readonly operation: FileOperation; readonly path: string };

/** `short`: a write takes half of its bytes and says so. `isPartial`: half of the bytes get there before the error. */
export type Fault = 'short' | { readonly code: string; readonly isPartial?: boolean };

export type SimulatedDisk = {
  readonly files: FileSystem;
  /** Looks at every call before it happens. */
  beforeCall: (call: Call) => Fault | null;
  readonly calls: () => number;
  /** Open files are dead afterwards. `random` gives numbers in [0, 1). */
  readonly losePower: (random: () => number) => void;
  /** Whole content of a file, or null. */
  readonly peek: (path: string) => Buffer | null;
  readonly poke: (path: string, bytes: Uint8Array) => void;
  readonly paths: () => readonly string[];
};

type Change =
  | { readonly type: 'write'; readonly at: number; readonly bytes: Buffer }
  | { readonly type: 'truncate'; readonly size: number };
type Inode = { live: Buffer; durable: Buffer; pending: Change[] };
type Entries = Map<string, Inode>;
type Directory = { live: Entries; durable: Entries; pending: ((entries: Entries) => void)[]; isDurable: boolean };

export function createSimulatedDisk(): SimulatedDisk {
  return new Disk();
}

const sector = 512;

class Disk implements SimulatedDisk {
  beforeCall: SimulatedDisk['beforeCall'] = () => null;
  readonly files: FileSystem;
  readonly #directories = new Map<string, Directory>([['/', newDirectory()]]);
  #calls = 0;
  #life = 0;

  constructor() {
    this.files = {
      open: async (path, mode) => this.#open(path, mode),
      list: async (path) => {
        this.#call('list', path);
        const below = [...this.#directories.keys()]
          .filter((other) => other !== path && dirname(other) === path)
          .map((each) => basename(each));
        return [...this.#directory(path).live.keys(), ...below];
      },
      look: async (path) => {
        this.#call('look', path);
        if (this.#directories.has(path)) return { sizeBytes: 0, modifiedAt: 0, isDirectory: true };
        return { sizeBytes: this.#inode(path).live.length, modifiedAt: 0, isDirectory: false };
      },
      makeDirectory: async (path) => {
        this.#call('make directory', path);
        this.#directory(dirname(path));
        if (this.#directories.has(path)) throw failure('EEXIST', path);
        this.#directories.set(path, { ...newDirectory(), isDurable: false });
      },
      rename: async (from, to) => {
        this.#call('rename', from);
        const inode = this.#inode(from);
        if (dirname(from) !== dirname(to)) throw failure('EXDEV', from);
        this.#change(dirname(from), (entries) => {
          entries.delete(basename(from));
          entries.set(basename(to), inode);
        });
      },
      link: async (path, name) => {
        this.#call('link', path);
        const inode = this.#inode(path);
        if (this.#directory(dirname(name)).live.has(basename(name))) throw failure('EEXIST', name);
        this.#change(dirname(name), (entries) => entries.set(basename(name), inode));
      },
      remove: async (path) => {
        this.#call('remove', path);
        this.#inode(path);
        this.#change(dirname(path), (entries) => entries.delete(basename(path)));
      },
      removeDirectory: async (path) => {
        this.#call('remove directory', path);
        if (this.#directory(path).live.size > 0) throw failure('ENOTEMPTY', path);
        this.#directories.delete(path);
      },
      syncDirectory: async (path) => {
        this.#call('sync directory', path);
        const directory = this.#directory(path);
        directory.durable = new Map(directory.live);
        directory.pending = [];
        for (const [other, below] of this.#directories) if (dirname(other) === path) below.isDurable = true;
      },
    };
  }

  calls(): number {
    return this.#calls;
  }

  losePower(random: () => number): void {
    this.#life += 1;
    for (const [path, directory] of this.#directories) {
      if (!directory.isDurable && random() < 0.5) this.#directories.delete(path);
      directory.isDurable = true;
      // Names reach the disk in the order in which they changed.
      for (const change of directory.pending.slice(0, Math.floor(random() * (directory.pending.length + 1)))) change(directory.durable);
      directory.live = new Map(directory.durable);
      directory.pending = [];
      for (const inode of directory.live.values()) loseBytes(inode, random);
    }
    for (const path of this.#directories.keys()) if (!this.#directories.has(dirname(path))) this.#directories.delete(path);
  }

  peek(path: string): Buffer | null {
    return this.#directories.get(dirname(path))?.live.get(basename(path))?.live ?? null;
  }

  poke(path: string, bytes: Uint8Array): void {
    const inode = { live: Buffer.from(bytes), durable: Buffer.from(bytes), pending: [] };
    for (const entries of [this.#directory(dirname(path)).live, this.#directory(dirname(path)).durable]) entries.set(basename(path), inode);
  }

  paths(): readonly string[] {
    return [...this.#directories].flatMap(([path, { live }]) => [...live.keys()].map((name) => `${path}/${name}`)).sort();
  }

  #open(path: string, mode: 'read' | 'create' | 'update'): OpenFile {
    this.#call('open', path);
    const { live } = this.#directory(dirname(path));
    let inode = live.get(basename(path));
    if (inode && mode === 'create') throw failure('EEXIST', path);
    if (!inode) {
      if (mode === 'read') throw failure('ENOENT', path);
      const made: Inode = { live: Buffer.alloc(0), durable: Buffer.alloc(0), pending: [] };
      this.#change(dirname(path), (entries) => entries.set(basename(path), made));
      inode = made;
    }
    return this.#face(path, inode);
  }

  #face(path: string, inode: Inode): OpenFile {
    const life = this.#life;
    const call = (operation: FileOperation, partly?: () => void) => {
      if (life !== this.#life) throw failure('EBADF', path);
      return this.#call(operation, path, partly);
    };
    return {
      read: async (bytes, offset, length, position) => {
        call('read');
        return inode.live.copy(bytes, offset, position, position + length);
      },
      write: async (bytes, offset, length, position) => {
        const half = Math.floor(length / 2);
        const put = (count: number) =>
          change(inode, { type: 'write', at: position, bytes: Buffer.from(bytes.subarray(offset, offset + count)) });
        const isShort = call('write', () => put(half)) === 'short' && half > 0;
        put(isShort ? half : length);
        return isShort ? half : length;
      },
      truncate: async (size) => {
        call('truncate');
        change(inode, { type: 'truncate', size });
      },
      sync: async () => {
        // After a failed sync the system holds the bytes for written: they are read back, and never get to the disk.
        const lost = inode.pending;
        inode.pending = [];
        call('sync');
        for (const each of lost) inode.durable = applied(inode.durable, each);
      },
      size: async () => {
        call('size');
        return inode.live.length;
      },
      close: async () => {
        call('close');
      },
    };
  }

  #call(operation: FileOperation, path: string, partly?: () => void): 'short' | null {
    this.#calls += 1;
    const fault = this.beforeCall({ number: this.#calls, operation, path });
    if (fault === null || fault === 'short') return fault;
    if (fault.isPartial) partly?.();
    throw failure(fault.code, path);
  }

  #directory(path: string): Directory {
    const directory = this.#directories.get(path);
    if (!directory) throw failure('ENOENT', path);
    return directory;
  }

  #inode(path: string): Inode {
    const inode = this.#directory(dirname(path)).live.get(basename(path));
    if (!inode) throw failure('ENOENT', path);
    return inode;
  }

  #change(path: string, change: (entries: Entries) => void): void {
    const directory = this.#directory(path);
    change(directory.live);
    directory.pending.push(change);
  }
}

function newDirectory(): Directory {
  return { live: new Map(), durable: new Map(), pending: [], isDurable: true };
}

function change(inode: Inode, each: Change): void {
  inode.live = applied(inode.live, each);
  inode.pending.push(each);
}

function applied(content: Buffer, each: Change): Buffer {
  const size = each.type === 'truncate' ? each.size : Math.max(content.length, each.at + each.bytes.length);
  const next = Buffer.alloc(size);
  content.copy(next, 0, 0, size);
  if (each.type === 'write') each.bytes.copy(next, each.at);
  return next;
}

/** Of what was not synced, any part may have reached the disk, sector by sector and in any order. */
function loseBytes(inode: Inode, random: () => number): void {
  const mood = random();
  for (const each of inode.pending) {
    if (each.type === 'truncate' || mood < 0.2) {
      if (random() < 0.5) inode.durable = applied(inode.durable, each);
    } else if (mood < 0.8) {
      for (let from = 0; from < each.bytes.length; ) {
        const to = Math.min(each.bytes.length, (Math.floor((each.at + from) / sector) + 1) * sector - each.at);
        if (random() < mood)
          inode.durable = applied(inode.durable, { type: 'write', at: each.at + from, bytes: each.bytes.subarray(from, to) });
        from = to;
      }
    } else {
      const kept = Math.floor(random() * (each.bytes.length + 1));
      inode.durable = applied(inode.durable, { type: 'write', at: each.at, bytes: each.bytes.subarray(0, kept) });
    }
  }
  inode.live = inode.durable;
  inode.pending = [];
}

function failure(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: simulated, ${path}`), { code });
}
