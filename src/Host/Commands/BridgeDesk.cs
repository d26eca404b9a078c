using System.Globalization;
using System.Security.Cryptography;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Bridges;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>Records what happens to bridges. What it decides by it reads from the bridge's own stream, so that it never lags behind itself.</summary>
internal sealed class BridgeDesk(StoreSession session, TimeProvider clock)
{
    /// <summary>Records an inspection; its id.</summary>
    /// <exception cref="SettingsException">There is no such bridge, or the record is not one.</exception>
    public async Task<string> InspectAsync(string bridge, InspectionRecord record, string actor, CancellationToken cancellationToken)
    {
        Check(record);
        var story = await StoryAsync(bridge, cancellationToken);
        if (Inspections(story).FirstOrDefault(known => known.Record?.Date == record.Date && known.Record.Inspector == record.Inspector) is { } same)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture,
                $"{record.Inspector} inspected {bridge} on {record.Date:yyyy-MM-dd} already, as {same.Inspection}. To change that record: bridge correct {bridge} {same.Inspection}"));
        }

        var id = NewId("i");
        await AppendAsync(bridge, story, new InspectionRecorded(bridge, id, record), actor, cancellationToken);
        return id;
    }

    /// <summary>Puts another record in the place of an inspection's, or none.</summary>
    /// <exception cref="SettingsException">There is no such inspection, or the record is not one.</exception>
    public async Task CorrectAsync(string bridge, string inspection, InspectionRecord? record, string reason, string actor, CancellationToken cancellationToken)
    {
        if (record is not null)
        {
            Check(record);
        }

        var story = await StoryAsync(bridge, cancellationToken);
        if (Inspections(story).All(known => known.Inspection != inspection))
        {
            throw new SettingsException($"Bridge {bridge} has no inspection '{inspection}'; see: bridge show {bridge}");
        }

        await AppendAsync(bridge, story, new InspectionCorrected(bridge, inspection, reason, record), actor, cancellationToken);
    }

    /// <summary>What holds of an inspection; null when it was taken back.</summary>
    /// <exception cref="SettingsException">There is no such inspection.</exception>
    public async Task<InspectionRecord?> FindAsync(string bridge, string inspection, CancellationToken cancellationToken) =>
        Inspections(await StoryAsync(bridge, cancellationToken)).Where(known => known.Inspection == inspection).Select(known => (Found: true, known.Record)).LastOrDefault() is (true, var record)
            ? record
            : throw new SettingsException($"Bridge {bridge} has no inspection '{inspection}'; see: bridge show {bridge}");

    /// <summary>Records a repair; its id.</summary>
    /// <exception cref="SettingsException">There is no such bridge, part or inspection.</exception>
    public async Task<string> RepairAsync(
        string bridge, DateOnly date, string by, IReadOnlyList<string> parts, string work, string? inspection, string actor, CancellationToken cancellationToken)
    {
        if (date > JapanDay.Of(clock.GetUtcNow()))
        {
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"The date {date:yyyy-MM-dd} lies in the future; a repair is recorded when it is done."));
        }

        if (parts.FirstOrDefault(part => !InspectionWords.Parts.Contains(part)) is { } unknown)
        {
            throw new SettingsException($"The part '{unknown}' is none of {string.Join(", ", InspectionWords.Parts)}.");
        }

        var story = await StoryAsync(bridge, cancellationToken);
        if (inspection is not null && Inspections(story).All(known => known.Inspection != inspection))
        {
            throw new SettingsException($"Bridge {bridge} has no inspection '{inspection}'; see: bridge show {bridge}");
        }

        var id = NewId("r");
        await AppendAsync(bridge, story, new RepairRecorded(bridge, id, date, by, parts, work, inspection), actor, cancellationToken);
        return id;
    }

    private static IEnumerable<(string Inspection, InspectionRecord? Record)> Inspections(List<RecordedEvent> story) => story
        .Select(item => item.Data)
        .Select(data => data switch
        {
            InspectionRecorded fact => (fact.Inspection, fact.Record),
            InspectionCorrected fact => (fact.Inspection, fact.Record),
            _ => (Inspection: "", Record: (InspectionRecord?)null),
        })
        .Where(known => known.Inspection.Length > 0)
        .GroupBy(known => known.Inspection, (_, versions) => versions.Last());

    private void Check(InspectionRecord record)
    {
        if (record.Faults(JapanDay.Of(clock.GetUtcNow())) is { Count: > 0 } faults)
        {
            throw new SettingsException($"Nothing is recorded: {string.Join("; ", faults)}.");
        }
    }

    private async Task<List<RecordedEvent>> StoryAsync(string bridge, CancellationToken cancellationToken)
    {
        List<RecordedEvent> story = [];
        await foreach (var item in session.Store.ReadStreamAsync(StreamOf(bridge), 1, cancellationToken))
        {
            story.Add(item);
        }

        return story.LastOrDefault(item => item.Data is BridgeDefined or BridgeRetired)?.Data switch
        {
            BridgeDefined => story,
            BridgeRetired retired => throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"Bridge {bridge} left the register on {retired.On:yyyy-MM-dd}: {retired.Reason}")),
            _ => throw new SettingsException($"There is no bridge '{bridge}'; see bridge list."),
        };
    }

    private async Task AppendAsync(string bridge, List<RecordedEvent> story, IDomainEvent fact, string actor, CancellationToken cancellationToken)
    {
        var result = await session.Store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), StreamOf(bridge), fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [StreamOf(bridge)] = ExpectedVersion.Exactly(story[^1].Version) },
            cancellationToken);
        if (result is AppendResult.Conflict)
        {
            throw new SettingsException($"Somebody else has recorded something of bridge {bridge} just now, so nothing was recorded. Look at it (bridge show {bridge}) and try again.");
        }
    }

    private string NewId(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}{JapanDay.Of(clock.GetUtcNow()):yyyyMMdd}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    private static string StreamOf(string bridge) => $"bridge:{bridge}";
}
