/** The names of all messages between the window and the main process. */
export const channels = {
  port: 'millrace:port',
  pickFiles: 'millrace:pick-files',
  saveFile: 'millrace:save-file',
  showMenu: 'millrace:show-menu',
  setDirty: 'millrace:set-dirty',
  readView: 'millrace:read-view',
  keepView: 'millrace:keep-view',
  ready: 'millrace:ready',
  request: 'millrace:request',
} as const;
