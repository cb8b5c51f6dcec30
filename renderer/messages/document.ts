// The words of the document part of the window.
export const documentMessages = {} as const;
