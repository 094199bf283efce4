import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A part of a page that is loaded once it is wanted: what few look at costs the others nothing. Until then nothing stands there. */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  return function Later(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    useEffect(() => {
      if (!loaded)
        void load().then((part) => {
          loaded = part;
          setPart(() => part);
        });
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
