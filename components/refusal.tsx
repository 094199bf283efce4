import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../lib/problems/problems.ts';
import { ProblemPanel } from './problem-panel.tsx';

interface Props {
  problem: Problem | undefined;
  openOptions(): void;
}

/** Why the last deed was refused. It stands at the top of its page, and comes into view wherever the deed was done. */
export function Refusal({ problem, openOptions }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  return problem ? (
    <div role="alert" ref={panel}>
      <ProblemPanel heading="h2" problem={problem} subject={{}} deeds={{ openOptions }} />
    </div>
  ) : null;
}
