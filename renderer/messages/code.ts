// The words of the code part of the window.
export const codeMessages = {} as const;
