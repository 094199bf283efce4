/** After what the page draws first; half a second later at most. */
export const whenIdle = () =>
  new Promise<void>((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 500 });
  });
