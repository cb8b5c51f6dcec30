// The words of the shell part of the window.
export const shellMessages = {} as const;
