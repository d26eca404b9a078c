using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Fisheries;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>Records initiatives and changes of limits. What it decides by it reads from the streams themselves, so that it never lags behind itself.</summary>
internal sealed class FisheryDesk(IEventStore store, TimeProvider clock)
{
    /// <summary>An initiative begins, or goes on after a pause.</summary>
    /// <exception cref="SettingsException">There is no such district, or it is running already, or is over.</exception>
    public async Task StartAsync(string district, string initiative, string? kind, DateOnly on, string? evidence, string actor, CancellationToken cancellationToken)
    {
        var story = await StoryAsync($"district:{district}", cancellationToken);
        CheckDistrict(district, story);
        var before = Steps(story, initiative);
        var known = before.Select(step => (step as InitiativeStarted)?.Kind).LastOrDefault(known => known is not null);
        if (!Identifier.IsValid(initiative))
        {
            throw new SettingsException($"'{initiative}' is not an id; use a-z, 0-9, - and _, for example buoy-2026.");
        }

        if (known is not null && kind is not null && known != kind)
        {
            throw new SettingsException($"{initiative} is of kind {known}; an initiative of another kind needs an id of its own.");
        }

        Require(before, on, last => last switch
        {
            null => (kind ?? known) is null ? $"--kind is missing: say what it consists of, one of {string.Join(", ", InitiativeKinds.All)}" : null,
            InitiativeStarted started => string.Create(CultureInfo.InvariantCulture, $"it is running already, since {started.On:yyyy-MM-dd}"),
            InitiativeEnded ended => string.Create(CultureInfo.InvariantCulture, $"it is over since {ended.On:yyyy-MM-dd}; begin another one with an id of its own"),
            _ => null,
        });
        await AppendAsync($"district:{district}", story, new InitiativeStarted(district, initiative, kind ?? known!, on, evidence?.Trim() ?? ""), actor, cancellationToken);
    }

    /// <summary>An initiative rests.</summary>
    /// <exception cref="SettingsException">There is no such initiative, or it is not running.</exception>
    public Task PauseAsync(string district, string initiative, DateOnly on, string reason, string? evidence, string actor, CancellationToken cancellationToken) => StepAsync(
        district, initiative, on,
        last => last is InitiativeStarted ? null : "it is not running, so it can't be paused",
        new InitiativePaused(district, initiative, on, reason, evidence), actor, cancellationToken);

    /// <summary>An initiative is over.</summary>
    /// <exception cref="SettingsException">There is no such initiative, or it is over already.</exception>
    public Task EndAsync(string district, string initiative, DateOnly on, string reason, string? evidence, string actor, CancellationToken cancellationToken) => StepAsync(
        district, initiative, on,
        last => last is InitiativeEnded ended ? string.Create(CultureInfo.InvariantCulture, $"it is over already, since {ended.On:yyyy-MM-dd}") : null,
        new InitiativeEnded(district, initiative, on, reason, evidence), actor, cancellationToken);

