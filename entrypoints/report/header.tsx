import compareIcon from 'fluent-icon:arrow-swap-20-regular';
import openIcon from 'fluent-icon:folder-open-20-regular';
import type { Ask } from '../../lib/report/client.ts';
import type { Source } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { CompareChoice } from './compare-choice.tsx';
import { FileButton } from './file-button.tsx';
import { formatDay, viewNameOf } from './format.ts';
import { ShownFile } from './shown-file.tsx';
import { Toolbar } from './toolbar.tsx';
import type { Kept } from './use-kept.ts';
import type { ReportState } from './use-report.ts';
import type { Taking } from './use-taking.ts';

interface Props {
  report: ReportState;
  ask: Ask;
  taking: Taking;
  kept: Kept;
  onOpen(sources: Source[]): void;
  onCompare(sources: Source[]): void;
}

/** What is open, and what can be done with it. */
export function Header({ report, ask, taking, kept, onOpen, onCompare }: Props) {
  const { reading, opened } = report;
  return (
    <section class="page" aria-labelledby="report-title">
      <div class="what">
        <div>
          <h1 id="report-title" tabIndex={-1}>
            {opened ? <bdi>{viewNameOf(opened.name)}</bdi> : t('report_title')}
          </h1>
          {opened ? <p class="quiet">{t(`report_asOf_${opened.asOfFrom}`, formatDay(opened.asOf))}</p> : null}
        </div>
        <ShownFile
          files={reading?.reports ?? []}
          shown={reading?.shown ?? 0}
          onChoose={(place) => {
            kept.forget();
            void report.choose(place);
          }}
          onClose={(place) => {
            kept.forget();
            void report.close(place);
          }}
        />
      </div>
      <div class="deeds">
        <FileButton id="open-files" label={t('report_open')} icon={openIcon} onFiles={onOpen} />
        {opened ? (
          <>
            <CompareChoice
              report={report}
              copies={kept.others}
              onOpenFile={(place) => {
                kept.forget();
                void report.compareOpen(place);
              }}
              onCopy={kept.compare}
            />
            <FileButton label={t('report_compareWith')} icon={compareIcon} onFiles={onCompare} />
            <Toolbar report={report} opened={opened} ask={ask} taking={taking} />
          </>
        ) : null}
      </div>
    </section>
  );
}
