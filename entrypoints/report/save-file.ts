/** Gives a file to the browser's own saving: that takes no permission. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  // What no file system takes, and names that end as they must not.
  link.download = name
    .replace(/[\\/:*?"<>|\p{Cc}\p{Bidi_Control}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  link.click();
  // Firefox reads it after the click is over.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
