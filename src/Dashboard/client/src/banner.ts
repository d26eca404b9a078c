import { ageText } from './ages';
import { now, texts } from './page';
import { onHeard, onLost, onOpen } from './stream';

let banner: HTMLElement | null = null;

/** Tells when the live connection is lost, and how old the page then is. */
export function startBanner(): void {
  banner = document.getElementById('stream-banner');
  let currentAt = now();
  let shownSince: number | undefined;
  onHeard(() => { currentAt = now(); });
  onOpen(() => {
    shownSince = undefined;
    show('');
  });
  onLost(() => {
    shownSince ??= currentAt;
    tell();
  });
  setInterval(tell, 1_000);

  function tell(): void {
    if (shownSince !== undefined) show(`${texts.streamLost} ${texts.streamLostFor.replace('{0}', ageText(shownSince))}`);
  }
}

/** Tells that the person must sign in again. */
export function signedOut(): void {
  show(texts.signedOut);
}

function show(text: string): void {
  if (!banner || banner.textContent === text) return;
  banner.textContent = text;
  banner.hidden = text === '';
}
