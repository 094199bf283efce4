import './empty-state.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

interface Props {
  /** Of 20 units. */
  icon: string;
  directed?: boolean;
  title: string;
  text: string;
  /** The one thing to do. */
  children?: ComponentChildren;
}

/** What stands where there is nothing yet: what would be here, and how it comes about. */
export function EmptyState({ icon, directed = false, title, text, children }: Props) {
  return (
    <section class="empty-state">
      <Icon path={icon} directed={directed} />
      <h2>{title}</h2>
      <p>{text}</p>
      {children}
    </section>
  );
}
