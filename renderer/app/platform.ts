// What the host gives besides the engine: a desktop window has native dialogs and menus, a browser has downloads and file inputs.

export type PickedFile = { readonly name: string; readonly text: string };

/** A command as native menus need it. */
export type MenuCommand = {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  /** `Mod+Shift+Z`. */
  readonly shortcut: string | null;
  readonly isEnabled: boolean;
};

/** Texts that are kept between starts, on this machine alone: how the window looks. */
export type KeptTexts = Pick<Storage, 'getItem' | 'setItem'>;

export type Platform = {
  readonly kind: 'desktop' | 'browser';
  /** macOS writes shortcuts with other signs. */
  readonly isMac: boolean;
  readonly kept: KeptTexts;
  /** Lets the person choose files; none when they cancel. */
  readonly pickFiles: (accept: readonly string[]) => Promise<readonly PickedFile[]>;
  /** Saves under a name that the person may change; false when they cancel. */
  readonly saveFile: (name: string, content: Blob) => Promise<boolean>;
  /** Shows the commands in the native menu bar; nothing where there is none. */
  readonly showMenu: (commands: readonly MenuCommand[]) => void;
  /** Calls back for commands of the native menu, files opened from the desktop and deep links. */
  readonly onRequest: (handle: (request: PlatformRequest) => void) => void;
  /** Whether closing the window would lose something: the host asks the person then. */
  readonly setDirty: (isDirty: boolean) => void;
};

export type PlatformRequest =
  | { readonly type: 'command'; readonly id: string }
  | { readonly type: 'open-file'; readonly file: PickedFile }
  | { readonly type: 'open-workflow'; readonly id: string };
