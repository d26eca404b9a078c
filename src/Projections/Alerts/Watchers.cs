using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>Finds the rules that watch a series. Found once and kept until a fact changes.</summary>
internal sealed class Watchers(ReferenceFacts facts)
{
    private readonly Dictionary<(ReadingSource Source, string Metric), Watch[]> _found = [];
    private readonly Dictionary<(string Rule, string Subject), AlertState> _states = [];
    private int _revision = -1;

    /// <summary>All states, for loading and saving.</summary>
    public Dictionary<(string Rule, string Subject), AlertState> States => _states;

    /// <summary>Forgets what was found; the states must be loaded again.</summary>
    public void Clear()
    {
        _found.Clear();
        _states.Clear();
    }

    /// <summary>The rules on a series as it stood at an instant; empty for most.</summary>
    public Watch[] Of(ReadingSource source, string metric, DateTimeOffset at)
    {
        if (_revision != facts.Revision)
        {
            _found.Clear();
            _revision = facts.Revision;
        }

        if (facts.DependsOnInstant(source.Device))
        {
            return Find(source, metric, at);
        }

        if (!_found.TryGetValue((source, metric), out var watches))
        {
            _found.Add((source, metric), watches = Find(source, metric, at));
        }

        return watches;
    }

    private Watch[] Find(ReadingSource source, string metric, DateTimeOffset at)
    {
        if (facts.StationOf(source.Device, at) is not { } station)
        {
            return [];
        }

        // Two devices at one station are judged apart: neither may clear the other's alert.
        var subject = source.Sensor == ReadingSource.DefaultSensor ? source.Device : $"{source.Device}.{source.Sensor}";
        return
        [
            .. facts.Rules.Values
                .Where(rule => Serves(rule, station, metric))
                .OrderBy(rule => rule.Id, StringComparer.Ordinal)
                .Select(rule => new Watch(rule, station, LimitsOf(rule, station, metric), facts.Metric(station.Domain, metric), StateOf(rule.Id, subject)))
                // A limit that is taken away must not leave its alert open for ever.
                .Where(watch => watch.State.Episode is not null || Array.Exists(watch.Limits, limit => !double.IsNaN(limit))),
        ];
    }

    private static bool Serves(RuleDefinition rule, StationDefinition station, string metric) =>
        rule.Kind == "threshold" && rule.Domain == station.Domain && rule.Metric == metric
        && (rule.Stations.Count == 0 || rule.Stations.Contains(station.Id))
        && (rule.StationKinds.Count == 0 || (station.Kind is not null && rule.StationKinds.Contains(station.Kind)));

    private static double[] LimitsOf(RuleDefinition rule, StationDefinition station, string metric) =>
        [.. rule.Levels.Select(level => level.StationThreshold is { } name
            ? station.Thresholds.GetValueOrDefault(metric)?.GetValueOrDefault(name, double.NaN) ?? double.NaN
            : level.Value ?? double.NaN)];

    private AlertState StateOf(string rule, string subject)
    {
        if (!_states.TryGetValue((rule, subject), out var state))
        {
            _states.Add((rule, subject), state = new AlertState { Rule = rule, Subject = subject });
        }

        return state;
    }
}
