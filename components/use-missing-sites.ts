import { useEffect, useState } from 'preact/hooks';
import { missingSites, onSiteAccessChanged, type Site } from '../lib/site-access.ts';

/** The sites that the browser does not let us use, kept up to date. */
export function useMissingSites(first: Site[] = []): Site[] {
  const [missing, setMissing] = useState(first);
  useEffect(() => {
    const reload = () =>
      void missingSites().then((now) => setMissing((before) => (`${now}` === `${before}` ? before : now)));
    const end = onSiteAccessChanged(reload);
    // It may have changed before anybody listened.
    reload();
    return end;
  }, []);
  return missing;
}
