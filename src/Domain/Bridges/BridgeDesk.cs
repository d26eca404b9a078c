using System.Globalization;
using System.Security.Cryptography;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>
/// Records what happens to bridges, for whoever asks: command line, pages, files. What it decides by it reads from the bridge's own stream, so that it never lags behind itself, and it appends only if nobody else has
/// meanwhile. Safe to use at once from several threads.
/// </summary>
public sealed class BridgeDesk(IEventStore store, TimeProvider clock)
{
    /// <summary>Records an inspection.</summary>
    public async Task<BridgeDeskResult> InspectAsync(string bridge, InspectionRecord record, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        if ((Refusal(story, bridge, record) ?? Known(story, bridge, record)) is { } refusal)
        {
            return new BridgeDeskResult.Refused(refusal);
        }

        var id = NewId("i");
        return await AppendAsync(bridge, story, new InspectionRecorded(bridge, id, record), id, actor, cancellationToken);
    }

    /// <summary>
    /// Records an inspection out of a file that may be read again. The same inspector on the same day is the same inspection: the same record changes nothing, and another one is refused, unless it is said why the one
    /// before was wrong.
    /// </summary>
    /// <param name="bridge">Bridge id.</param>
    /// <param name="record">What was done and found.</param>
    /// <param name="correction">Why a record that stands was wrong; null refuses another one.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<BridgeDeskResult> EnterAsync(string bridge, InspectionRecord record, string? correction, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        var same = story.Inspections.LastOrDefault(inspection => IsSameVisit(inspection.Last, record) && inspection.Record is not null)
            ?? story.Inspections.LastOrDefault(inspection => IsSameVisit(inspection.Last, record));
        return same switch
        {
            null => await InspectAsync(bridge, record, actor, cancellationToken),
            { Record: null } => new BridgeDeskResult.Refused($"{same.Id} of that day and inspector was taken back. If it took place after all: bridge correct {bridge} {same.Id}"),
            { Record: { } standing } when standing.SaysTheSame(record) => new BridgeDeskResult.Unchanged(same.Id),
            _ when correction is null => new BridgeDeskResult.Refused(
                $"{same.Id} of that day and inspector says otherwise. Correct it (bridge correct {bridge} {same.Id}), or say in --correct why all such records were wrong."),
            _ => await CorrectAsync(bridge, same.Id, _ => record, correction, actor, cancellationToken),
        };
    }

    /// <summary>Puts another record in the place of an inspection's, or none.</summary>
    /// <param name="bridge">Bridge id.</param>
    /// <param name="inspection">Id of the inspection.</param>
    /// <param name="change">Given what stands (null: taken back), what is to stand instead; null when there was no such inspection.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="actor">Who corrects it.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<BridgeDeskResult> CorrectAsync(
        string bridge, string inspection, Func<InspectionRecord?, InspectionRecord?> change, string reason, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        if (story.Find(inspection) is not { } known)
        {
            return new BridgeDeskResult.Refused(story.Bridge is null ? NoBridge(bridge) : NoInspection(bridge, inspection));
        }

        var record = change(known.Record);
        if (record is null ? known.Record is null : known.Record?.SaysTheSame(record) == true)
        {
            return new BridgeDeskResult.Refused($"{inspection} says just that already, so there is nothing to correct.");
        }

        return record is not null && Refusal(story, bridge, record) is { } refusal
            ? new BridgeDeskResult.Refused(refusal)
            : await AppendAsync(bridge, story, new InspectionCorrected(bridge, inspection, reason, record), inspection, actor, cancellationToken);
    }

    /// <summary>Records a repair. The same parts, work and firm on the same day are the same repair, which is recorded once.</summary>
    /// <param name="bridge">Bridge id.</param>
    /// <param name="date">The day it was finished, in Japan.</param>
    /// <param name="by">Person or firm.</param>
    /// <param name="parts">Groups of parts, at least one.</param>
    /// <param name="work">What was done, in words.</param>
    /// <param name="inspection">The inspection that asked for it; null when none did.</param>
    /// <param name="actor">Who records it.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<BridgeDeskResult> RepairAsync(
        string bridge, DateOnly date, string by, IReadOnlyList<string> parts, string work, string? inspection, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        var refusal = story.Refusal(bridge, date)
            ?? (date > Today() ? string.Create(CultureInfo.InvariantCulture, $"The date {date:yyyy-MM-dd} lies in the future; a repair is recorded when it is done.")
                : string.IsNullOrWhiteSpace(by) || string.IsNullOrWhiteSpace(work) ? "Say who repaired it and what was done."
                : parts.Count == 0 ? "Name the parts that were repaired."
                : parts.FirstOrDefault(part => !InspectionWords.Parts.Contains(part)) is { } unknown ? $"The part '{unknown}' is none of {string.Join(", ", InspectionWords.Parts)}."
                : inspection is not null && story.Find(inspection)?.Record is null ? NoInspection(bridge, inspection)
                : story.Repairs.FirstOrDefault(repair => (repair.Date, repair.By, repair.Work) == (date, by, work) && repair.Parts.ToHashSet().SetEquals(parts)) is { } same
                    ? string.Create(CultureInfo.InvariantCulture, $"{by} repaired just that on {date:yyyy-MM-dd} already, as {same.Repair}, so nothing is recorded; see: bridge show {bridge}")
                    : null);
        if (refusal is not null)
        {
            return new BridgeDeskResult.Refused(refusal);
        }

        var id = NewId("r");
        return await AppendAsync(bridge, story, new RepairRecorded(bridge, id, date, by, [.. parts.Distinct()], work, inspection), id, actor, cancellationToken);
    }

    private static bool IsSameVisit(InspectionRecord left, InspectionRecord right) => left.Date == right.Date && left.Inspector == right.Inspector;

    private static string? Known(BridgeStory story, string bridge, InspectionRecord record) =>
        story.Inspections.FirstOrDefault(inspection => inspection.Record is { } standing && IsSameVisit(standing, record)) is { } same
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Inspector} inspected {bridge} on {record.Date:yyyy-MM-dd} already, as {same.Id}. To change that record: bridge correct {bridge} {same.Id}")
            : null;

    private static string NoBridge(string bridge) => $"There is no bridge '{bridge}'; see bridge list.";

    private static string NoInspection(string bridge, string inspection) => $"Bridge {bridge} has no inspection '{inspection}' that holds; see: bridge show {bridge}";

    private static string StreamOf(string bridge) => $"bridge:{bridge}";

    private string? Refusal(BridgeStory story, string bridge, InspectionRecord record) =>
        story.Refusal(bridge, record.Date) ?? (record.Faults(Today()) is { Count: > 0 } faults ? $"Nothing is recorded: {string.Join("; ", faults)}." : null);

    private DateOnly Today() => JapanDay.Of(clock.GetUtcNow());

    private async Task<BridgeStory> ReadAsync(string bridge, CancellationToken cancellationToken)
    {
        var story = new BridgeStory();
        await foreach (var item in store.ReadStreamAsync(StreamOf(bridge), 1, cancellationToken))
        {
            story.Evolve(item);
        }

        return story;
    }

    private async Task<BridgeDeskResult> AppendAsync(string bridge, BridgeStory story, IDomainEvent fact, string id, string actor, CancellationToken cancellationToken) =>
        await store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), StreamOf(bridge), fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [StreamOf(bridge)] = ExpectedVersion.Exactly(story.Version) },
            cancellationToken) is AppendResult.Conflict
            ? new BridgeDeskResult.Refused($"Somebody else has recorded something of bridge {bridge} just now, so nothing was recorded. Look at it (bridge show {bridge}) and try again.")
            : new BridgeDeskResult.Recorded(id);

    private string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{Today():yyyyMMdd}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}
