import { useId } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';

interface Props {
  label: string;
  icon: string;
  id?: string;
  onFiles(files: File[]): void;
}

/** A button that lets files be chosen. */
export function FileButton({ label, icon, id: given, onFiles }: Props) {
  const own = useId();
  const id = given ?? own;
  return (
    <span class="file-button">
      <input
        id={id}
        aria-label={label}
        type="file"
        multiple
        accept=".csv,.tsv,.txt,.xlsx,.json,.zip,.gz"
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          // The same file can be chosen again.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <label for={id}>
        <Icon path={icon} />
        <span>{label}</span>
      </label>
    </span>
  );
}
