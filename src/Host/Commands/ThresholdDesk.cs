using System.Globalization;
using MiyagiSensing.Domain;
using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;
using MiyagiSensing.Domain.Rivers;
using MiyagiSensing.Host.Configuration;

namespace MiyagiSensing.Host.Commands;

/// <summary>Where a station's own limits are changed: checked against the metric, the kind of station and the alert rules, then recorded.</summary>
internal sealed class ThresholdDesk(IEventStore store, TimeProvider clock)
{
    /// <summary>Records that a limit is another one from an instant on.</summary>
    /// <exception cref="SettingsException">There is no such station or metric, or the limit can't be.</exception>
    public async Task<ThresholdChanged> SetAsync(
        string station, string metric, string limit, double? value, DateTimeOffset? from, string source, string reason, string actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var story = await StoryAsync(station, cancellationToken);
        var definition = DefinitionOf(station, story);
        var changes = ChangesOf(story);
        var fact = new ThresholdChanged(station, metric, limit, DateTimeOffset.FromUnixTimeMilliseconds((from ?? now).ToUnixTimeMilliseconds()), source, reason, value);
        await CheckMetricAsync(definition, fact, cancellationToken);
        var rules = await RulesAsync(cancellationToken);
        var standing = StationThresholds.At(definition, changes, fact.From);
        CheckName(definition, standing, changes, rules, fact);
        var before = LimitOrder.LimitOf(standing, metric, limit);
        if (before == value)
        {
            throw new SettingsException(string.Create(
                CultureInfo.InvariantCulture, $"{metric} {limit} of {station} {(value is { } same ? $"is {same}" : "is no limit")} at that time already, so nothing is recorded."));
        }

        CheckOrder(definition, [.. changes, fact], rules, fact.From);
        var result = await store.AppendAsync(
            [new NewEvent(Guid.CreateVersion7(now), StreamOf(station), fact, new EventHeaders(actor))],
            new Dictionary<string, ExpectedVersion> { [StreamOf(station)] = ExpectedVersion.Exactly(story[^1].Version) },
            cancellationToken);
        return result is AppendResult.Conflict
            ? throw new SettingsException($"Somebody else has changed station {station} just now, so nothing was recorded. Look at it (station limit list {station}) and try again.")
            : fact;
    }

    /// <summary>The station as the catalog defines it, as it is now, and how its limits changed.</summary>
    /// <exception cref="SettingsException">There is no such station.</exception>
    public async Task<(StationDefinition Definition, StationDefinition Present, IReadOnlyList<(ThresholdChanged Fact, string Actor, DateTimeOffset RecordedAt)> Story)> ReadAsync(
        string station, CancellationToken cancellationToken)
    {
        var story = await StoryAsync(station, cancellationToken);
        var definition = DefinitionOf(station, story);
        return (
            definition,
            StationThresholds.At(definition, ChangesOf(story), clock.GetUtcNow()),
            [.. from item in story let fact = item.Data as ThresholdChanged where fact is not null select (fact, item.Headers.Actor, item.RecordedAt)]);
    }

    private async Task CheckMetricAsync(StationDefinition station, ThresholdChanged fact, CancellationToken cancellationToken)
    {
        MetricDefinition? metric = null;
        await foreach (var item in store.ReadStreamAsync($"metric:{station.Domain}:{fact.Metric}", 1, cancellationToken))
        {
            metric = (item.Data as MetricDefined)?.Metric ?? metric;
        }

        if (metric is null)
        {
            throw new SettingsException($"Domain {station.Domain} has no metric '{fact.Metric}'.");
        }

        if (!Identifier.IsValid(fact.Limit))
        {
            throw new SettingsException($"'{fact.Limit}' is not a name of a limit; use a-z, 0-9, - and _.");
        }

        if (fact.Value < metric.Minimum || fact.Value > metric.Maximum)
        {
            throw new SettingsException(string.Create(CultureInfo.InvariantCulture, $"{fact.Value} {metric.DisplayUnit} is beyond what {fact.Metric} can be; check the unit."));
        }
    }

