/**
 * What MSAL uses of `Storage`, in memory alone. Chromium writes the real `sessionStorage` to the profile's disk, with
 * every token in it.
 */
export class MemoryStorage {
  // Items are own properties, as MSAL expects: it lists them by Object.keys.
  [key: `msal.${string}`]: string;

  getItem(key: `msal.${string}`): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }

  setItem(key: `msal.${string}`, value: string): void {
    this[key] = value;
  }

  removeItem(key: `msal.${string}`): void {
    delete this[key];
  }
}
