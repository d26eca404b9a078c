using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Projections.Engine;

namespace MiyagiSensing.Projections.Bridges;

/// <summary>Reads the register's rows; duties are worked out when they are asked for, since they change with the day.</summary>
internal sealed class BridgeQueries(ProjectionDatabase database) : IBridgeQueries
{
    public async Task<IReadOnlyList<BridgeOverview>> ListAsync(DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        var rows = await BridgeRows.ReadAsync(database, bridge: null, End(knownOn), cancellationToken);
        var (inspections, repairs) = (rows.Inspections.ToLookup(item => item.Bridge), rows.Repairs.ToLookup(repair => repair.Bridge));
        return
        [
            .. rows.Versions.GroupBy(version => version.Id).OrderBy(versions => versions.Key, StringComparer.Ordinal)
                .Select(versions => Overview([.. versions], inspections[versions.Key], repairs[versions.Key], day))
                .Where(bridge => bridge.Retirement is not { } left || left.On > day),
        ];
    }

    public async Task<BridgeDossier?> FindAsync(string bridge, DateOnly day, DateOnly? knownOn, CancellationToken cancellationToken)
    {
        var rows = await BridgeRows.ReadAsync(database, bridge, End(knownOn), cancellationToken);
        if (rows.Versions.Count == 0)
        {
            return null;
        }

        return new BridgeDossier(
            Overview(rows.Versions, rows.Inspections, rows.Repairs, day),
            [.. rows.Versions.Reverse()],
            NewestFirst(rows.Inspections, item => item.Inspection, item => item.Record?.Date),
            NewestFirst(rows.Repairs, item => item.Repair, item => item.Record?.Date));
    }

    /// <summary>What was recorded from here on is not known at the end of a day in Japan.</summary>
    private static DateTimeOffset End(DateOnly? knownOn) => knownOn is { } day ? JapanDay.StartOf(day.AddDays(1)) : DateTimeOffset.MaxValue;

    /// <summary>Versions of one thing stay together, newest first, under the newest day that was ever given for it.</summary>
    private static IReadOnlyList<T> NewestFirst<T>(IEnumerable<T> versions, Func<T, string> id, Func<T, DateOnly?> day) =>
    [
        .. versions.GroupBy(id).OrderByDescending(thing => thing.Select(day).LastOrDefault(given => given is not null)).ThenBy(thing => thing.Key, StringComparer.Ordinal)
            .SelectMany(thing => thing.Reverse()),
    ];

    private static BridgeOverview Overview(IReadOnlyList<BridgeVersion> versions, IEnumerable<BridgeInspection> inspections, IEnumerable<BridgeRepair> repairs, DateOnly day)
    {
        var cycle = InspectionCycle.Of(day);
        var visits = inspections.Where(item => item.SupersededAt is null && item.Record?.Date <= day).OrderBy(item => item.Record!.Date).ThenBy(item => item.Position)
            .Select(item => item.Record!).ToList();
        var done = repairs.Where(item => item.SupersededAt is null && item.Record?.Date <= day).Select(item => item.Record!).ToList();
        var parts = PartState.Of(visits, done.Select(repair => (repair.Date, repair.Parts)));
        var duty = InspectionDuty.Of(visits.Select(visit => visit.Date), day);
        return new BridgeOverview
        {
            Bridge = versions.Last(version => version.Bridge is not null).Bridge!,
            Retirement = versions[^1].Retirement,
            Duty = versions[^1].Retirement is { } left && left.On <= day ? duty with { State = InspectionDuty.None, Due = null } : duty,
            InspectionsInCycle = visits.Count(visit => cycle.Contains(visit.Date)),
            Parts = parts,
            WorstGrade = InspectionWords.Worst(parts.Where(part => part.Repaired is null).Select(part => part.Grade)),
            LastRepair = done.Max(repair => (DateOnly?)repair.Date),
        };
    }
}
