/** What the server says about this page, read once from the attributes of `<body>` and the data block `page-texts`. */

export interface PageTexts {
  justNow: string;
  secondsAgo: string;
  minutesAgo: string;
  hoursAgo: string;
  daysAgo: string;
  streamLost: string;
  streamLostFor: string;
  signedOut: string;
  historyUnreadable: string;
  noValues: string;
  timeColumn: string;
}

export const texts = readJson<PageTexts>('page-texts');
export const streamAddress = document.querySelector<HTMLElement>('[data-stream]')?.dataset.stream;

const serverNow = Date.parse(document.body.dataset.now ?? '');
const clockSpeed = Number(document.body.dataset.clockSpeed ?? '1');
const startedAt = performance.now();

/** Now by the platform's clock, Unix milliseconds. In a replay that clock is not today's and may run faster. */
export function now(): number {
  return serverNow + (performance.now() - startedAt) * clockSpeed;
}

/** The JSON of a data block that the server wrote into the page. */
export function readJson<T>(id: string, source: Document = document): T {
  return JSON.parse(source.getElementById(id)?.textContent ?? 'null') as T;
}
