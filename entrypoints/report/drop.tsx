import { useEffect, useState } from 'preact/hooks';
import type { Source } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { droppedFiles } from './dropped-files.ts';

interface Props {
  opened: boolean;
  onOpen(files: Source[]): void;
  onCompare(files: Source[]): void;
}

/** Files that are dropped anywhere; where one is open already, on one of two halves. */
export function DropZone({ opened, onOpen, onCompare }: Props) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const compares = (event.target as Element).closest?.('[data-drop=compare]') !== null;
      const use = opened && compares ? onCompare : onOpen;
      if (event.dataTransfer)
        droppedFiles(event.dataTransfer).then((files) => files.length > 0 && use(files), reportError);
    };
    const all: [string, (event: DragEvent) => void][] = [
      ['dragenter', enter],
      ['dragover', enter],
      ['dragleave', leave],
      ['drop', drop],
    ];
    for (const [name, listener] of all) addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of all) removeEventListener(name, listener as EventListener);
    };
  }, [opened, onOpen, onCompare]);
  if (!over) return null;
  return (
    <div class="drop" aria-hidden="true">
      <div data-drop="open">{t('report_open')}</div>
      {opened ? <div data-drop="compare">{t('report_compareWith')}</div> : null}
    </div>
  );
}