    /// <summary>A gauge has the limits of its kind; another station those it has or had, and those that a rule asks for.</summary>
    private static void CheckName(
        StationDefinition definition, StationDefinition standing, IReadOnlyList<ThresholdChanged> changes, IReadOnlyCollection<RuleDefinition> rules, ThresholdChanged fact)
    {
        var names = GaugeLimits.KindNames(definition, fact.Metric)
            ??
            [
                .. (definition.Thresholds.GetValueOrDefault(fact.Metric)?.Keys ?? [])
                    .Concat(changes.Where(change => change.Metric == fact.Metric).Select(change => change.Limit))
                    .Concat(rules.Where(rule => rule.Metric == fact.Metric && LimitOrder.Serves(rule, definition)).SelectMany(rule => rule.Levels).Select(level => level.StationThreshold).OfType<string>())
                    .Distinct(),
            ];
        // One that should never have been there can still be taken away.
        if (!names.Contains(fact.Limit) && (fact.Value is not null || LimitOrder.LimitOf(standing, fact.Metric, fact.Limit) is null))
        {
            throw new SettingsException(names.Count == 0
                ? $"Station {fact.Station} has no limits for {fact.Metric}, and no rule asks for one, so nothing is recorded."
                : $"Station {fact.Station} has no limit '{fact.Limit}' for {fact.Metric}, so nothing is recorded; it can have {string.Join(", ", names)}.");
        }
    }

    private async Task<IReadOnlyCollection<RuleDefinition>> RulesAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, RuleDefinition> rules = [];
        await foreach (var item in store.ReadStreamsAsync("rule:", cancellationToken))
        {
            if (item.Data is RuleDefined { Rule: var rule })
            {
                rules[rule.Id] = rule;
            }
        }

        return rules.Values;
    }

    /// <summary>From the change on, at every instant at which any limit of the station changes.</summary>
    private static void CheckOrder(StationDefinition station, IReadOnlyList<ThresholdChanged> changes, IReadOnlyCollection<RuleDefinition> rules, DateTimeOffset from)
    {
        foreach (var at in changes.Select(change => change.From).Where(at => at >= from).Distinct())
        {
            var then = StationThresholds.At(station, changes, at);
            if (GaugeLimits.Fault(then) is var (low, high))
            {
                throw new SettingsException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Nothing is recorded: {low.Id} {low.Name.Ja} ({low.Metres:0.00} m) must lie below {high.Id} {high.Name.Ja} ({high.Metres:0.00} m). Set the other limit first, or check the number."));
            }

            foreach (var rule in rules.Where(rule => LimitOrder.Serves(rule, then)))
            {
                if (LimitOrder.Fault(rule, then) is var (milder, milderLimit, graver, graverLimit))
                {
                    throw new SettingsException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"Nothing is recorded: by rule {rule.Id}, {graver.Name} ({graverLimit}) must lie {rule.Direction} {milder.Name} ({milderLimit}) by more than the hysteresis {rule.Hysteresis}. Set the other limit first, or check the number."));
                }
            }
        }
    }

    private static StationDefinition DefinitionOf(string station, List<RecordedEvent> story) => story.Select(item => item.Data).OfType<StationDefined>().LastOrDefault()?.Station
        ?? throw new SettingsException($"There is no station '{station}'; see station list. The catalog is taken in when the platform starts.");

    private static List<ThresholdChanged> ChangesOf(List<RecordedEvent> story) => [.. story.Select(item => item.Data).OfType<ThresholdChanged>()];

    private async Task<List<RecordedEvent>> StoryAsync(string station, CancellationToken cancellationToken)
    {
        List<RecordedEvent> story = [];
        await foreach (var item in store.ReadStreamAsync(StreamOf(station), 1, cancellationToken))
        {
            story.Add(item);
        }

        return story;
    }

    private static string StreamOf(string station) => $"station:{station}";
}
