/**
 * oidc-provider without its word on the runtime: it wants a Node that calls itself long-term support, which current
 * releases only do half a year after they appear.
 */
const { warn } = console;
console.warn = (...values: unknown[]) => {
  if (!String(values[0]).includes('Unsupported runtime')) warn(...values);
};
export const { default: Provider, errors, interactionPolicy } = await import('oidc-provider');
console.warn = warn;
