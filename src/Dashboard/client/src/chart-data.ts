import uPlot from 'uplot';

export interface ReadingPoint {
  at: string;
  mean: number;
  minimum: number;
  maximum: number;
}

export interface ReadingSeries {
  device: string;
  sensor: string;
  points: ReadingPoint[];
}

export interface Readings {
  station: string;
  metric: string;
  unit: string;
  series: ReadingSeries[];
}

/** What tells one line from the others: the sensor, with the device where devices differ; empty for an only line with the default sensor. */
export function seriesName({ device, sensor }: ReadingSeries, all: ReadingSeries[]): string {
  const shownSensor = sensor === 'main' ? '' : sensor;
  return all.some((other) => other.device !== device) ? `${device} ${shownSensor}`.trimEnd() : shownSensor;
}

/** Columns for uPlot: seconds, then mean, minimum and maximum of each series. Null breaks a line, undefined is bridged. */
export function toColumns(series: ReadingSeries[]): uPlot.AlignedData {
  if (series.length === 0) return [[]];
  const tables = series.map(({ points }) => withGaps(points));
  return uPlot.join(tables as uPlot.AlignedData[], tables.map(() => [2, 2, 2, 2]));
}

/** A silence of more than three usual steps shows as a gap in the line, not as a straight one that nobody measured. */
function withGaps(points: ReadingPoint[]): (number | null)[][] {
  const seconds = points.map(({ at }) => Date.parse(at) / 1_000);
  const steps = seconds.slice(1).map((at, index) => at - (seconds[index] ?? at)).sort((a, b) => a - b);
  const longest = 3 * (steps[Math.floor(steps.length / 2)] ?? Infinity);
  const columns: [number[], (number | null)[], (number | null)[], (number | null)[]] = [[], [], [], []];
  points.forEach((point, index) => {
    const at = seconds[index] ?? 0;
    const before = seconds[index - 1];
    if (before !== undefined && at - before > longest) push((at + before) / 2, null, null, null);
    push(at, point.mean, point.minimum, point.maximum);
  });
  return columns;

  function push(at: number, mean: number | null, minimum: number | null, maximum: number | null): void {
    columns[0].push(at);
    columns[1].push(mean);
    columns[2].push(minimum);
    columns[3].push(maximum);
  }
}

/** Takes a live value into its series, in order of time, and lets go of what has left the window. */
export function addValue(series: ReadingSeries[], device: string, sensor: string, at: string, value: number, from: number): void {
  let line = series.find((one) => one.device === device && one.sensor === sensor);
  if (!line) series.push(line = { device, sensor, points: [] });
  const instant = Date.parse(at);
  const before = line.points.findLastIndex((point) => Date.parse(point.at) <= instant);
  line.points.splice(before + 1, 0, { at, mean: value, minimum: value, maximum: value });
  line.points = line.points.filter((point) => Date.parse(point.at) >= from);
}
