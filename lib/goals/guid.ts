/** A GUID, as Microsoft Entra and Viva Goals write their ids, somewhere in a pattern. */
export const anyGuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const guid = new RegExp(`^${anyGuid}$`, 'i');
