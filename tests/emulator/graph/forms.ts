import { type Answer, innerError, type Marks } from './answers.ts';
import { type Job, statusOf } from './jobs.ts';

/**
 * The two forms in which the documentation's revisions show the service: as documented now, and as captured traffic in
 * earlier ones.
 */
export type Form = 'documented' | 'captured';
type LocationStyle = 'absolute' | 'quoted' | 'relative' | 'absent';

/** How the service words its answers. */
export interface FormKnobs {
  form: Form;
  /** Instead of the form's own. */
  locationStyle: LocationStyle | undefined;
  /** Whether ids carry `j!`; undefined: as the form says (all but the documented list). */
  idPrefix: boolean | undefined;
}

const origin = 'https://graph.microsoft.com';
const base = '/beta/employeeexperience/goals/exportJobs';
const context = `${origin}/beta/$metadata#employeeExperience/goals/exportJobs`;
const day = 24 * 3600 * 1000;

/** How long results are kept, ms: 24 h in captured traffic, 40 days in the documented sample. */
export const lifetimeOf = (form: Form): number => (form === 'captured' ? day : 40 * day);

const idOf = ({ key }: Job, { idPrefix = true }: { idPrefix?: boolean | undefined }): string =>
  idPrefix ? `j!${key}` : key;

/** `2023-11-02T23:53:07.99Z` or `2023-06-19T12-06-03.0024Z`. */
function timestamp(form: Form, time: number): string {
  const iso = new Date(time).toISOString();
  if (form === 'captured') return iso.replace(/0+Z$/, 'Z').replace('.Z', 'Z');
  // Four digits: the last one is below what we count.
  return `${iso.slice(0, 19).replaceAll(':', '-')}.${iso.slice(20, 23)}4Z`;
}

function locationHeader(knobs: FormKnobs, job: Job): { Location?: string } {
  const style = knobs.locationStyle ?? (knobs.form === 'documented' ? 'quoted' : 'absolute');
  const path = `${base}/${idOf(job, knobs)}`;
  if (style === 'absent') return {};
  if (style === 'relative') return { Location: path };
  return { Location: style === 'quoted' ? `"${origin}${path}"` : origin + path };
}

export function createdAnswer(knobs: FormKnobs, job: Job): Answer {
  const body =
    knobs.form === 'documented'
      ? { '@odata.type': '#microsoft.graph.goalsExportJob', id: job.bodyId }
      : { '@odata.context': `${context}/$entity`, id: idOf(job, knobs) };
  const more = { createdDateTime: timestamp('captured', job.createdAt), status: 'notStarted' };
  return { status: 201, headers: locationHeader(knobs, job), body: { ...body, ...more } };
}

export const conflictAnswer = (knobs: FormKnobs, job: Job, marks: Marks): Answer => ({
  status: 409,
  headers: locationHeader(knobs, job),
  body: {
    error: {
      code: 'notAllowed',
      message: 'Another export job is still active or waiting to be executed',
      target: idOf(job, knobs),
      [knobs.form === 'documented' ? 'innererror' : 'innerError']: innerError(
        marks,
        'exportJobAlreadyExists',
      ),
    },
  },
});

type Fields = Record<string, string>;

function fieldsOf(knobs: FormKnobs, job: Job, now: number): Fields {
  const status = statusOf(job, now);
  const id = idOf(job, knobs);
  const content =
    status === 'succeeded' ? { resourceLocation: `${origin}${base}/${id}/content` } : ({} as Fields);
  const detail: Fields =
    now >= job.endsAt && job.statusDetail !== undefined ? { statusDetail: job.statusDetail } : {};
  const { goalsOrganizationId, explorerViewId } = job;
  const createdDateTime = timestamp(knobs.form, job.createdAt);
  const expirationDateTime = timestamp(knobs.form, job.expiresAt);
  const view = { goalsOrganizationId, explorerViewId };
  return knobs.form === 'documented'
    ? { id, status, ...detail, ...content, ...view, createdDateTime, expirationDateTime }
    : { id, createdDateTime, status, ...detail, ...content, ...view, expirationDateTime };
}

/** Only the properties that `$select` names. */
function select(fields: Fields, names: string | null): Fields {
  if (!names) return fields;
  const wanted = names.split(',').map((name) => name.trim());
  return Object.fromEntries(Object.entries(fields).filter(([name]) => wanted.includes(name)));
}

export function jobBody(knobs: FormKnobs, job: Job, now: number, selected: string | null): object {
  const fields = select(fieldsOf(knobs, job, now), selected);
  return knobs.form === 'documented'
    ? { value: { '@odata.type': '#microsoft.graph.goalsExportJob', ...fields } }
    : { '@odata.context': `${context}/$entity`, ...fields };
}

export function listBody(
  knobs: FormKnobs,
  jobs: Job[],
  now: number,
  selected: string | null,
  nextLink: string | undefined,
): object {
  const documented = knobs.form === 'documented';
  // The documented list prints ids without the prefix.
  const listed = { ...knobs, idPrefix: knobs.idPrefix ?? !documented };
  const value = jobs.map((job) => ({
    ...(documented ? { '@odata.type': '#microsoft.graph.goalsExportJob' } : {}),
    ...select(fieldsOf(listed, job, now), selected),
  }));
  return {
    ...(documented ? {} : { '@odata.context': context }),
    ...(nextLink ? { '@odata.nextLink': nextLink } : {}),
    value,
  };
}
