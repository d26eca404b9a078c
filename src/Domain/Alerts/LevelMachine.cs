using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Domain.Alerts;

/// <summary>
/// Goes from level to level as samples come and time passes. Pure: the same samples in the order of their instants, and the same instant up to which time has passed, give the same steps. A missing value says nothing, and
/// silence takes nothing back: what the last sample said holds until another one says otherwise.
/// </summary>
public static class LevelMachine
{
    /// <summary>Decimal limits have no exact binary form: 9.45 - 0.05 is a little less than 9.40. Far below what any sensor resolves.</summary>
    private const double Rounding = 1e-9;

    /// <summary>A sample that was measured after all before it.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="sample">The sample.</param>
    /// <param name="steps">Steps are added to it.</param>
    public static void Take(LevelRule rule, ref LevelState state, Sample sample, List<LevelStep> steps)
    {
        if (sample.IsMissing)
        {
            return;
        }

        // What was to hold until this very instant must still hold at it.
        Pass(rule, ref state, sample.At - 1, steps);
        state.Newest = sample;
        for (var level = 0; level < rule.Limits.Count; level++)
        {
            state.SetSince(level, !WantsChange(rule, state.Level, level, sample.Value) ? 0 : state.Since(level) == 0 ? sample.At : state.Since(level));
        }

        Pass(rule, ref state, sample.At, steps);
        var isPending = state.Level == LevelStep.None && Due(rule, state) is not null;
        if (isPending != state.Pending)
        {
            steps.Add(new LevelStep(sample.At, isPending ? LevelStep.None : LevelStep.Pending, isPending ? LevelStep.Pending : LevelStep.None, sample, Unstable: false));
            state.Pending = isPending;
        }
    }

    /// <summary>Time passes.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="until">Up to when, Unix time in ms, inclusive.</param>
    /// <param name="steps">Steps are added to it.</param>
    public static void Pass(LevelRule rule, ref LevelState state, long until, List<LevelStep> steps)
    {
        while (Due(rule, state) is { } due && due <= until)
        {
            Change(rule, ref state, due, steps);
        }
    }

    /// <summary>When the next step is due if no sample says otherwise, Unix time in ms; null when none is.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="state">Where it stands.</param>
    public static long? Due(LevelRule rule, in LevelState state)
    {
        long? due = null;
        for (var level = 0; level < rule.Limits.Count; level++)
        {
            if (state.Since(level) != 0 && !(state.Since(level) + Wait(rule, state, level) >= due))
            {
                due = state.Since(level) + Wait(rule, state, level);
            }
        }

        return due;
    }

    private static bool WantsChange(LevelRule rule, int current, int level, double value)
    {
        var distance = (value - rule.Limits[level]) * (rule.Above ? 1 : -1);
        return level > current ? distance >= 0
            : double.IsNaN(distance) ? level == current // A limit that is taken away must not leave its level open for ever.
            : distance < 0 && distance <= Rounding - rule.Hysteresis;
    }

    private static long Wait(LevelRule rule, in LevelState state, int level)
    {
        var wait = level > state.Level ? rule.For : state.Unstable && LevelRule.UnstableWithin > rule.Keep ? LevelRule.UnstableWithin : rule.Keep;
        return (long)wait.TotalMilliseconds;
    }

    private static void Change(LevelRule rule, ref LevelState state, long at, List<LevelStep> steps)
    {
        var before = state.Level;
        var after = After(rule, state, at);
        var raises = before == LevelStep.None;
        if (raises)
        {
            state.Unstable = state.RaisedBefore != 0 && at - state.RaisedBefore <= (long)LevelRule.UnstableWithin.TotalMilliseconds;
            (state.RaisedBefore, state.Raised) = (state.Raised, at);
        }

        steps.Add(new LevelStep(at, raises && state.Pending ? LevelStep.Pending : before, after, state.Newest, raises && state.Unstable));
        state.Level = after;
        state.Pending = false;
        state.Unstable &= after != LevelStep.None;

        // What lies between has another meaning now, and the newest sample agrees with the change.
        for (var level = Math.Min(before, after) + 1; level <= Math.Max(before, after); level++)
        {
            state.SetSince(level, 0);
        }
    }

    /// <summary>A rise goes to the highest level that has held long enough, a fall to the highest that has not been left so long.</summary>
    private static int After(LevelRule rule, in LevelState state, long at)
    {
        for (var level = rule.Limits.Count - 1; level > state.Level; level--)
        {
            if (IsDue(rule, state, level, at))
            {
                return level;
            }
        }

        var lowest = 0;
        while (!IsDue(rule, state, lowest, at))
        {
            lowest++;
        }

        for (var level = lowest - 1; level >= 0; level--)
        {
            if (!double.IsNaN(rule.Limits[level]))
            {
                return level;
            }
        }

        return LevelStep.None;
    }

    private static bool IsDue(LevelRule rule, in LevelState state, int level, long at) => state.Since(level) != 0 && state.Since(level) + Wait(rule, state, level) <= at;
}
