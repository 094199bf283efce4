import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** What oidc-provider keeps: in memory, by model and id. */
export interface Store {
  adapter: AdapterFactory;
  find(model: string, id: string): AdapterPayload | undefined;
  /** Removes the entries of a model for which `doomed` holds, and returns their ids. */
  remove(model: string, doomed: (payload: AdapterPayload) => boolean): string[];
  clear(): void;
}

/**
 * @param client metadata of a client id, for as long as it is registered
 */
export function createStore(client: (clientId: string) => AdapterPayload | undefined): Store {
  const entries = new Map<string, AdapterPayload>();
  const find = (model: string, id: string): AdapterPayload | undefined =>
    model === 'Client' ? client(id) : entries.get(`${model}:${id}`);

  const remove: Store['remove'] = (model, doomed) => {
    const ids: string[] = [];
    for (const [key, payload] of entries) {
      if (!key.startsWith(`${model}:`) || !doomed(payload)) continue;
      entries.delete(key);
      ids.push(key.slice(model.length + 1));
    }
    return ids;
  };

  const adapter = (model: string): Adapter => ({
    find: async (id) => find(model, id),
    findByUid: async (uid) =>
      [...entries].find(([key, payload]) => key.startsWith(`${model}:`) && payload.uid === uid)?.[1],
    findByUserCode: async () => undefined,
    upsert: async (id, payload) => {
      entries.set(`${model}:${id}`, payload);
    },
    consume: async (id) => {
      // Entra does not revoke a refresh token that was used: one whose answer got lost can be used again.
      const payload = find(model, id);
      if (payload && model !== 'RefreshToken') payload.consumed = Math.floor(Date.now() / 1000);
    },
    destroy: async (id) => {
      entries.delete(`${model}:${id}`);
    },
    revokeByGrantId: async (grantId) => {
      remove(model, (payload) => payload.grantId === grantId);
    },
  });

  return { adapter, find, remove, clear: () => entries.clear() };
}
