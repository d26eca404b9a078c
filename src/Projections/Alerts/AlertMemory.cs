using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Projections.Alerts;

/// <summary>What a timeline must find again after a restart, as JSON of its row.</summary>
/// <param name="Since">See <see cref="LevelState.Since"/>.</param>
/// <param name="NewestAt">Instant of <see cref="LevelState.Newest"/>.</param>
/// <param name="Newest">Its value.</param>
/// <param name="Raised">See <see cref="LevelState.Raised"/>.</param>
/// <param name="RaisedBefore">See <see cref="LevelState.RaisedBefore"/>.</param>
/// <param name="Unstable">See <see cref="LevelState.Unstable"/>.</param>
/// <param name="Pending">See <see cref="LevelState.Pending"/>.</param>
/// <param name="Told">See <see cref="LevelTimeline.Told"/>.</param>
/// <param name="Episodes">See <see cref="LevelTimeline.Episodes"/>.</param>
internal sealed record AlertMemory(
    long[] Since, long NewestAt, double Newest, long Raised, long RaisedBefore, bool Unstable, bool Pending, IReadOnlyList<AlertMemory.Step> Told, int Episodes)
{
    public static AlertMemory Of(LevelTimeline timeline)
    {
        var state = timeline.Settled;
        var since = new long[LevelState.MaxLevels];
        for (var level = 0; level < since.Length; level++)
        {
            since[level] = state.Since(level);
        }

        return new AlertMemory(
            since, state.Newest.At, state.Newest.Value, state.Raised, state.RaisedBefore, state.Unstable, state.Pending, [.. timeline.Told.Select(Step.Of)], timeline.Episodes);
    }

    public LevelState ToState(int level)
    {
        var state = new LevelState { Level = level, Newest = new Sample(NewestAt, Newest), Raised = Raised, RaisedBefore = RaisedBefore, Unstable = Unstable, Pending = Pending };
        for (var i = 0; i < Since.Length; i++)
        {
            state.SetSince(i, Since[i]);
        }

        return state;
    }

    /// <summary>See <see cref="ToldStep"/>.</summary>
    internal sealed record Step(string Episode, long At, int Before, int After, long MeasuredAt, double Value, bool Unstable)
    {
        public static Step Of(ToldStep told) =>
            new(told.Episode, told.Step.At, told.Step.Before, told.Step.After, told.Step.Sample.At, told.Step.Sample.Value, told.Step.Unstable);

        public ToldStep ToStep() => new(Episode, new LevelStep(At, Before, After, new Sample(MeasuredAt, Value), Unstable));
    }
}
