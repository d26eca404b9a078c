namespace MiyagiSensing.Domain.Alerts;

/// <summary>
/// The rules on one series, with the samples that may still matter. A sample may have been measured earlier than the newest one by the bound: then what was told is told again, and stands at last as if all had come in order.
/// What comes later than that is too late and changes nothing.
/// </summary>
public sealed class SeriesTimelines
{
    /// <summary>Settled is moved on in steps, so that most samples cost nothing but their own judgement. Chosen.</summary>
    private static readonly long Stride = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    private readonly SampleWindow _window = new();
    private readonly double[] _newest;
    private readonly long _bound;
    private readonly long _reach;

    /// <param name="rules">The rules, none of which has judged anything yet or all of which were restored to one instant.</param>
    /// <param name="bound">How late a sample may come.</param>
    public SeriesTimelines(IReadOnlyList<SeriesRule> rules, TimeSpan bound)
    {
        Rules = rules;
        _newest = new double[rules.Count];
        _bound = (long)bound.TotalMilliseconds;
        _reach = rules.Max(rule => rule.Measure.Reach);
        SettledUntil = rules[0].Timeline.SettledUntil;
    }

    /// <summary>The rules.</summary>
    public IReadOnlyList<SeriesRule> Rules { get; }

    /// <summary>The samples that may still matter, by their instants.</summary>
    public ReadOnlySpan<Sample> Samples => _window.Samples;

    /// <summary>Up to when time has passed, Unix time in ms.</summary>
    public long PassedUntil { get; private set; } = long.MinValue;

    /// <summary>Up to when nothing changes any more, Unix time in ms.</summary>
    public long SettledUntil { get; private set; }

    /// <summary>When the next step is due if no sample says otherwise, Unix time in ms; null when none is.</summary>
    public long? Due => Rules.Min(rule => rule.Timeline.Due);

    /// <summary>True for a sample that was measured in a stretch that is settled.</summary>
    /// <param name="at">Unix time in ms.</param>
    public bool IsTooLate(long at) => at <= SettledUntil;

    /// <summary>After the rules were restored: what was measured since, and as far before it as they look back.</summary>
    /// <param name="samples">By their instants.</param>
    /// <param name="until">Up to when time had passed, Unix time in ms.</param>
    /// <returns>One change for each rule; none is expected.</returns>
    public IReadOnlyList<TimelineChange> Restore(IEnumerable<Sample> samples, long until)
    {
        foreach (var sample in samples)
        {
            _window.Add(sample);
        }

        PassedUntil = until;
        return Each(Refold);
    }

    /// <summary>Takes a sample that is not too late.</summary>
    /// <param name="sample">The sample.</param>
    /// <returns>One change for each rule.</returns>
    public IReadOnlyList<TimelineChange> Take(Sample sample)
    {
        var index = IsTooLate(sample.At) ? -1 : _window.Add(sample);
        if (index < 0)
        {
            return [];
        }

        var changes = Each(index == _window.Count - 1 ? Append : Refold);
        SettleWhenDue();
        return changes;
    }

    /// <summary>Time passes.</summary>
    /// <param name="until">Up to when, Unix time in ms, inclusive.</param>
    /// <returns>One change for each rule.</returns>
    public IReadOnlyList<TimelineChange> Pass(long until)
    {
        PassedUntil = Math.Max(PassedUntil, until);
        return Each(rule => Rules[rule].Timeline.Pass(PassedUntil));
    }

    private TimelineChange[] Each(Func<int, TimelineChange> change)
    {
        var changes = new TimelineChange[Rules.Count];
        for (var rule = 0; rule < changes.Length; rule++)
        {
            changes[rule] = change(rule);
        }

        return changes;
    }

    private TimelineChange Append(int rule)
    {
        var (measure, timeline) = (Rules[rule].Measure, Rules[rule].Timeline);
        var samples = _window.Samples;
        var sample = samples[^1];
        var isSettled = samples.Length < 2 || measure.At(samples, samples.Length - 2).Equals(_newest[rule]);
        var isNewest = timeline.Told.Count == 0 || timeline.Told[^1].Step.At < sample.At;
        if (!isSettled || !isNewest)
        {
            return Refold(rule);
        }

        _newest[rule] = measure.At(samples, samples.Length - 1);
        var taken = timeline.Take(sample with { Value = _newest[rule] });
        var passed = timeline.Pass(PassedUntil);
        return passed.Steps.Count == 0 ? taken : new TimelineChange([], [.. taken.Steps, .. passed.Steps]);
    }

    private TimelineChange Refold(int rule)
    {
        var samples = _window.Samples;
        _newest[rule] = samples.IsEmpty ? double.NaN : Rules[rule].Measure.At(samples, samples.Length - 1);
        return Rules[rule].Timeline.Refold(Measured(rule, _window.FirstAfter(SettledUntil), samples.Length), Math.Max(PassedUntil, SettledUntil));
    }

    private Sample[] Measured(int rule, int from, int to)
    {
        var samples = _window.Samples;
        var measured = new Sample[to - from];
        for (var i = from; i < to; i++)
        {
            measured[i - from] = samples[i] with { Value = Rules[rule].Measure.At(samples, i) };
        }

        return measured;
    }

    private void SettleWhenDue()
    {
        var samples = _window.Samples;
        var until = samples[^1].At - _bound - 1;
        var isFull = samples.Length >= SampleWindow.MaxCount;
        if (!isFull && (until < samples[0].At || until - Stride < SettledUntil))
        {
            return;
        }

        if (isFull)
        {
            until = Math.Max(until, samples[samples.Length / 2].At);
        }

        var (from, to) = (_window.FirstAfter(SettledUntil), _window.FirstAfter(until));
        for (var rule = 0; rule < Rules.Count; rule++)
        {
            Rules[rule].Timeline.Settle(Measured(rule, from, to), until);
        }

        SettledUntil = until;
        _window.Forget(isFull ? samples.Length / 2 : _window.FirstAfter(until - _reach));
    }
}
