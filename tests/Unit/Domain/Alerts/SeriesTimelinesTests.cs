using MiyagiSensing.Domain.Alerts;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Alerts;

/// <summary>Whatever the order within the bound, what is told in the end is what samples in order would have told.</summary>
public sealed class SeriesTimelinesTests
{
    private const long Start = 1_800_000_000_000;
    private const int Minute = 60_000;

    private static readonly TimeSpan Bound = TimeSpan.FromHours(2);

    [Fact]
    public void Ten_thousand_orders_of_arrival_tell_the_same_episodes_as_the_order_of_measurement()
    {
        var restated = 0;
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var rule = RandomRule(random);
            IMeasure measure = random.Next(2) == 0 ? new Plain() : new WithoutPeaks();
            var samples = RandomSamples(random);
            var end = samples[^1].At + (random.Next(200) * Minute);
            var series = New(rule, measure);
            var told = new Told();
            var passed = long.MinValue;
            foreach (var sample in Shuffled(samples, random))
            {
                told.Hear(Take(series, sample, passed));
                if (random.Next(3) == 0)
                {
                    passed = Math.Max(passed, Math.Min(end, sample.At + (random.Next(150) * Minute)));
                    told.Hear(Pass(series, passed));
                }

                if (random.Next(40) == 0)
                {
                    series = Restarted(series, rule, measure, passed);
                }
            }

            told.Hear(Pass(series, end));
            restated += told.Restated;

            Assert.Equal(InOrder(rule, measure, samples, end), told.Steps());
        }

