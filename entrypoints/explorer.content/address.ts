/** How often the address is looked at where the browser does not tell (ms). */
const lookEvery = 1000;

/** Calls back after the page went to another address without a load; once, when it did so many times at once. */
export function onAddressChanged(changed: () => void): void {
  const { navigation } = globalThis as { navigation?: EventTarget };
  if (!navigation) return void setInterval(changed, lookEvery);
  let due = false;
  navigation.addEventListener('currententrychange', () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      changed();
    });
  });
}
