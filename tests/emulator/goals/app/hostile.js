/**
 * A page that tries to press the extension's button, to look into it, to carry it off and to trip it up.
 * What it managed stands in `window.__hostile`.
 */
export function hostile() {
  const managed = { reached: [], clicks: 0 };
  window.__hostile = managed;
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    managed.reached.push(`attachShadow of ${this.localName}`);
    return attach.call(this, options);
  };
  for (const [target, name] of [
    [Document.prototype, 'querySelectorAll'],
    [Element.prototype, 'before'],
    [Element.prototype, 'getBoundingClientRect'],
    [EventTarget.prototype, 'addEventListener'],
  ])
    target[name] = new Proxy(target[name], {
      apply() {
        throw new Error(`${name}: the page has patched it`);
      },
    });

  setInterval(() => {
    const hosts = document.getElementsByTagName('export-view');
    for (const host of hosts) {
      if (host.shadowRoot) managed.reached.push('shadowRoot');
      managed.clicks++;
      host.click();
      host.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
      host.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
      const { left, top } = host.getClientRects()[0] ?? { left: 0, top: 0 };
      document.elementFromPoint(left + 20, top + 10)?.click();
      if (managed.clicks % 5 === 0) document.body.prepend(host);
      if (managed.clicks % 7 === 0) host.parentElement?.append(host.cloneNode(true));
      if (managed.clicks % 11 === 0) host.remove();
    }
  }, 30);
}
