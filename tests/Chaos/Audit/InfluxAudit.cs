using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MiyagiSensing.Chaos.Load;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>Compares InfluxDB with the values of the event store, point by point.</summary>
/// <param name="address">The query address, to which the InfluxQL is appended.</param>
internal sealed class InfluxAudit(Uri address)
{
    private const string Where = "InfluxDB";
    private static readonly string[] Measurements = ["river", "buoy", "pipe-bridge", "rtk"];
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(120) };

    /// <summary>Every value that a round has stored is there, with that value, and nothing else is there in its time.</summary>
    public async Task CompareAsync(IReadOnlyList<StoredValue> stored, Findings findings, CancellationToken cancellationToken)
    {
        // Fast clocks write into the time of later rounds, so they are asked for apart.
        await CompareAsync([.. stored.Where(value => !IsFast(value))], "!~", findings, cancellationToken);
        await CompareAsync([.. stored.Where(IsFast)], "=~", findings, cancellationToken);
    }

    /// <summary>Everything that is there, whatever its time, as a fingerprint; the counting device is left out, since two of its values may share an instant.</summary>
    public async Task<Fingerprint> ReadAllAsync(CancellationToken cancellationToken)
    {
        var all = new Fingerprint();
        foreach (var measurement in Measurements)
        {
            await foreach (var (identity, value) in QueryAsync($"select * from \"{measurement}\" where device != 'chaos-counting'", cancellationToken))
            {
                all.Add(identity, value);
            }
        }

        return all;
    }

    private static bool IsFast(StoredValue value) => value.Identity.Device.StartsWith("chaos-fast", StringComparison.Ordinal);

    private async Task CompareAsync(List<StoredValue> stored, string match, Findings findings, CancellationToken cancellationToken)
    {
        if (stored.Count == 0)
        {
            return;
        }

        var expected = new Dictionary<Identity, List<double>>(stored.Count);
        foreach (var value in stored)
        {
            var point = value.Identity with { Key = value.MeasuredAt, IsCounter = false };
            if (expected.TryGetValue(point, out var values))
            {
                values.Add(value.Value);
            }
            else
            {
                expected.Add(point, [value.Value]);
            }
        }

        var (from, to) = (stored.Min(value => value.MeasuredAt), stored.Max(value => value.MeasuredAt));
        foreach (var measurement in Measurements)
        {
            var query = string.Create(
                CultureInfo.InvariantCulture, $"select * from \"{measurement}\" where time >= {from}ms and time <= {to}ms and device {match} /^chaos-fast/");
            await foreach (var (identity, value) in QueryAsync(query, cancellationToken))
            {
                if (!expected.Remove(identity, out var values))
                {
                    findings.AddTwice(Where, $"{identity} = {value}, which the event store does not hold");
                }
                else if (!values.Contains(value))
                {
                    findings.AddAltered(Where, $"{identity} is {value}, in the event store {values[^1]}");
                }
            }
        }

        foreach (var (identity, values) in expected)
        {
            findings.AddMissing(Where, $"{identity} = {values[^1]}");
        }
    }

    private async IAsyncEnumerable<(Identity Identity, double Value)> QueryAsync(string query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var answer = await Http.GetAsync(new Uri(address + Uri.EscapeDataString(query)), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        answer.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            using var chunk = JsonDocument.Parse(line);
            var result = chunk.RootElement.GetProperty("results")[0];
            if (result.TryGetProperty("error", out var error))
            {
                throw new ChaosException($"InfluxDB can't answer '{query}': {error.GetString()}");
            }

            if (!result.TryGetProperty("series", out var series))
            {
                continue;
            }

            foreach (var one in series.EnumerateArray())
            {
                string[] columns = [.. one.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
                var (device, sensor) = (Array.IndexOf(columns, "device"), Array.IndexOf(columns, "sensor"));
                foreach (var row in one.GetProperty("values").EnumerateArray())
                {
                    for (var i = 1; i < columns.Length; i++)
                    {
                        if (row[i].ValueKind == JsonValueKind.Number)
                        {
                            yield return (new Identity(row[device].GetString()!, row[sensor].GetString()!, columns[i], row[0].GetInt64()), row[i].GetDouble());
                        }
                    }
                }
            }
        }
    }
}
