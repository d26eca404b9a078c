using System.Globalization;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>What a bridge's own stream says: the ground of every decision about it. Not thread-safe.</summary>
public sealed class BridgeStory
{
    private readonly Dictionary<string, Inspection> _inspections = [];
    private readonly Dictionary<string, Repair> _repairs = [];

    /// <summary>Version of the stream's last event; 0 without any.</summary>
    public long Version { get; private set; }

    /// <summary>Its facts; null when it was never registered.</summary>
    public BridgeDefinition? Bridge { get; private set; }

    /// <summary>That it left the register; null while it is in.</summary>
    public BridgeRetired? Retirement { get; private set; }

    /// <summary>Its facts while it is in the register; null when it never was, or left.</summary>
    public BridgeDefinition? Registered => Retirement is null ? Bridge : null;

    /// <summary>Its repairs, in the order in which they were recorded.</summary>
    public IEnumerable<Repair> Repairs => _repairs.Values.OrderBy(repair => repair.Number);

    /// <summary>Its inspections, in the order in which they were recorded.</summary>
    public IEnumerable<Inspection> Inspections => _inspections.Values.OrderBy(inspection => inspection.Number);

    /// <summary>Takes the next event of the stream in.</summary>
    public void Evolve(RecordedEvent item)
    {
        Version = item.Version;
        switch (item.Data)
        {
            case BridgeDefined fact:
                (Bridge, Retirement) = (fact.Bridge, null);
                break;
            case BridgeRetired fact:
                Retirement = fact;
                break;
            case InspectionRecorded fact:
                _inspections[fact.Inspection] = new Inspection(_inspections.Count, fact.Inspection, fact.Record, fact.Record);
                break;
            case RepairRecorded fact:
                _repairs[fact.Repair] = new Repair(_repairs.Count, fact.Repair, RepairRecord.Of(fact));
                break;
            case InspectionCorrected fact when _inspections.TryGetValue(fact.Inspection, out var known):
                _inspections[fact.Inspection] = known with { Record = fact.Record, Last = fact.Record ?? known.Last };
                break;
            case RepairCorrected fact when _repairs.TryGetValue(fact.Repair, out var known):
                _repairs[fact.Repair] = known with { Record = fact.Record };
                break;
        }
    }

    /// <summary>One inspection; null when there is none of that id.</summary>
    public Inspection? Find(string inspection) => _inspections.GetValueOrDefault(inspection);

    /// <summary>One repair; null when there is none of that id.</summary>
    public Repair? FindRepair(string repair) => _repairs.GetValueOrDefault(repair);

    /// <summary>Why nothing of a day can be recorded, for people; null when it can.</summary>
    public string? Refusal(string bridge, DateOnly day) => Bridge is null
        ? $"There is no bridge '{bridge}'; see bridge list."
        : Retirement is { } left && day >= left.On
            ? string.Create(CultureInfo.InvariantCulture, $"Bridge {bridge} left the register on {left.On:yyyy-MM-dd} ({left.Reason}), so nothing can have happened to it on {day:yyyy-MM-dd}.")
            : Bridge.InServiceSince > day.Year
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Bridge {bridge} is in service since {Bridge.InServiceSince}, so nothing can have happened to it on {day:yyyy-MM-dd}. Check the day; if the year is wrong, bridge import corrects it.")
                : null;

    /// <summary>One inspection.</summary>
    /// <param name="Number">Order of recording, from 0.</param>
    /// <param name="Id">Id of the inspection.</param>
    /// <param name="Record">What holds; null when it was taken back.</param>
    /// <param name="Last">The newest record that was ever given for it.</param>
    public sealed record Inspection(int Number, string Id, InspectionRecord? Record, InspectionRecord Last);

    /// <summary>One repair.</summary>
    /// <param name="Number">Order of recording, from 0.</param>
    /// <param name="Id">Id of the repair.</param>
    /// <param name="Record">What holds; null when it was taken back.</param>
    public sealed record Repair(int Number, string Id, RepairRecord? Record);
}
