import { useState } from 'preact/hooks';
import { requestSites, siteAccessCause } from '../lib/browser/site-access.ts';
import { type Site, sites } from '../lib/goals/hosts.ts';
import { type MessageKey, t } from '../lib/texts/i18n.ts';
import { permissionTexts, siteName } from './permission-texts.ts';
import { ProblemPanel } from './problem-panel.tsx';

interface Props {
  missing: Site[];
  /** Without it we do not know which page the user's tab shows. */
  tabHidden?: boolean;
  /** An export waits for it. */
  waits?: boolean;
  /** It is the one thing to do here. */
  primary?: boolean;
  onCancel?: (() => void) | undefined;
}

/** Which sites the browser does not let us use, what each is for, and the button that asks for them. */
export function SiteAccess({ missing, tabHidden = false, waits, primary = false, onCancel }: Props) {
  const [at] = useState(Date.now);
  const [outcome, setOutcome] = useState('');
  const cause = siteAccessCause(missing);
  if (!cause) return null;
  const allow = () =>
    void requestSites(missing).then(
      (allowed) => setOutcome(allowed ? '' : t('siteAccess_declined')),
      (error: unknown) => setOutcome(String(error)),
    );
  const notes: MessageKey[] = [
    ...(tabHidden ? (['siteAccess_tab'] as const) : []),
    ...(missing.includes('goals') ? (['siteAccess_reload'] as const) : []),
  ];
  return (
    <ProblemPanel
      problem={{ ...cause, at }}
      waits={waits}
      primary={primary}
      deeds={{ allowAccess: allow, ...(onCancel ? { cancel: onCancel } : {}) }}
      details={
        <ul>
          {missing.map((site) => (
            <li key={site}>
              {t('named', siteName(sites[site]) ?? '', t(permissionTexts[sites[site]] as MessageKey))}
            </li>
          ))}
        </ul>
      }
    >
      {notes.map((note) => (
        <p key={note}>{t(note)}</p>
      ))}
      <p role="status">{outcome}</p>
    </ProblemPanel>
  );
}
