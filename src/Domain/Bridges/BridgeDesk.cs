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
            return new BridgeDeskResult.Refused(story.Bridge is null ? NoBridge(bridge) : NoRecord(bridge, inspection));
        }

        var record = change(known.Record);
        if (record is null ? known.Record is null : known.Record?.SaysTheSame(record) == true)
        {
            return new BridgeDeskResult.Refused(NothingNew(inspection));
        }

        return record is not null && Refusal(story, bridge, record) is { } refusal
            ? new BridgeDeskResult.Refused(refusal)
            : await AppendAsync(bridge, story, new InspectionCorrected(bridge, inspection, reason, record), inspection, actor, cancellationToken);
    }

    /// <summary>Records a repair. The same parts, work and firm on the same day are the same repair, which is recorded once.</summary>
    public async Task<BridgeDeskResult> RepairAsync(string bridge, RepairRecord record, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        if (Refusal(story, bridge, corrected: null, record) is { } refusal)
        {
            return new BridgeDeskResult.Refused(refusal);
        }

        var id = NewId("r");
        var fact = new RepairRecorded(bridge, id, record.Date, record.By, [.. record.Parts.Distinct()], record.Work, record.Inspection);
        return await AppendAsync(bridge, story, fact, id, actor, cancellationToken);
    }

    /// <summary>Puts another record in the place of a repair's, or none.</summary>
    /// <param name="bridge">Bridge id.</param>
    /// <param name="repair">Id of the repair.</param>
    /// <param name="change">Given what stands (null: taken back), what is to stand instead; null when there was no such repair.</param>
    /// <param name="reason">Why, in words.</param>
    /// <param name="actor">Who corrects it.</param>
    /// <param name="cancellationToken">Ends the wait; the outcome is then unknown.</param>
    public async Task<BridgeDeskResult> CorrectRepairAsync(
        string bridge, string repair, Func<RepairRecord?, RepairRecord?> change, string reason, string actor, CancellationToken cancellationToken)
    {
        var story = await ReadAsync(bridge, cancellationToken);
        if (story.FindRepair(repair) is not { } known)
        {
            return new BridgeDeskResult.Refused(story.Bridge is null ? NoBridge(bridge) : NoRecord(bridge, repair));
        }

        var record = change(known.Record);
        if (record is null ? known.Record is null : known.Record?.SaysTheSame(record) == true)
        {
            return new BridgeDeskResult.Refused(NothingNew(repair));
        }

        if (record is not null && Refusal(story, bridge, repair, record) is { } refusal)
        {
            return new BridgeDeskResult.Refused(refusal);
        }

        var whole = record is null ? null : record with { Parts = [.. record.Parts.Distinct()] };
        return await AppendAsync(bridge, story, new RepairCorrected(bridge, repair, reason, whole), repair, actor, cancellationToken);
    }

    /// <summary>True when the bridge has a repair of that id, even one that was taken back.</summary>
    public async Task<bool> IsRepairAsync(string bridge, string id, CancellationToken cancellationToken) => (await ReadAsync(bridge, cancellationToken)).FindRepair(id) is not null;

    private static bool IsSameVisit(InspectionRecord left, InspectionRecord right) => left.Date == right.Date && left.Inspector == right.Inspector;

    private static string? Known(BridgeStory story, string bridge, InspectionRecord record) =>
        story.Inspections.FirstOrDefault(inspection => inspection.Record is { } standing && IsSameVisit(standing, record)) is { } same
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Inspector} inspected {bridge} on {record.Date:yyyy-MM-dd} already, as {same.Id}. To change that record: bridge correct {bridge} {same.Id}")
            : null;

    private static string? Faulty(IReadOnlyList<string> faults) => faults.Count > 0 ? $"Nothing is recorded: {string.Join("; ", faults)}." : null;

    private static string NoBridge(string bridge) => $"There is no bridge '{bridge}'; see bridge list.";

    private static string NoInspection(string bridge, string inspection) => $"Bridge {bridge} has no inspection '{inspection}' that holds; see: bridge show {bridge}";

    private static string NoRecord(string bridge, string id) => $"Bridge {bridge} has no inspection or repair '{id}'; see: bridge show {bridge}";

    private static string NothingNew(string id) => $"{id} says just that already, so there is nothing to correct.";

    private static string? NotAsked(BridgeStory story, string bridge, RepairRecord record) => record.Inspection is not { } asked ? null
        : story.Find(asked)?.Record is not { } visit ? NoInspection(bridge, asked)
        : visit.Date > record.Date ? string.Create(
            CultureInfo.InvariantCulture, $"Inspection {asked} took place on {visit.Date:yyyy-MM-dd}, so it can't have asked for a repair that was finished on {record.Date:yyyy-MM-dd}. Check the day and the inspection.")
        : null;

    private static string? Known(BridgeStory story, string bridge, string? corrected, RepairRecord record) =>
        story.Repairs.FirstOrDefault(repair => repair.Id != corrected && repair.Record?.IsSameRepair(record) == true) is { } same
            ? string.Create(CultureInfo.InvariantCulture, $"{record.By} repaired just that on {record.Date:yyyy-MM-dd} already, as {same.Id}, so nothing is recorded; see: bridge show {bridge}")
            : null;

    private static string StreamOf(string bridge) => $"bridge:{bridge}";

    private string? Refusal(BridgeStory story, string bridge, InspectionRecord record) =>
        story.Refusal(bridge, record.Date) ?? Faulty(record.Faults(Today()));

    private string? Refusal(BridgeStory story, string bridge, string? corrected, RepairRecord record) =>
        story.Refusal(bridge, record.Date) ?? Faulty(record.Faults(Today())) ?? NotAsked(story, bridge, record) ?? Known(story, bridge, corrected, record);

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
