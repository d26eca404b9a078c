/** The one event stream of the page. Every island listens here, so that a page holds one connection, not one an island. */

export interface LiveValue {
  station: string;
  device: string;
  sensor: string;
  metric: string;
  value: number | null;
  measuredAt: string;
  receivedAt: string;
}

export interface LiveUpdate {
  position: number;
  values: LiveValue[];
  alertsChanged: string[];
  devicesChanged: string[];
}

type Listener = (update: LiveUpdate) => void;

const listeners = new Set<Listener>();
const lostListeners = new Set<() => void>();
const openListeners = new Set<(again: boolean) => void>();

/** Chosen: long enough not to hammer a server that is coming up, short enough for a person who waits. */
const retryAfter = 5_000;

export function onUpdate(listener: Listener): void {
  listeners.add(listener);
}

/** Called each time the connection is lost or can't be made. */
export function onLost(listener: () => void): void {
  lostListeners.add(listener);
}

/** Called each time the connection stands; `again` is true when it had been lost, so that changes may have been missed. */
export function onOpen(listener: (again: boolean) => void): void {
  openListeners.add(listener);
}

export function openStream(address: string): void {
  let lost = false;
  connect();

  function connect(): void {
    const source = new EventSource(address);
    source.addEventListener('update', (event) => {
      const update = JSON.parse((event as MessageEvent<string>).data) as LiveUpdate;
      listeners.forEach((listener) => listener(update));
    });
    source.addEventListener('open', () => {
      openListeners.forEach((listener) => listener(lost));
      lost = false;
    });
    source.addEventListener('error', () => {
      lost = true;
      lostListeners.forEach((listener) => listener());
      // The browser comes back by itself unless the answer was not a stream, as while the server starts or after a sign-out.
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, retryAfter);
    });
    addEventListener('pagehide', () => source.close(), { once: true });
  }
}
