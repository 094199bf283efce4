/** Dark or light as what it stands beside, whatever the user's system is: light text stands on something dark. */
export function takeTheme(host: HTMLElement, beside: Element): void {
  host.dataset.theme = isLight(getComputedStyle(beside).color) ? 'dark' : 'light';
}

/** Of a colour as browsers compute it: `rgb(36, 36, 36)`, or `color(srgb 0.1 0.1 0.1)`. */
export function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return red + green + blue > (color.startsWith('rgb') ? 382 : 1.5);
}
