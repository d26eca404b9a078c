using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Rivers;

/// <summary>The newest reading of each level series (no newer than it arrived), against <c>river_readings</c>.</summary>
internal sealed class GaugeReadingsAudit : RowAudit
{
    [SetsRequiredMembers]
    public GaugeReadingsAudit()
    {
        Name = "level series with their newest reading";
        Table = "river_readings";
        Key = [("device", "varchar"), ("sensor", "varchar")];
        Value = "max((extract(epoch from least(measured_at, received_at)) * 1000)::bigint)::text";
        EventTypes = new HashSet<string> { EventCatalog.ReadingsRecorded };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        foreach (var group in ((ReadingsRecorded)data).Groups.Where(group => group.Metrics.Names.Contains(GaugeLimits.Metric)))
        {
            for (var i = 0; i < group.Count; i++)
            {
                var source = group.Sources[group.SourceIndex[i]];
                Note(Math.Min(group.MeasuredAt[i], group.ReceivedAt[i]).ToString(CultureInfo.InvariantCulture), source.Device, source.Sensor);
            }
        }
    }

    public override string Combine(string earlier, string later) => Number(later) > Number(earlier) ? later : earlier;

    public override long NumberOf(string value) => 1;

    public override string Describe(string value) => DateTimeOffset.FromUnixTimeMilliseconds(Number(value)).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static long Number(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
