// The words of the canvas part of the window.
export const canvasMessages = {} as const;
