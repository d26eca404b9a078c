import * as L from 'leaflet';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { readJson } from './page';

interface MapStation {
  name: string;
  domain: string;
  state: string;
  mark: string;
  severity: number;
  latitude: number;
  longitude: number;
  fictional: string | null;
  address: string;
}

/** Shows the stations over the prefecture's outline; all shapes come from this server, so the map works in a closed network. */
export async function startMap(element: HTMLElement): Promise<void> {
  const map = L.map(element, {
    attributionControl: false, zoomSnap: 0.25, zoomDelta: 0.5, minZoom: 7, maxZoom: 13, scrollWheelZoom: false,
    // A finger or a wheel that passes over the map scrolls the page; two fingers, or the wheel after a click, move the map.
    dragging: !matchMedia('(pointer: coarse)').matches,
    maxBounds: [[36.9, 138.6], [40.0, 143.6]],
  });
  const [land, prefecture] = await Promise.all([fetchJson<GeoJSON.MultiPolygon>(element.dataset.land), fetchJson<Topology>(element.dataset.prefecture)]);
  const municipalities = Object.values(prefecture.objects)[0] as GeometryCollection;
  L.geoJSON(land, { interactive: false, style: { className: 'map-land' } }).addTo(map);
  L.geoJSON(feature(prefecture, municipalities), { interactive: false, style: { className: 'map-prefecture' } }).addTo(map);
  L.geoJSON(mesh(prefecture, municipalities, (a, b) => a !== b), { interactive: false, style: { className: 'map-border' } }).addTo(map);
  L.geoJSON(mesh(prefecture, municipalities, (a, b) => a === b), { interactive: false, style: { className: 'map-outline' } }).addTo(map);
  map.fitBounds([[37.78, 140.3], [39.0, 141.68]], { padding: [8, 8] });
  L.control.scale({ imperial: false }).addTo(map);

  const markers = L.layerGroup().addTo(map);
  let shown = '';
  show();
  document.addEventListener('fragments-exchanged', show);
  map.once('click focus', () => map.scrollWheelZoom.enable());

  function show(): void {
    const text = document.getElementById('map-stations')?.textContent ?? '';
    if (text === shown) return;
    shown = text;
    markers.clearLayers();
    for (const station of readJson<MapStation[]>('map-stations')) markers.addLayer(marker(station));
  }
}

function marker(station: MapStation): L.Marker {
  const label = `${station.name} ${station.state}`;
  const size = station.severity > 0 ? 24 : 14;
  return L.marker([station.latitude, station.longitude], {
    icon: L.divIcon({ html: symbol(station), className: `mark mark-${station.mark}${station.fictional ? ' made-up' : ''}`, iconSize: [size, size] }),
    title: label, alt: label, riseOnHover: true, zIndexOffset: station.severity * 1_000,
  }).bindPopup(() => popup(station), { closeButton: false, minWidth: 180 });
}

function symbol(station: MapStation): HTMLElement {
  const wrapper = document.createElement('span');
  const picture = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#mark-${station.mark}`);
  picture.setAttribute('viewBox', '0 0 20 20');
  picture.append(use);
  wrapper.append(picture);
  return wrapper;
}

function popup(station: MapStation): HTMLElement {
  const content = document.createElement('div');
  const link = document.createElement('a');
  link.href = station.address;
  link.textContent = station.name;
  content.append(link, line(`${station.domain} · ${station.state}`));
  if (station.fictional) content.append(line(station.fictional));
  return content;
}

function line(text: string): HTMLElement {
  const element = document.createElement('div');
  element.textContent = text;
  return element;
}

async function fetchJson<T>(address: string | undefined): Promise<T> {
  const answer = await fetch(address ?? '');
  if (!answer.ok) throw new Error(`${answer.status} for ${address}`);
  return await answer.json() as T;
}
