// The words of the runs part of the window.
export const runsMessages = {} as const;