        Assert.True(restated > 10_000, $"only {restated} episodes were restated");
    }

    [Fact]
    public void A_late_sample_that_says_otherwise_withdraws_what_was_raised()
    {
        var series = New(Rule(forMinutes: 10), new Plain());
        Take(series, new Sample(Start, 5));
        var raised = Assert.Single(Pass(series, Start + (10 * Minute)).Steps);

        var change = Take(series, new Sample(Start + (8 * Minute), 1), Start + (10 * Minute));

        Assert.Equal(raised.Episode, Assert.Single(change.Restated).Episode);
        Assert.Equal([(LevelStep.None, LevelStep.Pending), (LevelStep.Pending, LevelStep.None)], change.Restated[0].Steps.Select(step => (step.Before, step.After)));
        Assert.Empty(change.Steps);
    }

    [Fact]
    public void An_episode_keeps_its_id_when_a_late_sample_shows_that_it_began_earlier()
    {
        var series = New(Rule(), new Plain());
        var raised = Assert.Single(Take(series, new Sample(Start + (20 * Minute), 5)).Steps);

        var change = Take(series, new Sample(Start, 5));

        var restated = Assert.Single(change.Restated);
        Assert.Equal((raised.Episode, Start), (restated.Episode, Assert.Single(restated.Steps).At));
    }

    [Fact]
    public void A_sample_of_a_settled_stretch_changes_nothing()
    {
        var series = New(Rule(), new Plain());
        for (var minute = 0; minute <= 240; minute += 5)
        {
            Take(series, new Sample(Start + (minute * Minute), 1));
        }

        Assert.True(series.IsTooLate(Start + (100 * Minute)));
        Assert.Same(TimelineChange.None, Take(series, new Sample(Start + (100 * Minute) + 1, 9)));
        Assert.NotEmpty(Take(series, new Sample(Start + (121 * Minute), 9)).Steps);
    }

    [Fact]
    public void A_series_of_a_fast_sensor_keeps_no_more_than_the_window_holds()
    {
        var series = New(Rule(), new Plain());
        var raises = 0;
        for (var i = 0; i < 40_000; i++)
        {
            raises += Take(series, new Sample(Start + (i * 10L), i is 20_000 ? 5 : 1)).Steps.Count(step => step.Step.Raises);
        }

        Assert.Equal(1, raises);
        Assert.True(series.SettledUntil > Start + 200_000);
    }

    private static SeriesTimelines New(LevelRule rule, IMeasure measure) => new([new SeriesRule(measure, new LevelTimeline(_ => rule, "a-rule.a-gauge"))], Bound);

    private static TimelineChange Take(SeriesTimelines series, Sample sample, long passed = long.MinValue) => Only(changes => series.Take(sample, passed, changes));

    private static TimelineChange Pass(SeriesTimelines series, long passed) => Only(changes => series.Pass(passed, changes));

    private static TimelineChange Only(Action<List<RuleChange>> act)
    {
        List<RuleChange> changes = [];
        act(changes);
        return changes.Count == 0 ? TimelineChange.None : Assert.Single(changes).Change;
    }

    private static SeriesTimelines Restarted(SeriesTimelines series, LevelRule rule, IMeasure measure, long passed)
    {
        var before = series.Rules[0].Timeline;
        var timeline = new LevelTimeline(_ => rule, "a-rule.a-gauge");
        timeline.Restore(before.Settled, before.SettledUntil, before.SettledEpisode, before.Told, before.Episodes);
        var restarted = new SeriesTimelines([new SeriesRule(measure, timeline)], Bound);
        List<RuleChange> changes = [];
        restarted.Restore(series.Samples.ToArray(), passed, changes);
        Assert.Empty(changes);
        return restarted;
    }

    private static LevelRule Rule(int forMinutes = 0) => new([4, 7], Above: true, 0.5, TimeSpan.FromMinutes(forMinutes), TimeSpan.Zero);

    private static LevelRule RandomRule(Random random) => new(
        random.Next(3) == 0 ? [4] : [4, 7], Above: random.Next(4) > 0, random.Next(2) * 0.5, TimeSpan.FromMinutes(random.Next(3) * 12), TimeSpan.FromMinutes(random.Next(3) * 17));

    private static List<Sample> RandomSamples(Random random)
    {
        var at = Start;
        var value = 4.0;
        List<Sample> samples = [];
        for (var i = 0; i < 60; i++)
        {
            at += random.Next(1, 15) * Minute;
            value = Math.Clamp(value + (random.NextDouble() * 4) - 2, 0, 10);
            samples.Add(new Sample(at, random.Next(15) == 0 ? double.NaN : value));
        }

        return samples;
    }

    /// <summary>Each sample comes after none that is more than the bound newer.</summary>
    private static List<Sample> Shuffled(List<Sample> samples, Random random)
    {
        var late = random.Next(1, 3) == 1 ? 20 * Minute : (int)Bound.TotalMilliseconds;
        return [.. samples.OrderBy(sample => sample.At + random.Next(late))];
    }

    private static List<LevelStep> InOrder(LevelRule rule, IMeasure measure, List<Sample> samples, long end)
    {
        List<LevelStep> steps = [];
        var state = LevelState.None;
        for (var i = 0; i < samples.Count; i++)
        {
            LevelMachine.Take(rule, ref state, samples[i] with { Value = measure.At(samples.ToArray(), i) }, steps);
        }

        LevelMachine.Pass(rule, ref state, end, steps);
        return steps;
    }

    /// <summary>What a reader of the events knows.</summary>
    private sealed class Told
    {
        private readonly Dictionary<string, List<LevelStep>> _episodes = [];

        public int Restated { get; private set; }

        public void Hear(TimelineChange change)
        {
            foreach (var restated in change.Restated)
            {
                Restated++;
                _episodes[restated.Episode].RemoveAll(step => step.At > restated.Since);
                _episodes[restated.Episode].AddRange(restated.Steps);
            }

            foreach (var step in change.Steps)
            {
                if (step.Step.Begins)
                {
                    _episodes.Add(step.Episode, []);
                }

                _episodes[step.Episode].Add(step.Step);
            }
        }

        /// <summary>Each episode begins once, and ends at most once, at last.</summary>
        public List<LevelStep> Steps()
        {
            foreach (var steps in _episodes.Values.Where(steps => steps.Count > 0))
            {
                Assert.True(steps[0].Begins);
                Assert.DoesNotContain(steps.Skip(1), step => step.Begins);
                Assert.DoesNotContain(steps.SkipLast(1), step => step.Ends);
            }

            return [.. _episodes.Values.Where(steps => steps.Count > 0).OrderBy(steps => steps[0].At).SelectMany(steps => steps)];
        }
    }

    private sealed class Plain : IMeasure
    {
        public long Reach => 0;

        public double At(ReadOnlySpan<Sample> samples, int index) => samples[index].Value;
    }

    /// <summary>Says nothing at a value that stands out of both neighbours, which is known only when the next has come.</summary>
    private sealed class WithoutPeaks : IMeasure
    {
        public long Reach => 30 * Minute;

        public double At(ReadOnlySpan<Sample> samples, int index)
        {
            var value = samples[index].Value;
            return index > 0 && index + 1 < samples.Length && samples[index].At - samples[index - 1].At <= Reach && value > samples[index - 1].Value + 1.5 && value > samples[index + 1].Value + 1.5
                ? double.NaN
                : value;
        }
    }
}
