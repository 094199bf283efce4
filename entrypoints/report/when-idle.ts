const most = 500;

/** After what is drawn now is painted, with the next frame; a second later at most, for a page that is not seen paints nothing. */
export const whenIdle = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, 2 * most);
    const idle = () => requestIdleCallback(() => resolve(), { timeout: most });
    requestAnimationFrame(() => requestAnimationFrame(idle));
  });
