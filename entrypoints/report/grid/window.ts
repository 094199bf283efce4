/** Every row is as high as any other (CSS px; the style sheet says the same), so that a place needs no measuring. */
export const rowHeight = 40;

/** Rows that are drawn beyond what can be seen, on either side; the window moves by this many at a time. */
export const step = 8;

/** Rows are asked for in pieces of this many. */
export const chunkSize = 96;

/** So many before they are drawn: scrolling fast, one would draw each row twice, empty and full. */
export const ahead = 48;

/** The rows to draw: from, and up to but not including. Pure; all in rows but for the first two, which are in px. */
export function windowOf(scrollTop: number, height: number, count: number): { from: number; to: number } {
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.ceil((scrollTop + height) / rowHeight);
  const from = Math.max(0, Math.floor(first / step) * step - step);
  const to = Math.min(count, Math.ceil(last / step) * step + step);
  return { from: Math.min(from, Math.max(0, to - 1)), to };
}

/** Where to scroll to (px), so that a row is seen as a whole; as it is, if it is seen already. */
export function scrollTo(row: number, scrollTop: number, height: number): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return top + rowHeight > scrollTop + height ? top + rowHeight - height : scrollTop;
}
