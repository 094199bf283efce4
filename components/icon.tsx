import './icon.css';

interface Props {
  /** `import path from 'fluent-icon:…-20-regular'` (`-16-`: give the size). */
  path: string;
  size?: 16 | 20;
  /** It points in reading direction: mirrored where that is from right to left. */
  directed?: boolean;
  class?: string;
}

/** An icon beside a text, or in a button that has a name. It says nothing by itself. */
export function Icon({ path, size = 20, directed = false, class: name = '' }: Props) {
  return (
    <svg
      class={`icon ${directed ? 'directed' : ''} ${name}`}
      viewBox={`0 0 ${size} ${size}`}
      width={size}
      height={size}
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
