using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;

namespace MiyagiSensing.Domain.Ledger;

/// <summary>
/// What an event adds to the ledger. The sum is exact for each commit: received = stored + duplicate + quarantined + dead letters, the first from the block's tallies (or its stored readings where it has no
/// tally), the last from the dead letters that follow it.
/// </summary>
public static class LedgerCounting
{
    /// <summary>The reason of dead letters that do not name their class.</summary>
    public const string Unclassified = "unclassified";

    /// <summary>The numbers that a block adds; dead letters are received here and named by <see cref="Of(MessageDeadLettered)"/>.</summary>
    /// <param name="block">The block.</param>
    /// <param name="recordedAt">When it was stored; the day of tallies that have none.</param>
    public static IReadOnlyList<LedgerCount> Of(ReadingsRecorded block, DateTimeOffset recordedAt)
    {
        var dayless = block.Tallies.Where(tally => tally.Day is null).Select(tally => tally.Device).ToHashSet();
        var recorded = JapanDay.Of(recordedAt);
        DateOnly DayOf(string device, long receivedAt) => dayless.Contains(device) ? recorded : JapanDay.Of(receivedAt);

        List<LedgerCount> counts = [];
        var tallied = block.Tallies.Select(tally => (tally.Device, tally.Day ?? recorded)).ToHashSet();
        foreach (var ((device, day), stored) in Stored(block, DayOf))
        {
            counts.Add(new LedgerCount(device, day, LedgerEntry.Stored, "", stored));
            if (!tallied.Contains((device, day)))
            {
                counts.Add(new LedgerCount(device, day, LedgerEntry.Received, "", stored));
            }
        }

        foreach (var tally in block.Tallies)
        {
            var day = tally.Day ?? recorded;
            counts.Add(new LedgerCount(tally.Device, day, LedgerEntry.Received, "", tally.Received));
            counts.Add(new LedgerCount(tally.Device, day, LedgerEntry.Duplicate, "", tally.Duplicate));
            AddQuarantined(counts, tally, day, [.. block.SetAside.Where(item => item.Device == tally.Device && DayOf(item.Device, item.ReceivedAt) == day)]);
        }

        return counts;
    }

    /// <summary>The number that a dead letter adds.</summary>
    public static LedgerCount Of(MessageDeadLettered letter) =>
        new(letter.Device, JapanDay.Of(letter.ReceivedAt), LedgerEntry.DeadLettered, letter.Kind ?? Unclassified, 1);

    /// <summary>
    /// A reading in conflict may have other metrics that are new: it is then listed as set aside and counts as stored. So conflicts count as what the tally's number leaves to them; the other reasons always
    /// take a reading whole.
    /// </summary>
    private static void AddQuarantined(List<LedgerCount> counts, DeviceTally tally, DateOnly day, IReadOnlyList<SetAsideReading> setAside)
    {
        var conflicts = tally.SetAside;
        foreach (var (reason, count) in setAside.Where(item => item.Reason != SetAsideReasons.Conflict).CountBy(item => item.Reason))
        {
            counts.Add(new LedgerCount(tally.Device, day, LedgerEntry.Quarantined, reason, count));
            conflicts -= count;
        }

        if (conflicts > 0)
        {
            counts.Add(new LedgerCount(tally.Device, day, LedgerEntry.Quarantined, SetAsideReasons.Conflict, conflicts));
        }
    }

    private static Dictionary<(string Device, DateOnly Day), long> Stored(ReadingsRecorded block, Func<string, long, DateOnly> dayOf)
    {
        Dictionary<(string Device, DateOnly Day), long> stored = [];
        foreach (var group in block.Groups)
        {
            // Nearly every group arrived on one day, so the day is worked out once a sensor.
            var sameDay = JapanDay.Of(group.ReceivedAt.Min()) == JapanDay.Of(group.ReceivedAt.Max());
            var counts = new int[group.Sources.Length];
            for (var i = 0; i < group.Count; i++)
            {
                counts[group.SourceIndex[i]]++;
                if (!sameDay)
                {
                    Add(group.Sources[group.SourceIndex[i]].Device, group.ReceivedAt[i], 1);
                }
            }

            for (var s = 0; sameDay && s < counts.Length; s++)
            {
                Add(group.Sources[s].Device, group.ReceivedAt[0], counts[s]);
            }
        }

        return stored;

        void Add(string device, long receivedAt, int count)
        {
            var key = (device, dayOf(device, receivedAt));
            stored[key] = stored.GetValueOrDefault(key) + count;
        }
    }
}
