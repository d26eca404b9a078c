import { signedOut } from './banner';

/** Chosen: a flood changes many alerts within a second, and one reading of the page shows them all. */
const pause = 2_000;

let running = false;
let wanted = false;

/** Reads this page again from the server and exchanges the parts marked `data-fragment`; at most once in two seconds. */
export function refreshFragments(): void {
  wanted = true;
  if (!running) void run();
}

async function run(): Promise<void> {
  running = true;
  while (wanted) {
    wanted = false;
    await exchange().catch(() => undefined); // The next change or reconnect asks again; the banner shows that the server is away.
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  running = false;
}

async function exchange(): Promise<void> {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (answer.redirected && new URL(answer.url).pathname === '/sign-in') return signedOut();
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const old of document.querySelectorAll<HTMLElement>('[data-fragment]')) {
    const fresh = page.querySelector<HTMLElement>(`[data-fragment="${CSS.escape(old.dataset.fragment ?? '')}"]`);
    if (fresh && fresh.innerHTML !== old.innerHTML && !old.contains(document.activeElement)) old.replaceWith(fresh);
  }
  document.dispatchEvent(new CustomEvent('fragments-exchanged'));
}
