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
const heardListeners = new Set<() => void>();
const openListeners = new Set<(again: boolean) => void>();

/** Chosen: long enough not to hammer a server that is coming up, short enough for a person who waits. */
const retryAfter = 5_000;

/** The server pings every 15 seconds; after three missed pings a connection that still looks open is taken for dead. */
const silenceAllowed = 45_000;

export function onUpdate(listener: Listener): void {
  listeners.add(listener);
}

/** Called whenever the server has said anything, so that the page is known to be up to date. */
export function onHeard(listener: () => void): void {
  heardListeners.add(listener);
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
  let heardAt = performance.now();
  let source = connect();
  setInterval(() => {
    if (performance.now() - heardAt > silenceAllowed) {
      source.close();
      tellLost();
      source = connect();
    }
  }, 5_000);
  addEventListener('pagehide', () => source.close());
  // A page that comes back from the browser's cache has a closed stream.
  addEventListener('pageshow', (event) => { if (event.persisted) source = connect(); });

  function tellLost(): void {
    lost = true;
    lostListeners.forEach((listener) => listener());
  }

  function heard(): void {
    heardAt = performance.now();
    heardListeners.forEach((listener) => listener());
  }

  function connect(): EventSource {
    const opened = new EventSource(address);
    heardAt = performance.now();
    opened.addEventListener('ping', heard);
    opened.addEventListener('update', (event) => {
      heard();
      const update = JSON.parse((event as MessageEvent<string>).data) as LiveUpdate;
      listeners.forEach((listener) => listener(update));
    });
    opened.addEventListener('open', () => {
      heard();
      openListeners.forEach((listener) => listener(lost));
      lost = false;
    });
    opened.addEventListener('error', () => {
      tellLost();
      // The browser comes back by itself unless the answer was not a stream, as while the server starts or after a sign-out.
      if (opened.readyState === EventSource.CLOSED) setTimeout(() => { source = connect(); }, retryAfter);
    });
    return opened;
  }
}
