import { setAge } from './ages';
import { onUpdate, type LiveValue } from './stream';

/** Puts new values into the cells that show their series, and moves nothing else. */
export function startValues(onUnknownSeries: () => void): void {
  const waiting = new Map<string, LiveValue>();
  onUpdate((update) => {
    if (waiting.size === 0 && update.values.length > 0) requestAnimationFrame(show);
    for (const value of update.values) waiting.set(key(value), value);
  });

  function show(): void {
    for (const value of waiting.values()) {
      showValue(value);
      showStationAge(value);
    }
    waiting.clear();
  }

  function showValue(value: LiveValue): void {
    const cells = document.querySelectorAll<HTMLElement>(`[data-live="${CSS.escape(key(value))}"]`);
    if (cells.length === 0 && document.querySelector(`[data-every-series="${CSS.escape(value.station)}"]`)) onUnknownSeries();
    cells.forEach((cell) => {
      const at = cell.querySelector<HTMLTimeElement>('time[data-age]');
      if (at && Date.parse(value.measuredAt) < Date.parse(at.dateTime)) return;
      const number = cell.querySelector<HTMLElement>('[data-number]');
      if (number) showNumber(number, value.value);
      if (at) setAge(at, value.measuredAt);
    });
  }
}

function showStationAge(value: LiveValue): void {
  document.querySelectorAll<HTMLTimeElement>(`time[data-station-age="${CSS.escape(value.station)}"]`).forEach((at) => {
    if (!at.dateTime || Date.parse(value.measuredAt) > Date.parse(at.dateTime)) {
      at.dataset.age = '';
      setAge(at, value.measuredAt);
    }
  });
}

function showNumber(element: HTMLElement, value: number | null): void {
  const text = value === null ? '–' : formatNumber(value, Number(element.dataset.decimals ?? '2'));
  if (element.textContent === text) return;
  element.textContent = text;
  element.classList.remove('fresh');
  // Reading a layout property between the two makes the browser start the fade anew.
  void element.offsetWidth;
  element.classList.add('fresh');
}

/** The same form as NumberText on the server: fixed digits and a true minus sign. */
export function formatNumber(value: number, decimals: number): string {
  return value.toFixed(decimals).replace(/^-(?=[\d.]*[1-9])/, '\u2212').replace(/^-/, '');
}

function key(value: LiveValue): string {
  return `${value.station}/${value.device}/${value.sensor}/${value.metric}`;
}
