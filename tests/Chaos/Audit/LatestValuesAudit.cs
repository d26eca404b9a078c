using Npgsql;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>The newest value of each series: by the device's clock, but none counts as newer than its arrival.</summary>
internal sealed class LatestValuesAudit : IReadModelAudit
{
    private readonly Dictionary<(string Device, string Sensor, string Metric), StoredValue> _latest = [];

    public void Fold(in StoredValue value)
    {
        var key = (value.Identity.Device, value.Identity.Sensor, value.Identity.Metric);
        if (!_latest.TryGetValue(key, out var newest) || Rank(value).CompareTo(Rank(newest)) > 0)
        {
            _latest[key] = value;
        }
    }

    public async Task CompareAsync(NpgsqlConnection connection, Findings findings, CancellationToken cancellationToken)
    {
        const string Where = "latest_values";
        await using var command = new NpgsqlCommand(
            "select device, sensor, metric, value, (extract(epoch from measured_at) * 1000)::bigint from miyagi.latest_values where device like 'chaos-%'", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var expected = new Dictionary<(string, string, string), StoredValue>(_latest);
        while (await rows.ReadAsync(cancellationToken))
        {
            var key = (rows.GetString(0), rows.GetString(1), rows.GetString(2));
            var (value, measured) = (rows.IsDBNull(3) ? double.NaN : rows.GetDouble(3), rows.GetInt64(4));
            if (!expected.Remove(key, out var newest))
            {
                findings.AddAltered(Where, $"{key} = {value}, of which nothing was stored");
            }
            else if (!newest.Value.Equals(value) || newest.MeasuredAt != measured)
            {
                findings.AddAltered(Where, $"{key} is {value} of {measured}, newest is {newest.Value} of {newest.MeasuredAt}");
            }
        }

        foreach (var (key, newest) in expected)
        {
            findings.AddMissing(Where, $"{key} = {newest.Value}");
        }
    }

    private static (long, long) Rank(in StoredValue value) => (Math.Min(value.MeasuredAt, value.ReceivedAt), value.MeasuredAt);
}
