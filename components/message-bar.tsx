import './message-bar.css';
import successIcon from 'fluent-icon:checkmark-circle-20-filled';
import errorIcon from 'fluent-icon:dismiss-circle-20-filled';
import informationIcon from 'fluent-icon:info-20-regular';
import warningIcon from 'fluent-icon:warning-20-filled';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';

export type Intent = 'error' | 'warning' | 'information' | 'success';

const icons: Record<Intent, string> = {
  error: errorIcon,
  warning: warningIcon,
  information: informationIcon,
  success: successIcon,
};

interface Props {
  /** Each has an icon of its own, for those who see no tint. */
  intent: Intent;
  title: string;
  /** Of the title. */
  heading?: 'h2' | 'h3' | undefined;
  class?: string;
  /** One sentence, a line of buttons (`actions`), a disclosure. */
  children?: ComponentChildren;
}

/** Something to be told, where it belongs: an icon, a title, a sentence, at most two buttons. */
export function MessageBar({ intent, title, heading: Heading = 'h2', class: name = '', children }: Props) {
  return (
    <section class={`message-bar ${intent} ${name}`} aria-label={title}>
      <Icon path={icons[intent]} />
      <Heading>{title}</Heading>
      {children}
    </section>
  );
}
