// Bundles the islands and the styles, and prepares the map's shapes, into the folder named on the command line.
// Every file name carries a hash of its content, so that browsers may keep it for ever; assets.json tells the names.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { feature } from 'topojson-client';

const out = process.argv[2];
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const bundle = await build({
  entryPoints: ['src/site.ts', 'styles/site.css'],
  outdir: out,
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  format: 'esm',
  target: 'es2023',
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  loader: { '.png': 'dataurl' },
  legalComments: 'inline',
  logLevel: 'warning',
});

const names = {};
for (const [path, output] of Object.entries(bundle.metafile.outputs)) {
  if (output.entryPoint === 'src/site.ts') names['site.js'] = basename(path);
  if (output.entryPoint === 'styles/site.css') names['site.css'] = basename(path);
}

// The part of Natural Earth's land that a map of the prefecture can show, degrees.
const box = { west: 138.6, south: 36.9, east: 143.6, north: 40.0 };
const world = JSON.parse(await readFile('node_modules/world-atlas/land-10m.json', 'utf8'));
names['land.json'] = await writeHashed('land', JSON.stringify(clip(feature(world, world.objects.land), box)));
names['miyagi.json'] = await writeHashed('miyagi', await readFile('data/miyagi.json', 'utf8'));
await writeFile(join(out, 'assets.json'), JSON.stringify(names));

async function writeHashed(name, text) {
  const file = `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.json`;
  await writeFile(join(out, file), text);
  return file;
}

/** The outer rings of all polygons, cut to the box (Sutherland and Hodgman 1974); lakes do not matter at this scale. */
function clip(collection, { west, south, east, north }) {
  const polygons = collection.features.flatMap(({ geometry }) =>
    geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
  const edges = [
    { axis: 0, at: west, sign: 1 }, { axis: 0, at: east, sign: -1 },
    { axis: 1, at: south, sign: 1 }, { axis: 1, at: north, sign: -1 },
  ];
  const rings = polygons
    .map(([outer]) => edges.reduce(cut, outer.slice(0, -1)))
    .filter((ring) => ring.length > 2)
    .map((ring) => [...ring, ring[0]].map((point) => point.map((degrees) => Math.round(degrees * 1e4) / 1e4)));
  return { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}

function cut(ring, { axis, at, sign }) {
  const inside = (point) => (point[axis] - at) * sign >= 0;
  return ring.flatMap((to, index) => {
    const from = ring.at(index - 1);
    const crossing = inside(from) === inside(to) ? [] : [crossAt(from, to, axis, at)];
    return inside(to) ? [...crossing, to] : crossing;
  });
}

function crossAt(from, to, axis, at) {
  const share = (at - from[axis]) / (to[axis] - from[axis]);
  const point = from.map((start, i) => start + (to[i] - start) * share);
  point[axis] = at;
  return point;
}
