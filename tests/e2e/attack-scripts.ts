/*
 * What a hostile page does, to run in the page's own world.
 */

/** Presses the button in every way that a script has. Returns what it aimed at. */
export function pressByScript(): string[] {
  const host = document.querySelector('export-view') as HTMLElement;
  const label = document.createElement('label');
  host.before(label);
  label.append(host);
  const { left, top } = host.getBoundingClientRect();
  const targets = [host, label, document.elementFromPoint(left + 20, top + 16) as HTMLElement];
  const init = { bubbles: true, composed: true, cancelable: true, clientX: left + 20, clientY: top + 16 };
  for (const target of targets) {
    target.focus();
    target.click();
    for (const type of ['pointerdown', 'pointerup', 'click'])
      target.dispatchEvent(new PointerEvent(type, { ...init, pointerId: 1, isPrimary: true }));
    for (const type of ['mousedown', 'mouseup', 'click', 'dblclick'])
      target.dispatchEvent(new MouseEvent(type, { ...init, detail: 1 }));
    for (const key of ['Enter', ' '])
      for (const type of ['keydown', 'keypress', 'keyup'])
        target.dispatchEvent(new KeyboardEvent(type, { ...init, key, code: key === ' ' ? 'Space' : key }));
  }
  const forged = new MouseEvent('click', init);
  try {
    Object.defineProperty(forged, 'isTrusted', { value: true });
  } catch {
    // It can't be redefined.
  }
  host.dispatchEvent(forged);
  return targets.map(({ localName }) => localName);
}

/** Before all other scripts: follows every event and every shadow root into the button. */
export function spyOnShadowTrees(): void {
  const reached: string[] = [];
  Object.assign(window, { reached });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function (options) {
    reached.push(`attachShadow of ${this.localName}`);
    return attach.call(this, { ...options, mode: 'open' });
  };
  const inside = (target: unknown) =>
    target instanceof Node && target.getRootNode() !== document && target.isConnected;
  for (const type of ['click', 'pointerdown', 'mouseover', 'focusin', 'keydown'])
    addEventListener(
      type,
      (event) => {
        if ([event.target, ...event.composedPath()].some(inside)) reached.push(type);
      },
      true,
    );
}

/** Reads the button, and puts something of its own into it. Returns all that was reached, also by the spy. */
export function reachIn(): string[] {
  const { reached } = window as unknown as { reached: string[] };
  const host = document.querySelector('export-view') as HTMLElement;
  const note = (what: string, found: unknown) => found && reached.push(`${what}: ${found}`);
  const outside = (node: Node | null | undefined) => !node || node.getRootNode() === document;
  note('shadowRoot', host.shadowRoot);
  note('text', host.innerText || host.textContent);
  note('html', host.getHTML({ serializableShadowRoots: true }));
  note('active', document.activeElement?.localName === 'button');
  note('children', host.childNodes.length);
  note(
    'attributes',
    host
      .getAttributeNames()
      .filter((name) => !['data-place', 'data-theme', 'style'].includes(name))
      .join(),
  );
  const { left, top } = host.getBoundingClientRect();
  const hits = document.elementsFromPoint(left + 20, top + 16);
  note('at its point', !hits.includes(host) || !hits.every(outside));
  note('caret', !outside(document.caretPositionFromPoint(left + 20, top + 16)?.offsetNode));
  const selection = getSelection() as Selection;
  selection.selectAllChildren(document.body);
  note('selection', /Export view/.test(selection.toString()));
  note('animations', document.getAnimations().length);
  const own = document.createElement('button');
  host.append(own);
  note('own element', own.checkVisibility() || own.assignedSlot);
  own.remove();
  return reached;
}

/** Before all other scripts: most that a script builds upon throws. */
export function spoilBuiltIns(): void {
  const spoil = (owner: object, ...names: string[]) => {
    for (const name of names)
      Object.defineProperty(owner, name, {
        get: () => {
          throw new Error(`${name}: the page has spoilt it`);
        },
        set: () => {},
      });
  };
  spoil(Array.prototype, 'find', 'push', 'map', 'filter', 'some');
  spoil(Promise.prototype, 'then', 'catch', 'finally');
  spoil(RegExp.prototype, 'test', 'exec');
  spoil(Object.prototype, 'toString', 'hasOwnProperty', 'name', 'view', 'status');
  spoil(Element.prototype, 'attachShadow', 'append', 'before', 'remove', 'checkVisibility', 'getAttribute');
  spoil(
    Document.prototype,
    'querySelectorAll',
    'createElement',
    'elementsFromPoint',
    'body',
    'documentElement',
  );
  spoil(EventTarget.prototype, 'addEventListener', 'dispatchEvent');
  spoil(Event.prototype, 'target', 'type', 'composedPath');
  spoil(globalThis, 'URL', 'Promise', 'Event', 'CustomEvent', 'MutationObserver', 'AbortController', 'JSON');
  spoil(globalThis, 'setTimeout', 'setInterval', 'performance', 'navigation', 'chrome', 'Array');
}

/** Names elements like what the document has, which then stand in its place. Returns whether they do. */
export function nameElementsLikeMembers(): boolean {
  for (const name of ['querySelectorAll', 'createElement', 'elementsFromPoint', 'body', 'documentElement']) {
    const image = new Image();
    image.name = name;
    document.getElementsByTagName('h1')[0]?.append(image);
  }
  return [document.querySelectorAll, document.body].every(
    (member: unknown) => member instanceof HTMLImageElement,
  );
}

/** Tells the content script, in its framework's words, that a newer one has come, and that the address is another. */
export function forgeFramework(id: string): void {
  const detail = { contentScriptName: 'explorer', messageId: 'forged' };
  const started = `${id}:explorer:wxt:content-script-started`;
  document.dispatchEvent(new CustomEvent(started, { detail }));
  postMessage({ type: started, ...detail }, '*');
  const elsewhere = { newUrl: new URL('https://goals.microsoft.com/'), oldUrl: new URL(location.href) };
  const changed = new CustomEvent(`${id}:explorer:wxt:locationchange`, { detail: elsewhere });
  dispatchEvent(Object.assign(changed, elsewhere));
  window.navigation.dispatchEvent(new Event('currententrychange'));
}

/** Goes through many views at once. Returns the last one's id. */
export function navigateOften(url: string, times: number): string | null {
  for (let n = 0; n < times; n++) history.pushState({}, '', url + n);
  return new URL(location.href).searchParams.get('viewId');
}

/** What somebody may put where an id belongs. */
export const evilTexts = [
  '<img src=x onerror="document.body.remove()">',
  '</dd></dl><script>document.body.remove()</script>',
  '"><svg/onload=document.body.remove()><iframe srcdoc=1>',
  'javascript:document.body.remove()',
  '$1 $& $$ {{value}} %s __MSG_extensionName__',
  '..\\..\\evil',
  'a\u202egnp.exe\u2066b',
  'a\u0000b\u0007c\u001b[31md',
  'x'.repeat(100_000),
];

/** As another extension's content script, which may open closed shadow roots: presses every button in it. */
export function pressInShadow(): number {
  const host = document.querySelector('export-view') as HTMLElement;
  const buttons = chrome.dom.openOrClosedShadowRoot(host)?.querySelectorAll('button') ?? [];
  for (const button of buttons) {
    button.click();
    button.dispatchEvent(new PointerEvent('click', { bubbles: true, composed: true }));
  }
  return buttons.length;
}
