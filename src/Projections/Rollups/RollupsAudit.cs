using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Rollups;

/// <summary>Readings of each series and day of the device's clock (Japan), with and without a value, against the sums of the day's hours. Corrections move readings between the two, and change no sum of both.</summary>
internal sealed class RollupsAudit : CountAudit
{
    private const double DayLength = 86_400_000;
    private const long JapanAhead = 9 * 3_600_000;

    [SetsRequiredMembers]
    public RollupsAudit()
    {
        Name = "readings by series and day (Japan)";
        Table = "rollup_hours";
        Key = [("device", "varchar"), ("sensor", "varchar"), ("metric", "varchar"), ("day", "date")];
        Value = "sum(count + missing)::text";
        EventTypes = new HashSet<string> { EventCatalog.ReadingsRecorded };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        foreach (var group in ((ReadingsRecorded)data).Groups)
        {
            Dictionary<(int Source, long Day), int> counts = [];
            for (var i = 0; i < group.Count; i++)
            {
                var key = (group.SourceIndex[i], (long)Math.Floor((group.MeasuredAt[i] + JapanAhead) / DayLength));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }

            foreach (var ((source, day), count) in counts)
            {
                var date = DateTimeOffset.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                foreach (var metric in group.Metrics.Names)
                {
                    Add(count, group.Sources[source].Device, group.Sources[source].Sensor, metric, date);
                }
            }
        }
    }
}
