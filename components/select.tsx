interface Props<V extends string> {
  value: V | undefined;
  /** Each value with what it is called. */
  options: readonly (readonly [value: V, label: string])[];
  onChange(value: V): void;
  id?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
}

/** One of several values. */
export function Select<V extends string>({ options, onChange, ...shared }: Props<V>) {
  return (
    <select {...shared} onChange={(event) => onChange(event.currentTarget.value as V)}>
      {options.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
  );
}
