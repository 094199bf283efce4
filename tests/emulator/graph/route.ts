import { type Answer, type Marks, refusal } from './answers.ts';
import type { Call } from './faults.ts';

export interface Route {
  call: Call;
  /** The job in the path, as it stands there. */
  id: string;
}

/** Which call a request is; undefined when it is none of the four. Paths compare without regard to case. */
export function routeOf(method: string, pathname: string): Route | undefined {
  const match = /^\/beta\/employeeExperience\/goals\/exportJobs(?:\/([^/]+)(\/content)?)?\/?$/i.exec(
    pathname,
  );
  if (!match) return undefined;
  const [, id = '', content] = match;
  if (method === 'POST') return id ? undefined : { call: 'create', id };
  if (method !== 'GET') return undefined;
  return { call: content ? 'content' : id ? 'get' : 'list', id };
}

/** Why a request is none of the four calls. */
export function refuseRoute(method: string, pathname: string, marks: Marks): Answer {
  const [version = '', ...segments] = pathname.split('/').filter(Boolean);
  if (!/^(beta|v1\.0)$/i.test(version))
    return refusal(marks, 400, 'BadRequest', `Invalid version: ${version}`);
  const known = /^beta$/i.test(version)
    ? [/^employeeExperience$/i, /^goals$/i, /^exportJobs$/i, /./, /^content$/i]
    : [/^employeeExperience$/i];
  const wrong = segments.find((segment, index) => !known[index]?.test(segment));
  if (wrong !== undefined || segments.length < 3)
    return refusal(
      marks,
      400,
      'BadRequest',
      `Resource not found for the segment '${wrong ?? segments.at(-1) ?? version}'.`,
    );
  const answer = refusal(
    marks,
    405,
    'BadRequest',
    `Specified HTTP method is not allowed for the request target: ${method}.`,
  );
  return { ...answer, headers: { Allow: segments.length === 3 ? 'GET, POST' : 'GET' } };
}

const acceptable: Record<Call, RegExp> = {
  create: /^(application|\*)\/(json|\*)$/,
  get: /^(application|\*)\/(json|\*)$/,
  list: /^(application|\*)\/(json|\*)$/,
  // The documentation's own request for the content says application/json.
  content: /^(text|application|\*)\/(csv|octet-stream|json|\*)$/,
};

/** Whether the client takes what the call answers. */
export const accepts = (call: Call, header: string | undefined): boolean =>
  !header || header.split(',').some((range) => acceptable[call].test(range.split(';')[0]?.trim() ?? ''));
