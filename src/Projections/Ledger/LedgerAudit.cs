using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Ledger;
using MiyagiSensing.Projections.Engine.Audit;

namespace MiyagiSensing.Projections.Ledger;

/// <summary>
/// The five sums of each device and day (Japan), against the ledger's rows. Counted from the tallies as they are, not by the ledger's own rules: what was stored from the readings themselves, what was set aside without
/// regard to the reason.
/// </summary>
internal sealed class LedgerAudit : CountAudit
{
    private const long DayLength = 86_400_000;
    private const long JapanAhead = 9 * 3_600_000;

    [SetsRequiredMembers]
    public LedgerAudit()
    {
        Name = "received, stored, duplicate, set aside and dead letters by device and day (Japan)";
        Table = "ledger";
        Key = [("device", "varchar"), ("day", "date"), ("entry", "smallint")];
        Value = "sum(count)::text";
        EventTypes = new HashSet<string> { EventCatalog.ReadingsRecorded, "message_dead_lettered" };
    }

    public override void Fold(IDomainEvent data, DateTimeOffset recordedAt)
    {
        if (data is MessageDeadLettered letter)
        {
            Add(1, letter.Device, DayOf(letter.ReceivedAt.ToUnixTimeMilliseconds()), LedgerEntry.DeadLettered);
        }
        else if (data is ReadingsRecorded block)
        {
            Fold(block, DayOf(recordedAt.ToUnixTimeMilliseconds()));
        }
    }

    private void Fold(ReadingsRecorded block, long recorded)
    {
        Dictionary<(string Device, long Day), long> stored = [];
        foreach (var group in block.Groups)
        {
            for (var i = 0; i < group.Count; i++)
            {
                var key = (group.Sources[group.SourceIndex[i]].Device, DayOf(group.ReceivedAt[i]));
                stored[key] = stored.GetValueOrDefault(key) + 1;
            }
        }

        foreach (var tally in block.Tallies)
        {
            var day = tally.Day is { } date ? date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber : recorded;
            Add(tally.Received, tally.Device, day, LedgerEntry.Received);
            Add(tally.Stored, tally.Device, day, LedgerEntry.Stored);
            Add(tally.Duplicate, tally.Device, day, LedgerEntry.Duplicate);
            Add(tally.SetAside, tally.Device, day, LedgerEntry.Quarantined);
            foreach (var key in stored.Keys.Where(key => key.Device == tally.Device && (tally.Day is null || key.Day == day)).ToList())
            {
                stored.Remove(key);
            }
        }

        // What has no tally was stored as it came.
        foreach (var ((device, day), count) in stored)
        {
            Add(count, device, day, LedgerEntry.Received);
            Add(count, device, day, LedgerEntry.Stored);
        }
    }

    private static long DayOf(long instant) => (long)Math.Floor((instant + JapanAhead) / (double)DayLength);

    private void Add(long count, string device, long day, LedgerEntry entry) => Add(
        count, device, DateTimeOffset.UnixEpoch.AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ((int)entry).ToString(CultureInfo.InvariantCulture));
}
