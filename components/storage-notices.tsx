import type { Problem } from '../lib/problems/problems.ts';
import { ProblemPanel } from './problem-panel.tsx';
import type { Stored } from './use-stored.ts';

interface Props {
  stored: Pick<Stored, 'unreadable' | 'storageProblem'>;
  onRemoveBroken(): void;
}

/** What is wrong with the storage itself. */
export function StorageNotices({ stored: { unreadable, storageProblem }, onRemoveBroken }: Props) {
  const count = (code: Problem['code'], keys: string[]): Problem[] =>
    keys.length > 0 ? [{ code, at: Date.now(), value: String(keys.length) }] : [];
  const problems = [
    ...(storageProblem ? [storageProblem] : []),
    ...count('recordBroken', unreadable.broken),
    ...count('recordNewer', unreadable.newer),
  ];
  return (
    <>
      {problems.map((problem) => (
        <ProblemPanel key={problem.code} problem={problem} deeds={{ removeBroken: onRemoveBroken }} />
      ))}
    </>
  );
}
