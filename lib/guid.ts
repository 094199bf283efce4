/** A GUID, as Microsoft Entra and Viva Goals write their ids. */
export const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
