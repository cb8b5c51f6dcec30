// The words of the commands part of the window.
export const commandsMessages = {} as const;
