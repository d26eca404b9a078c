using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Ingest.Pipeline;

/// <summary>Last stage before the commit: readings in columns, the tallies, and the batch's other events behind them.</summary>
internal static class BlockAssembly
{
    /// <summary>Fills <see cref="IntakeBatch.Events"/>.</summary>
    /// <param name="batch">Screened and deduplicated.</param>
    /// <param name="id">Id of the block, chosen before the first try.</param>
    /// <param name="now">What day the block belongs to, UTC.</param>
    /// <param name="trace">The commit's activity; null when nothing is traced.</param>
    public static IntakeBatch Run(IntakeBatch batch, Guid id, DateTimeOffset now, Activity? trace)
    {
        List<NewEvent> events = [];
        var tallies = Tally(batch);
        if (batch.Accepted.Count > 0 || batch.SetAside.Count > 0 || tallies.Count > 0)
        {
            var block = new ReadingsRecorded { Groups = Group(batch.Accepted), SetAside = batch.SetAside, Tallies = tallies };
            var stream = string.Create(CultureInfo.InvariantCulture, $"journal:0:{now:yyyyMMdd}");
            var headers = new EventHeaders("platform", trace?.TraceId.ToHexString(), trace?.SpanId.ToHexString());
            events.Add(new NewEvent(id, stream, block, headers));
        }

        foreach (var message in batch.Messages)
        {
            events.AddRange(message.Events);
        }

        batch.Events = events;
        return batch;
    }

    /// <summary>Readings of one shape, clock, identity and decoder share a group.</summary>
    public static IReadOnlyList<ReadingGroup> Group(IReadOnlyList<Reading> readings)
    {
        var groups = new Dictionary<(MetricSet, ClockTrust, IdentityKind, string), GroupColumns>();
        GroupColumns? last = null;
        Reading? lastReading = null;
        foreach (var reading in readings)
        {
            if (last is null || !SameGroup(reading, lastReading!))
            {
                var key = (reading.Metrics, reading.Clock, reading.Identity, reading.Decoder);
                if (!groups.TryGetValue(key, out last))
                {
                    groups.Add(key, last = new GroupColumns(reading, readings.Count));
                }
            }

            last.Add(reading);
            lastReading = reading;
        }

        return [.. groups.Values.Select(columns => columns.ToGroup())];
    }

    private static bool SameGroup(Reading reading, Reading other) =>
        reading.Metrics.Equals(other.Metrics) && reading.Clock == other.Clock && reading.Identity == other.Identity
        && reading.Decoder == other.Decoder;

    private static List<DeviceTally> Tally(IntakeBatch batch)
    {
        var eventful = batch.SetAside.Count > 0 || batch.Duplicates.Count > 0;
        if (!eventful && !batch.Messages.Any(message => message.DeadLettered > 0))
        {
            return [];
        }

        var deadLettered = Count(batch.Messages.Where(message => message.DeadLettered > 0), message => (message.Device, message.ReceivedAt), message => message.DeadLettered);
        var decoded = Count(batch.Messages.SelectMany(message => message.Readings), KeyOf, _ => 1);
        var stored = Count(batch.Accepted, KeyOf, _ => 1);
        var duplicate = Count(batch.Duplicates, KeyOf, _ => 1);
        List<DeviceTally> tallies = [];
        foreach (var key in decoded.Keys.Union(deadLettered.Keys))
        {
            var readings = decoded.GetValueOrDefault(key);
            var tally = new DeviceTally
            {
                Device = key.Device,
                Day = key.Day,
                Received = readings + deadLettered.GetValueOrDefault(key),
                Stored = stored.GetValueOrDefault(key),
                Duplicate = duplicate.GetValueOrDefault(key),
                SetAside = readings - stored.GetValueOrDefault(key) - duplicate.GetValueOrDefault(key),
                DeadLettered = deadLettered.GetValueOrDefault(key),
            };
            if (tally.Received != tally.Stored)
            {
                tallies.Add(tally);
            }
        }

        return tallies;
    }

    private static (string Device, DateTimeOffset At) KeyOf(Reading reading) => (reading.Source.Device, reading.ReceivedAt);

    private static Dictionary<(string Device, DateOnly Day), int> Count<T>(IEnumerable<T> items, Func<T, (string Device, DateTimeOffset At)> key, Func<T, int> number)
    {
        Dictionary<(string Device, DateOnly Day), int> counts = [];
        foreach (var item in items)
        {
            var (device, at) = key(item);
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (device, JapanDay.Of(at)), out _) += number(item);
        }

        return counts;
    }
}
