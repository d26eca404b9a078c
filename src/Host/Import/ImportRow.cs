namespace MiyagiSensing.Host.Import;

/// <summary>What one line says.</summary>
/// <param name="Device">Device id.</param>
/// <param name="Station">Station id.</param>
/// <param name="MeasuredAt">UTC, whole milliseconds.</param>
/// <param name="Values">For each of <see cref="ImportMapper.Shapes"/> a value for each of its metrics; NaN is missing.</param>
internal sealed record ImportRow(string Device, string Station, DateTimeOffset MeasuredAt, double[][] Values);
