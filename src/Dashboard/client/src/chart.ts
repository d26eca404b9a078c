import uPlot from 'uplot';
import { addValue, seriesName, toColumns, type Readings } from './chart-data';
import { now, readJson, texts } from './page';
import { onOpen, onUpdate } from './stream';
import { formatNumber } from './values';

interface Limit {
  title: string;
  severity: number;
  value: number;
}

interface ChartSettings {
  address: string;
  station: string;
  metric: string;
  title: string;
  unit: string;
  decimals: number;
  hours: number;
  limits: Limit[];
}

const hour = 3_600_000;
const japanOffset = 9 * hour;
const chartHeight = 300;

/** Draws the history that the address of the page asks for, and goes on with live values. */
export async function startChart(element: HTMLElement): Promise<void> {
  const settings = readJson<ChartSettings>('chart-settings');
  let readings: Readings | undefined;
  let plot: uPlot | undefined;
  let drawAgain = false;

  await load();
  onOpen((again) => { if (again) void load(); });
  onUpdate((update) => {
    for (const value of update.values) {
      if (!readings || value.station !== settings.station || value.metric !== settings.metric || value.value === null) continue;
      addValue(readings.series, value.device, value.sensor, value.measuredAt, value.value, windowStart());
      drawAgain = true;
    }
  });
  setInterval(() => { if (drawAgain && !document.hidden) draw(); }, 1_000);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', rebuild);
  new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: chartHeight })).observe(element);

  function windowStart(): number {
    return now() - settings.hours * hour;
  }

  async function load(): Promise<void> {
    try {
      const to = now();
      const query = new URLSearchParams({
        metric: settings.metric, from: new Date(to - settings.hours * hour).toISOString(), to: new Date(to).toISOString(),
        points: String(Math.max(120, Math.min(600, Math.round(element.clientWidth / 2)))),
      });
      const answer = await fetch(`${settings.address}?${query}`, { headers: { Accept: 'application/json' } });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      readings = await answer.json() as Readings;
      rebuild();
    } catch {
      if (!readings) element.textContent = texts.historyUnreadable;
    }
  }

  function rebuild(): void {
    if (!readings) return;
    plot?.destroy();
    plot = undefined;
    draw();
  }

  function draw(): void {
    drawAgain = false;
    if (!readings) return;
    const columns = toColumns(readings.series);
    if ((columns[0]?.length ?? 0) === 0) {
      element.textContent = texts.noValues;
      return;
    }
    if (plot && plot.series.length === columns.length) return plot.setData(columns);
    plot?.destroy();
    element.replaceChildren();
    plot = new uPlot(options(element, settings, readings), columns, element);
  }
}

function options(element: HTMLElement, settings: ChartSettings, { series }: Readings): uPlot.Options {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  const axis = { stroke: colour('--muted'), font: `12px ${style.fontFamily}`, grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 } };
  return {
    width: element.clientWidth,
    height: chartHeight,
    // uPlot writes times as this zone has them; the page says JST beside the chart.
    tzDate: (seconds) => new Date(seconds * 1_000 + japanOffset + new Date(seconds * 1_000).getTimezoneOffset() * 60_000),
    cursor: { drag: { x: false, y: false } },
    legend: { live: true },
    scales: {
      x: { range: () => [(now() - settings.hours * hour) / 1_000, now() / 1_000] },
      y: { range: (_, low, high) => yRange(low, high, settings.limits) },
    },
    axes: [
      { ...axis, values: (_, splits) => splits.map((at) => axisTime(at)), space: 70 },
      { ...axis, size: 58, values: (_, splits, __, ___, step) => splits.map((value) => formatNumber(value, stepDecimals(step))) },
    ],
    series: [
      { label: texts.timeColumn, value: (_, at) => (at ? new Date(at * 1_000 + japanOffset).toISOString().slice(5, 16).replace('T', ' ') : '–') },
      ...series.flatMap((one, index): uPlot.Series[] => {
        const stroke = colour(`--series-${(index % 4) + 1}`);
        const value = (_: uPlot, number: number | null): string => (number == null ? '–' : `${formatNumber(number, settings.decimals)} ${settings.unit}`);
        // After line colours repeat, and for eyes that do not part them, the dashes still do.
        const dash = [[], [8, 4], [2, 3], [10, 3, 2, 3]][index % 4] ?? [];
        return [
          { label: seriesName(one, series) || settings.title, stroke, width: 2, dash, value, points: { size: 5 } },
          { label: 'min', class: 'hidden-legend', stroke: 'transparent', points: { show: false }, value },
          { label: 'max', class: 'hidden-legend', stroke: 'transparent', points: { show: false }, value },
        ];
      }),
    ],
    bands: series.map((_, index): uPlot.Band => ({ series: [index * 3 + 3, index * 3 + 2], fill: `${colour(`--series-${(index % 4) + 1}`)}33` })),
    hooks: { draw: [(plot) => drawLimits(plot, settings.limits, colour)] },
  };
}

/** The values with a little air, and a limit that is near them; a far limit would flatten the line and is named below the chart instead. */
function yRange(low: number | null, high: number | null, limits: Limit[]): [number, number] {
  const lowest = low ?? 0;
  const highest = high ?? 1;
  const span = Math.max(highest - lowest, Math.abs(highest) * 0.02, 0.01);
  const near = limits.map(({ value }) => value).filter((value) => value > lowest - 2 * span && value < highest + 2 * span);
  return [Math.min(lowest, ...near) - span * 0.1, Math.max(highest, ...near) + span * 0.15];
}

function drawLimits(plot: uPlot, limits: Limit[], colour: (name: string) => string): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  for (const { title, severity, value } of limits) {
    const y = Math.round(plot.valToPos(value, 'y', true));
    if (y < bbox.top || y > bbox.top + bbox.height) continue;
    ctx.strokeStyle = colour(`--level-${severity}-line`);
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillStyle = colour('--text');
    ctx.font = `${12 * ratio}px ${colour('--font') || 'sans-serif'}`;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'bottom';
    ctx.setLineDash([]);
    ctx.lineWidth = 4 * ratio;
    ctx.lineJoin = 'round';
    ctx.strokeStyle = colour('--panel');
    ctx.strokeText(title, bbox.left + 6 * ratio, y - 3 * ratio);
    ctx.fillText(title, bbox.left + 6 * ratio, y - 3 * ratio);
  }
  ctx.restore();
}

function axisTime(seconds: number): string {
  const text = new Date(seconds * 1_000 + japanOffset).toISOString();
  return text.slice(11, 16) === '00:00' ? text.slice(5, 10).replace('-', '/') : text.slice(11, 16);
}

function stepDecimals(step: number): number {
  return Math.max(0, Math.min(6, -Math.floor(Math.log10(step) + 1e-9)));
}
