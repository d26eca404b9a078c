using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace MiyagiSensing.Projections.TimeSeries;

/// <summary>What InfluxDB would not take, so that it had to be left out: counted, kept for the operator, and logged once a field and reason. The journal has it all the same.</summary>
public sealed class LeftOutPoints
{
    /// <summary>Reasons kept apart. Chosen: more fields than a catalog has; a flood of different texts ends up in one row.</summary>
    private const int MaxRows = 200;

    private readonly Dictionary<(string Field, string Reason), LeftOutValues> _rows = [];
    private readonly Lock _gate = new();
    private readonly Counter<long> _counter;
    private readonly TimeProvider _clock;
    private readonly ILogger<LeftOutPoints> _logger;

    /// <summary>Counts on the projections' meter.</summary>
    public LeftOutPoints(IMeterFactory meters, TimeProvider clock, ILogger<LeftOutPoints> logger)
    {
        _counter = meters.Create(ProjectionServices.MeterName)
            .CreateCounter<long>("miyagi.timeseries.left_out", "{value}", "Values that InfluxDB refused for good, by field and reason.");
        _clock = clock;
        _logger = logger;
    }

    /// <summary>What has been left out since this process started, by field and reason; safe from any thread.</summary>
    public IReadOnlyList<LeftOutValues> List()
    {
        lock (_gate)
        {
            return [.. _rows.Values.OrderBy(row => row.Field, StringComparer.Ordinal)];
        }
    }

    internal void Add(string field, string reason, long count)
    {
        bool isNew;
        lock (_gate)
        {
            if (!_rows.ContainsKey((field, reason)) && _rows.Count >= MaxRows)
            {
                (field, reason) = ("(further)", "further reasons");
            }

            isNew = !_rows.TryGetValue((field, reason), out var row);
            _rows[(field, reason)] = new LeftOutValues(field, reason, (row?.Count ?? 0) + count, _clock.GetUtcNow());
        }

        _counter.Add(count, new("field", field), new("reason", reason));
        if (isNew)
        {
            ProjectionsLog.LeftOut(_logger, field, reason);
        }
    }
}
