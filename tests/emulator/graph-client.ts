import type { Emulator } from './index.ts';
import { contoso, type User } from './tenant.ts';
import type { Reply, UserAgent } from './user-agent.ts';

const base = 'https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs';
export const view = { goalsOrganizationId: contoso, explorerViewId: 'e5e7a3c1-8cdf-409d-9ce9-ff730d65d95e' };

/** The four calls, as one user. */
export interface GraphClient {
  token: string;
  create(body?: object, headers?: Record<string, string>): Promise<Reply>;
  /** `id` stands in the path as it is. */
  get(id: string, headers?: Record<string, string>): Promise<Reply>;
  list(query?: string, headers?: Record<string, string>): Promise<Reply>;
  content(id: string, headers?: Record<string, string>): Promise<Reply>;
  /** Creates a job and returns its id. */
  newJob(body?: object): Promise<string>;
}

/** The last segment of a Location header, quoted or not. */
export const idInLocation = ({ headers }: Reply): string =>
  /([^/"]+)"?$/.exec(headers.location ?? '')?.[1] ?? '';

export function createGraphClient(
  agent: UserAgent,
  { entra }: Emulator,
  user: User,
  token = entra.issueToken(user),
): GraphClient {
  const authorized = (headers: Record<string, string> = {}) => ({
    Authorization: `Bearer ${token}`,
    ...headers,
  });
  const create: GraphClient['create'] = (body = view, headers = {}) =>
    agent.ask(base, {
      method: 'POST',
      headers: authorized({ 'Content-Type': 'application/json', ...headers }),
      body: JSON.stringify(body),
    });
  return {
    token,
    create,
    get: (id, headers) => agent.ask(`${base}/${id}`, { headers: authorized(headers) }),
    list: (query = '', headers = {}) => agent.ask(base + query, { headers: authorized(headers) }),
    content: (id, headers) => agent.ask(`${base}/${id}/content`, { headers: authorized(headers) }),
    newJob: async (body) => {
      const reply = await create(body);
      if (reply.status !== 201) throw new Error(`not created: ${reply.status} ${reply.text}`);
      return idInLocation(reply);
    },
  };
}
