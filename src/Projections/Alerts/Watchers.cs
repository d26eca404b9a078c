using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Catalog;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.Engine;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>Finds the rules that watch a series. Found once and kept until a fact changes.</summary>
internal sealed class Watchers(ReferenceFacts facts)
{
    private readonly Dictionary<(ReadingSource Source, string Metric), WatchedSeries> _series = [];
    private readonly Dictionary<(ReadingSource Source, string Metric), int> _unwatched = [];

    /// <summary>Forgets what was found.</summary>
    public void Clear()
    {
        _series.Clear();
        _unwatched.Clear();
    }

    /// <summary>The rules on a series; null when there are none, as for most.</summary>
    public WatchedSeries? Of(ReadingSource source, string metric)
    {
        if (_series.TryGetValue((source, metric), out var series))
        {
            if (series.Revision != facts.Revision)
            {
                Renew(series);
            }

            return series;
        }

        if (_unwatched.TryGetValue((source, metric), out var revision) && revision == facts.Revision)
        {
            return null;
        }

        return Begin(source, metric, []);
    }

    /// <summary>Goes on where the rows of a series say.</summary>
    public WatchedSeries? Restore(IReadOnlyList<AlertState> states) => Begin(states[0].Source, states[0].Metric, states);

    private WatchedSeries? Begin(ReadingSource source, string metric, IReadOnlyList<AlertState> states)
    {
        var watches = Find(source, metric, states, states.Count == 0 ? long.MinValue : states[0].Until);
        if (watches.Count == 0)
        {
            _unwatched[(source, metric)] = facts.Revision;
            return null;
        }

        _unwatched.Remove((source, metric));
        var series = new WatchedSeries { Source = source, Metric = metric, Watches = watches, Timelines = Timelines(watches), Revision = facts.Revision, SavedUntil = watches[0].Timeline.SettledUntil };
        _series.Add((source, metric), series);
        return series;
    }

    /// <summary>When a rule or what it rests on has changed, what was told until now stands, and the new rule judges what comes.</summary>
    private void Renew(WatchedSeries series)
    {
        series.Revision = facts.Revision;
        var samples = series.Timelines.Samples;
        var until = samples.IsEmpty ? series.Timelines.SettledUntil : Math.Max(samples[^1].At, series.Timelines.SettledUntil);
        if (IsSame(series.Watches, Successors(series, until)))
        {
            return;
        }

        foreach (var watch in series.Watches)
        {
            watch.Timeline.SettleAll(until);
        }

        series.Watches = Successors(series, until);
        series.Timelines = Timelines(series.Watches);
    }

    private List<Watch> Successors(WatchedSeries series, long until) =>
        Find(series.Source, series.Metric, [.. series.Watches.Select(watch => AlertState.Of(series, watch))], until, [.. series.Watches.Select(watch => watch.Rule)]);

    private static bool IsSame(IReadOnlyList<Watch> before, List<Watch> after) =>
        before.Count == after.Count && before.Zip(after).All(pair =>
            ReferenceEquals(pair.First.Rule, pair.Second.Rule) && ReferenceEquals(pair.First.Metric, pair.Second.Metric) && pair.First.DependsOnInstant == pair.Second.DependsOnInstant
            && pair.First.Limits(pair.First.Timeline.Now.Newest.At).Limits.SequenceEqual(pair.Second.Limits(pair.First.Timeline.Now.Newest.At).Limits));

    private static SeriesTimelines Timelines(IReadOnlyList<Watch> watches) => new([.. watches.Select(watch => watch.Series)], watches.Max(watch => watch.Rule.Late ?? RuleDefinition.DefaultLate));

    private List<Watch> Find(ReadingSource source, string metric, IReadOnlyList<AlertState> states, long until, IReadOnlyList<RuleDefinition>? before = null)
    {
        var stations = facts.StationsOf(source.Device).ToList();
        List<Watch> watches = [];

        // A rule that has judged a series stays with it, also without limits: its alert must be cleared, and its episodes are numbered.
        foreach (var rule in facts.Rules.Values.Where(rule => rule.Kind == "threshold" && rule.Metric == metric).OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            var state = states.FirstOrDefault(state => state.Rule == rule.Id);
            if (state is null && !stations.Exists(station => LimitOrder.Serves(rule, station)))
            {
                continue;
            }

            var limits = LimitsOf(rule, source.Device, metric);
            if (state is null && !facts.DependsOnInstant(source.Device) && limits(0).Limits.All(double.IsNaN))
            {
                continue;
            }

            var definition = facts.Metric(rule.Domain, metric);
            var subject = source.Sensor == ReadingSource.DefaultSensor ? source.Device : $"{source.Device}.{source.Sensor}";
            var timeline = new LevelTimeline(limits, $"{rule.Id}.{subject}");
            if (state is not null)
            {
                state.Restore(timeline, LevelIn(rule, before?.FirstOrDefault(known => known.Id == rule.Id) ?? rule, state.Level));
            }
            else if (until != long.MinValue)
            {
                timeline.Restore(LevelState.None, until, null, [], 0);
            }

            watches.Add(new Watch(rule, definition, limits, facts.DependsOnInstant(source.Device), new SeriesRule(new PlausibleValue(definition), timeline)));
        }

        return watches;
    }

    /// <summary>The level of the same name; where there is none, the gravest that is no graver, else the mildest: the next value decides.</summary>
    private static int LevelIn(RuleDefinition rule, RuleDefinition before, int level)
    {
        if (level < 0 || ReferenceEquals(rule, before))
        {
            return level;
        }

        var was = before.Levels[level];
        var levels = rule.Levels.ToList();
        return levels.FindIndex(known => known.Name == was.Name) is var same and >= 0 ? same : Math.Max(0, levels.FindLastIndex(known => known.Severity <= was.Severity));
    }

    private Func<long, LevelRule> LimitsOf(RuleDefinition rule, string device, string metric)
    {
        if (facts.DependsOnInstant(device))
        {
            return at => LevelsAt(rule, device, metric, DateTimeOffset.FromUnixTimeMilliseconds(at));
        }

        var levels = LevelsAt(rule, device, metric, DateTimeOffset.UnixEpoch);
        return _ => levels;
    }

    private LevelRule LevelsAt(RuleDefinition rule, string device, string metric, DateTimeOffset at)
    {
        var station = facts.StationOf(device, at);
        return new LevelRule(
            station is null || !LimitOrder.Serves(rule, station)
                ? [.. rule.Levels.Select(_ => double.NaN)]
                : [.. rule.Levels.Select(level => level.StationThreshold is { } name ? LimitOrder.LimitOf(station, metric, name) ?? double.NaN : level.Value ?? double.NaN)],
            rule.Direction == "above",
            rule.Hysteresis,
            rule.For,
            rule.Keep);
    }
}
