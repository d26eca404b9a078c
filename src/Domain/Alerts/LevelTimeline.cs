using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>
/// One rule on one series: what is settled, and what was told of the stretch after it, which a late sample may still change. Samples are handed in as the rule measures them.
/// </summary>
public sealed class LevelTimeline
{
    private readonly Func<long, LevelRule> _ruleAt;
    private readonly string _name;
    private readonly List<ToldStep> _told = [];
    private readonly List<LevelStep> _fresh = [];
    private LevelState _settled = LevelState.None;
    private LevelState _now = LevelState.None;

    /// <param name="ruleAt">The rule as it holds for the series at an instant, Unix time in ms; always with the same levels.</param>
    /// <param name="name">Unique for the rule and the series; episodes are numbered behind it.</param>
    public LevelTimeline(Func<long, LevelRule> ruleAt, string name) => (_ruleAt, _name) = (ruleAt, name);

    /// <summary>Where it stands.</summary>
    public LevelState Now => _now;

    /// <summary>Where it stood when the settled stretch ended.</summary>
    public LevelState Settled => _settled;

    /// <summary>The episode that was open then; null when none was.</summary>
    public string? SettledEpisode { get; private set; }

    /// <summary>Up to when nothing changes any more, Unix time in ms.</summary>
    public long SettledUntil { get; private set; } = long.MinValue;

    /// <summary>What was told of the stretch after it.</summary>
    public IReadOnlyList<ToldStep> Told => _told;

    /// <summary>How many episodes have been numbered, those that were withdrawn included: an id is never used again.</summary>
    public int Episodes { get; private set; }

    /// <summary>The episode that is open; null when none is.</summary>
    public string? Episode => _now.Level == LevelStep.None && !_now.Pending ? null : _told.Count > 0 ? _told[^1].Episode : SettledEpisode;

    /// <summary>When the next step is due if no sample says otherwise, Unix time in ms; null when none is.</summary>
    public long? Due => LevelMachine.Due(RuleOf(_now), _now);

    /// <summary>Begins again from what was stored; the samples of the stretch after it are then handed to <see cref="Refold"/>.</summary>
    /// <param name="settled">Where it stood.</param>
    /// <param name="until">Up to when it is settled, Unix time in ms.</param>
    /// <param name="episode">The episode that was open then; null when none was.</param>
    /// <param name="told">What was told since.</param>
    /// <param name="episodes">See <see cref="Episodes"/>.</param>
    public void Restore(LevelState settled, long until, string? episode, IEnumerable<ToldStep> told, int episodes)
    {
        (_settled, _now, SettledUntil, SettledEpisode, Episodes) = (settled, settled, until, episode, episodes);
        _told.Clear();
        _told.AddRange(told);
    }

    /// <summary>All that was told stands: what comes later can't change it any more.</summary>
    /// <param name="until">Up to when, Unix time in ms; no earlier than the newest sample.</param>
    public void SettleAll(long until)
    {
        SettledEpisode = Episode;
        (_settled, SettledUntil) = (_now, until);
        _told.Clear();
    }

    /// <summary>A sample measured after all others.</summary>
    /// <param name="sample">The sample.</param>
    public TimelineChange Take(Sample sample)
    {
        LevelMachine.Take(_ruleAt(sample.At), ref _now, sample, _fresh);
        return Tell();
    }

    /// <summary>Time passes.</summary>
    /// <param name="until">Up to when, Unix time in ms, inclusive.</param>
    public TimelineChange Pass(long until)
    {
        LevelMachine.Pass(RuleOf(_now), ref _now, until, _fresh);
        return Tell();
    }

    /// <summary>The stretch after what is settled is judged again.</summary>
    /// <param name="samples">All samples after it, by their instants.</param>
    /// <param name="until">Up to when time has passed, Unix time in ms.</param>
    public TimelineChange Refold(IEnumerable<Sample> samples, long until)
    {
        var state = _settled;
        List<LevelStep> steps = [];
        foreach (var sample in samples)
        {
            LevelMachine.Take(_ruleAt(sample.At), ref state, sample, steps);
        }

        LevelMachine.Pass(RuleOf(state), ref state, until, steps);
        var before = _told.ToList();
        _now = state;
        _told.Clear();
        _told.AddRange(EpisodeIds.Assign(SettledEpisode, before, steps, NewId));
        return Difference(before);
    }

    /// <summary>Samples up to an instant can't be joined by late ones any more.</summary>
    /// <param name="samples">The samples after <see cref="SettledUntil"/> and up to that instant, by their instants.</param>
    /// <param name="until">The instant, Unix time in ms; no earlier than the last one, and no later than time has passed.</param>
    public void Settle(IEnumerable<Sample> samples, long until)
    {
        List<LevelStep> steps = [];
        foreach (var sample in samples)
        {
            LevelMachine.Take(_ruleAt(sample.At), ref _settled, sample, steps);
        }

        LevelMachine.Pass(RuleOf(_settled), ref _settled, until, steps);
        SettledUntil = until;
        if (steps.Count > 0)
        {
            SettledEpisode = steps[^1].Ends ? null : _told[steps.Count - 1].Episode;
            _told.RemoveRange(0, steps.Count);
        }
    }

    private TimelineChange Tell()
    {
        if (_fresh.Count == 0)
        {
            return TimelineChange.None;
        }

        var told = EpisodeIds.Assign(_told.Count > 0 ? _told[^1].Episode : SettledEpisode, [], _fresh, NewId);
        _told.AddRange(told);
        _fresh.Clear();
        return new TimelineChange([], told);
    }

    private TimelineChange Difference(List<ToldStep> before)
    {
        if (before.Count <= _told.Count && before.SequenceEqual(_told.Take(before.Count)))
        {
            return before.Count == _told.Count ? TimelineChange.None : new TimelineChange([], _told.GetRange(before.Count, _told.Count - before.Count));
        }

        var known = before.Select(step => step.Episode).Append(SettledEpisode).OfType<string>().ToHashSet();
        var stepsBefore = before.ToLookup(step => step.Episode, step => step.Step);
        var stepsAfter = _told.ToLookup(step => step.Episode, step => step.Step);
        return new TimelineChange(
            [.. known.Where(id => !stepsBefore[id].SequenceEqual(stepsAfter[id])).Select(id => new Restatement(id, SettledUntil, [.. stepsAfter[id]]))],
            _told.FindAll(step => !known.Contains(step.Episode)));
    }

    private LevelRule RuleOf(in LevelState state) => _ruleAt(state.Newest.At);

    private string NewId() => $"{_name}.{++Episodes}";
}
