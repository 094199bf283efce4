/** Compresses (gzip). */
export const pack = (blob: Blob): Promise<Uint8Array<ArrayBuffer>> =>
  read(blob.stream().pipeThrough(new CompressionStream('gzip')));

/** @throws where it is damaged */
export const unpack = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  read(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip')));

const read = async (stream: ReadableStream): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(stream).arrayBuffer());
