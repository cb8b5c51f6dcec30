// The words of the inspector part of the window.
export const inspectorMessages = {} as const;
