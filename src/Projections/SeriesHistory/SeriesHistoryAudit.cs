using System.Diagnostics.CodeAnalysis;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>Readings of each series and day of the device's clock (UTC), against the counts of the day's rows.</summary>
internal sealed class SeriesHistoryAudit : CountAudit
{
    [SetsRequiredMembers]
    public SeriesHistoryAudit()
    {
        Name = "readings by series and day (UTC)";
        Table = "series_history";
        Key = [("device", "varchar"), ("sensor", "varchar"), ("metric", "varchar"), ("day", "date")];
        Value = "sum(count)::text";
        EventTypes = new HashSet<string> { EventCatalog.ReadingsRecorded };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        foreach (var group in ((ReadingsRecorded)data).Groups)
        {
            Dictionary<(int Source, long Day), int> counts = [];
            for (var i = 0; i < group.Count; i++)
            {
                var key = (group.SourceIndex[i], DayOf(group.MeasuredAt[i]));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }

            foreach (var ((source, day), count) in counts)
            {
                var date = DateTimeOffset.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
                foreach (var metric in group.Metrics.Names)
                {
                    Add(count, group.Sources[source].Device, group.Sources[source].Sensor, metric, date);
                }
            }
        }
    }

    private static long DayOf(long instant) => (long)Math.Floor(instant / 86_400_000.0);
}
