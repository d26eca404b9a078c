using System.Text.Json;

namespace MiyagiSensing.Integration.Fixtures;

/// <summary>Reads InfluxDB over InfluxQL.</summary>
/// <param name="address">The server.</param>
/// <param name="database">The database.</param>
public sealed class InfluxProbe(Uri address, string database)
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The instants (Unix ms) of the points of one device's metric, in order; empty while the measurement does not exist.</summary>
    /// <remarks>InfluxDB holds one point for a series and an instant, so a reading written twice is here once: doubles show in the event store.</remarks>
    public async Task<IReadOnlyList<long>> InstantsAsync(string measurement, string device, string metric, CancellationToken cancellationToken) =>
        [.. (await ValuesAsync(measurement, device, metric, cancellationToken)).Select(point => point.Instant)];

    /// <summary>As <see cref="InstantsAsync"/>, with the values.</summary>
    public async Task<IReadOnlyList<(long Instant, double Value)>> ValuesAsync(string measurement, string device, string metric, CancellationToken cancellationToken)
    {
        var query = $"select \"{metric}\" from \"{measurement}\" where device = '{device}'";
        var path = $"query?db={database}&epoch=ms&q={Uri.EscapeDataString(query)}";
        await using var body = await Http.GetStreamAsync(new Uri(address, path), cancellationToken);
        using var answer = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        var result = answer.RootElement.GetProperty("results")[0];
        if (!result.TryGetProperty("series", out var series))
        {
            return [];
        }

        return [.. series.EnumerateArray()
            .SelectMany(one => one.GetProperty("values").EnumerateArray())
            .Select(row => (row[0].GetInt64(), row[1].GetDouble()))
            .Order()];
    }
}
