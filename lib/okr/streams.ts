/**
 * What a browser's own stream makes of bytes, part by part. No more than a step goes in before what came out of it is taken.
 * @throws what `take` throws, and the stream's own where the bytes are none of its kind
 */
export async function through(
  { readable, writable }: CompressionStream | DecompressionStream,
  bytes: Uint8Array,
  step: number,
  take: (part: Uint8Array, share: number) => Promise<void>,
): Promise<void> {
  const writer = writable.getWriter();
  const reader = readable.getReader();
  let given = 0;
  const feed = async () => {
    for (; given < bytes.length; given += step)
      await writer.write(bytes.subarray(given, given + step) as Uint8Array<ArrayBuffer>);
    await writer.close();
  };
  // The reader is told of it too.
  void feed().catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      await take(value, Math.min(1, given / bytes.length));
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** Parts as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
