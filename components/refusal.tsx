import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../lib/problems/problems.ts';
import { ProblemPanel } from './problem-panel.tsx';
import type { Deeds } from './use-deeds.ts';

interface Props {
  problem: Problem | undefined;
  deeds: Deeds;
}

/** Why the last deed was refused. It stands where its deeds are, or at the top of the page, and comes into view wherever the deed was done. */
export function Refusal({ problem, deeds }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  return problem ? (
    <div role="alert" ref={panel}>
      <ProblemPanel problem={problem} deeds={deeds} />
    </div>
  ) : null;
}
