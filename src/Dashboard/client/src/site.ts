import { startAges } from './ages';
import { startBanner } from './banner';
import { refreshFragments } from './fragments';
import { streamAddress } from './page';
import { onLost, onOpen, onUpdate, openStream } from './stream';
import { startValues } from './values';

startAges();

const map = document.getElementById('map');
if (map) void import('./map').then(({ startMap }) => startMap(map));

const chart = document.getElementById('chart');
if (chart) void import('./chart').then(({ startChart }) => startChart(chart));

if (streamAddress) {
  startBanner();
  startValues(refreshFragments);
  onUpdate((update) => {
    if (update.alertsChanged.length > 0 || update.devicesChanged.length > 0) refreshFragments();
  });
  onOpen((again) => {
    if (again) refreshFragments();
  });
  // A lost stream may mean that the person has been signed out; reading the page tells.
  onLost(refreshFragments);
  openStream(streamAddress);
}

// A choice in a filter applies at once; without script the form has its button.
document.querySelectorAll<HTMLFormElement>('form[data-apply-on-change]').forEach((form) => {
  form.addEventListener('change', () => form.requestSubmit());
});
