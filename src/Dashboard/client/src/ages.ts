import { now, texts } from './page';

const minute = 60_000;
const hour = 60 * minute;

/** How long ago an instant was, in words; the same steps as AgeText on the server. */
export function ageText(at: number): string {
  const age = Math.max(0, now() - at);
  if (age < 5_000) return texts.justNow;
  if (age < minute) return fill(texts.secondsAgo, age / 1_000);
  if (age < hour) return fill(texts.minutesAgo, age / minute);
  return age < 48 * hour ? fill(texts.hoursAgo, age / hour) : fill(texts.daysAgo, age / (24 * hour));
}

/** Sets the instant that an age element counts from. */
export function setAge(element: HTMLTimeElement, at: string): void {
  element.dateTime = at;
  element.title = japanTime(Date.parse(at));
  show(element);
}

/** Keeps every `<time data-age>` and the clock in the head of the page going, once a second while the page is seen. */
export function startAges(): void {
  setInterval(() => {
    if (document.hidden) return;
    document.querySelectorAll<HTMLTimeElement>('time[data-age]').forEach(show);
    document.querySelectorAll<HTMLTimeElement>('time[data-clock]').forEach(showClock);
  }, 1_000);
}

function show(element: HTMLTimeElement): void {
  setText(element, ageText(Date.parse(element.dateTime)));
}

function showClock(element: HTMLTimeElement): void {
  setText(element, japanTime(now()));
}

/** `2026-11-21 18:45 JST`; Japan has no summer time, so the offset is always nine hours. */
export function japanTime(at: number): string {
  return `${new Date(at + 9 * hour).toISOString().slice(0, 16).replace('T', ' ')} JST`;
}

function fill(text: string, amount: number): string {
  return text.replace('{0}', String(Math.floor(amount)));
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
