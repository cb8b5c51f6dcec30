// The words of the workflows part of the window.
export const workflowsMessages = {} as const;
