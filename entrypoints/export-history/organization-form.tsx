import { useState } from 'preact/hooks';
import { anyGuid } from '../../lib/goals/guid.ts';
import { t } from '../../lib/texts/i18n.ts';

/** Of any page of Viva Goals, or the id by itself. */
const inText = new RegExp(`(?:^|/org_uuid/)(${anyGuid})(?:$|[/?#])`, 'i');

/** Which organization to ask about, where no export tells: its id, or the address of one of its pages. */
export function OrganizationForm({ onGiven }: { onGiven(goalsOrganizationId: string): void }) {
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);
  const give = (event: Event) => {
    event.preventDefault();
    const id = inText.exec(text.trim())?.[1]?.toLowerCase();
    setWrong(id === undefined);
    if (id === undefined) document.getElementById('organization-address')?.focus();
    else onGiven(id);
  };
  return (
    <form class="field" onSubmit={give}>
      <label for="organization-address">{t('elsewhere_organization')}</label>
      <div class="with-button">
        <input
          id="organization-address"
          type="text"
          dir="ltr"
          value={text}
          spellcheck={false}
          autocomplete="off"
          placeholder="https://goals.microsoft.com/org_uuid/…"
          aria-invalid={wrong ? 'true' : 'false'}
          aria-describedby="organization-address-reason"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit">{t('elsewhere_find')}</button>
      </div>
      <p id="organization-address-reason" class="reason" role="status">
        {wrong ? t('elsewhere_organization_wrong') : ''}
      </p>
    </form>
  );
}
