/** Chunks are handed to the browser in Blobs of this size, which it keeps on its disk where they are many (bytes). */
const blobSize = 4_000_000;

/** A signal that aborts a fetch which makes no progress for `ms`; the fetch calls `progress` for each chunk and `end` when it is over. */
export function stallLimit(ms: number): { signal: AbortSignal; progress(): void; end(): void } {
  const controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const progress = () => {
    end();
    timer = setTimeout(() => controller.abort(new DOMException('no progress', 'TimeoutError')), ms);
  };
  progress();
  return { signal: controller.signal, progress, end };
}

/**
 * Reads a body as `Response.blob` does, and tells of each chunk.
 * @throws when the connection breaks, or the fetch is aborted
 */
export async function readBlob({ body }: Response, progress: () => void): Promise<Blob> {
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const pack = () => {
    blobs.push(new Blob(chunks));
    chunks = [];
    bytes = 0;
  };
  const reader = body?.getReader();
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done || !value) break;
    progress();
    chunks.push(value);
    bytes += value.length;
    if (bytes >= blobSize) pack();
  }
  pack();
  return new Blob(blobs);
}
