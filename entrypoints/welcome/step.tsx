import checkIcon from 'fluent-icon:checkmark-20-filled';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';

interface Props {
  number: number;
  title: string;
  /** What came of it; absent: it is not done. */
  done: ComponentChildren | undefined;
  /** It is the first one that is not done. */
  next: boolean;
  children: ComponentChildren;
}

/** One step of the way; once it is done, a line. */
export function Step({ number, title, done, next, children }: Props) {
  const id = useId();
  return (
    <li class={done ? 'card done' : 'card'} aria-labelledby={id} aria-current={next ? 'step' : undefined}>
      <span class="number" aria-hidden="true">
        {done ? <Icon path={checkIcon} /> : number}
      </span>
      <div class="body">
        <h2 id={id}>{title}</h2>
        {done ? <div class="came">{done}</div> : children}
      </div>
    </li>
  );
}
