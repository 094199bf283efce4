import type { ComponentChildren } from 'preact';

interface Props {
  /** Of what it is entered with. */
  id: string;
  label: string;
  hint?: string;
  /** What is wrong with the value, if it can be wrong; empty: nothing. */
  reason?: string;
  check?: boolean;
  /** What it is entered with, described by `describedBy`. */
  children: ComponentChildren;
}

/** What describes a field's input: its hint, and what is wrong with its value. */
export const describedBy = (id: string): string => `${id}-hint ${id}-reason`;

/** Something to enter, with its label, its hint, and what is wrong with it. */
export function Field({ id, label, hint, reason, check = false, children }: Props) {
  return (
    <div class={check ? 'field check' : 'field'}>
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} class="quiet">
          {hint}
        </p>
      )}
      {reason === undefined ? null : (
        <p id={`${id}-reason`} class="reason" role="status">
          {reason}
        </p>
      )}
    </div>
  );
}
