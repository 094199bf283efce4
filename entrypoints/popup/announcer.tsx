import { useEffect, useState } from 'preact/hooks';

/** A screen reader takes up what changes in a live region, not what it came with (ms). */
const settleTime = 150;

/** The popup's one live region: says politely, and once, what stands there to be seen. */
export function Announcer({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), settleTime);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <p role="status" class="visually-hidden">
      {said}
    </p>
  );
}
