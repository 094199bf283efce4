import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A page that nobody sees is not painted (ms). */
const atMost = 100;

let painted = false;
/** Answers once the first content of the page is on the screen. */
const firstPaint = new Promise<void>((resolve) => {
  new PerformanceObserver(() => resolve()).observe({ type: 'paint', buffered: true });
  setTimeout(resolve, atMost);
}).then(() => {
  painted = true;
});

/**
 * What stands beside the one thing that a page is about: it comes with the second frame, so that the first has not to wait for
 * it. Dates and sizes above all: the first formatter of a new process costs the browser some 20 ms. What it stands in keeps
 * its room meanwhile.
 */
export function AfterPaint({ children }: { children: () => ComponentChildren }) {
  const [may, setMay] = useState(painted);
  useEffect(() => void firstPaint.then(() => setMay(true)), []);
  return <>{may ? children() : '\u00a0'}</>;
}