    /// <summary>A limit holds another value, or is not asked for, or is as elsewhere again.</summary>
    /// <param name="change">What is to hold.</param>
    /// <param name="metrics">What is physically possible.</param>
    /// <param name="actor">Who decides.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SettingsException">There is no such species, limit or district, or the value is impossible.</exception>
    public async Task ChangeLimitAsync(SpeciesLimitChanged change, IReadOnlyList<MetricDefinition> metrics, string actor, CancellationToken cancellationToken)
    {
        if (change.District is { } district)
        {
            CheckDistrict(district, await StoryAsync($"district:{district}", cancellationToken));
        }

        var story = await StoryAsync($"species:{change.Species}", cancellationToken);
        var species = (story.LastOrDefault(item => item.Data is SpeciesDefined)?.Data as SpeciesDefined)?.Species
            ?? throw new SettingsException($"There is no species '{change.Species}'; see fishery species.");
        var limit = species.Limits.FirstOrDefault(limit => limit.Id == change.Limit)
            ?? throw new SettingsException($"{change.Species} has no limit '{change.Limit}'; it has {(species.Limits.Count == 0 ? "none" : string.Join(", ", species.Limits.Select(known => known.Id)))}. A new one belongs into catalog/species.yaml, with its source.");
        var metric = metrics.FirstOrDefault(metric => metric.Domain == SpeciesDefinition.SensingDomain && metric.Name == limit.Metric);
        if (change.Value is { } value && (!double.IsFinite(value) || value < metric?.Minimum || value > metric?.Maximum))
        {
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"{value} {metric?.DisplayUnit} is beyond what {limit.Metric} can be; check the unit."));
        }

        var before = LimitChanges.Effective(species, story.Select(item => item.Data).OfType<SpeciesLimitChanged>(), change.District).FirstOrDefault(known => known.Id == change.Limit)?.Value;
        var after = LimitChanges.Effective(species, [.. story.Select(item => item.Data).OfType<SpeciesLimitChanged>(), change], change.District).FirstOrDefault(known => known.Id == change.Limit)?.Value;
        if (before == after)
        {
            throw new SettingsException($"{change.Limit} is {before?.ToString(CultureInfo.InvariantCulture) ?? "off"} there already, so nothing was recorded.");
        }

        await AppendAsync($"species:{change.Species}", story, change, actor, cancellationToken);
    }

    private static List<IDomainEvent> Steps(List<RecordedEvent> story, string initiative) =>
    [
        .. story.Select(item => item.Data).OfType<IDomainEvent>().Where(data => data switch
        {
            InitiativeStarted fact => fact.Initiative == initiative,
            InitiativePaused fact => fact.Initiative == initiative,
            InitiativeEnded fact => fact.Initiative == initiative,
            _ => false,
        }),
    ];

    private static DateOnly DayOf(IDomainEvent step) => step switch
    {
        InitiativeStarted fact => fact.On,
        InitiativePaused fact => fact.On,
        InitiativeEnded fact => fact.On,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static void Require(List<IDomainEvent> steps, DateOnly on, Func<IDomainEvent?, string?> fault)
    {
        var last = steps.LastOrDefault();
        var problem = fault(last) ?? (last is not null && on < DayOf(last)
            ? string.Create(CultureInfo.InvariantCulture, $"its last step is of {DayOf(last):yyyy-MM-dd}; one before that can't be put in")
            : null);
        if (problem is not null)
        {
            throw new SettingsException($"Nothing is recorded: {problem}.");
        }
    }

    private static void CheckDistrict(string district, List<RecordedEvent> story)
    {
        if (!story.Exists(item => item.Data is DistrictDefined))
        {
            throw new SettingsException($"There is no district '{district}'; see fishery list.");
        }
    }

    private async Task StepAsync(
        string district, string initiative, DateOnly on, Func<IDomainEvent, string?> fault, IDomainEvent step, string actor, CancellationToken cancellationToken)
    {
        var story = await StoryAsync($"district:{district}", cancellationToken);
        CheckDistrict(district, story);
        Require(Steps(story, initiative), on, last => last is null ? $"{district} has no initiative '{initiative}'; see fishery show {district}" : fault(last));
        await AppendAsync($"district:{district}", story, step, actor, cancellationToken);
    }

    private async Task<List<RecordedEvent>> StoryAsync(string stream, CancellationToken cancellationToken)
    {
        List<RecordedEvent> story = [];
        await foreach (var item in store.ReadStreamAsync(stream, 1, cancellationToken))
        {
            story.Add(item);
        }

        return story;
    }

    private async Task AppendAsync(string stream, List<RecordedEvent> story, IDomainEvent fact, string actor, CancellationToken cancellationToken)
    {
        var result = await store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(clock.GetUtcNow()), stream, fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [stream] = ExpectedVersion.Exactly(story[^1].Version) },
            cancellationToken);
        if (result is AppendResult.Conflict)
        {
            throw new SettingsException("Somebody else has recorded something there just now, so nothing was recorded. Look at it and try again.");
        }
    }
}
