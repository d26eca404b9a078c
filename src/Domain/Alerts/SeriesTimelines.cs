using MiyagiSensing.Domain.Readings;

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
    private long _passed = long.MinValue;

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

    /// <summary>Up to when nothing changes any more, Unix time in ms.</summary>
    public long SettledUntil { get; private set; }

    /// <summary>When the next step is due if no sample says otherwise, Unix time in ms; null when none is.</summary>
    public long? Due => Rules.Min(rule => rule.Timeline.Due);

    /// <summary>What was measured from here on must be known, Unix time in ms.</summary>
    public long NeededFrom => SettledUntil - _reach;

    /// <summary>True for a sample that was measured in a stretch that is settled.</summary>
    /// <param name="at">Unix time in ms.</param>
    public bool IsTooLate(long at) => at <= SettledUntil;

    /// <summary>After the rules were restored: what was measured since, and as far before it as they look back.</summary>
    /// <param name="samples">By their instants.</param>
    /// <param name="passed">Up to when time has passed, Unix time in ms.</param>
    /// <param name="changes">Changes are added to it; none is expected.</param>
    public void Restore(IEnumerable<Sample> samples, long passed, ICollection<RuleChange> changes)
    {
        foreach (var sample in samples)
        {
            _window.Add(sample);
        }

        _passed = passed;
        Each(Refold, changes);
    }

    /// <summary>Takes a sample; one that is too late, or of an instant that has one, changes nothing.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="passed">Up to when time has passed, Unix time in ms.</param>
    /// <param name="changes">Changes are added to it.</param>
    public void Take(Sample sample, long passed, ICollection<RuleChange> changes)
    {
        if (SettledUntil == long.MinValue)
        {
            SettleAll(sample.At - _bound - 1);
        }

        var index = IsTooLate(sample.At) ? -1 : _window.Add(sample);
        if (index >= 0)
        {
            _passed = passed;
            Each(index == _window.Count - 1 ? Append : Refold, changes);
            SettleWhenDue();
        }
    }

    /// <summary>Time passes.</summary>
    /// <param name="passed">Up to when, Unix time in ms, inclusive.</param>
    /// <param name="changes">Changes are added to it.</param>
    public void Pass(long passed, ICollection<RuleChange> changes)
    {
        _passed = passed;
        Each(rule => Rules[rule].Timeline.Pass(_passed), changes);
    }

    private void SettleAll(long until)
    {
        foreach (var rule in Rules)
        {
            rule.Timeline.SettleAll(until);
        }

        SettledUntil = until;
    }

    private void Each(Func<int, TimelineChange> change, ICollection<RuleChange> changes)
    {
        for (var rule = 0; rule < Rules.Count; rule++)
        {
            if (change(rule) is var made && made != TimelineChange.None)
            {
                changes.Add(new RuleChange(Rules[rule], made));
            }
        }
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
        var passed = timeline.Pass(_passed);
        return passed.Steps.Count == 0 ? taken : new TimelineChange([], [.. taken.Steps, .. passed.Steps]);
    }

    private TimelineChange Refold(int rule)
    {
        var samples = _window.Samples;
        _newest[rule] = samples.IsEmpty ? double.NaN : Rules[rule].Measure.At(samples, samples.Length - 1);
        return Rules[rule].Timeline.Refold(Measured(rule, _window.FirstAfter(SettledUntil), samples.Length), Math.Max(_passed, SettledUntil));
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
