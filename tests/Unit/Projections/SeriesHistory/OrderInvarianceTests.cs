using FsCheck;
using FsCheck.Fluent;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Projections.SeriesHistory;
using MiyagiSensing.Projections.SeriesHistory.Encoding;
using MiyagiSensing.Unit.Ingest;
using Xunit;

namespace MiyagiSensing.Unit.Projections.SeriesHistory;

/// <summary>The same readings in any order, any number of times, in any batches, with a memory that is much too small: each is stored once, and what is shown does not depend on the way.</summary>
public sealed class OrderInvarianceTests
{
    private const int Runs = 200;

    [Fact]
    public void Equal_values_give_the_same_history_whatever_the_order_the_repetitions_and_the_batches()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var readings = Enumerable.Range(0, 60).Select(i => ReadingOf(random.Next(4), i * 7, i / 10.0)).ToArray();
            var inOrder = SendAsync(readings, new Random(0), budget: 100_000).GetAwaiter().GetResult();
            var sent = readings.Concat(readings).Concat(readings.Take(random.Next(60))).ToArray();
            random.Shuffle(sent);

            var shuffled = SendAsync(sent, random, budget: 16 + random.Next(80)).GetAwaiter().GetResult();

            Assert.Empty(shuffled.SetAside);
            Assert.Equal(ContentOf(inOrder, random), ContentOf(shuffled, random));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    [Fact]
    public void Of_conflicting_values_the_first_committed_counts_and_every_other_is_kept_apart()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var sent = Enumerable.Range(0, 150).Select(_ => ReadingOf(random.Next(3), random.Next(30), random.Next(3))).ToArray();
            var first = sent.DistinctBy(IdentityOf).ToDictionary(IdentityOf, reading => reading.Values[0]);

            var intake = SendAsync(sent, random, budget: 16 + random.Next(60)).GetAwaiter().GetResult();

            Assert.Equal(first.OrderBy(pair => pair.Key), intake.History.Stored.ToDictionary(
                stored => (stored.Identity.Series.Source.Device, stored.Identity.Instant), stored => stored.Value).OrderBy(pair => pair.Key));
            Assert.Equal(
                sent.Where(reading => reading.Values[0] != first[IdentityOf(reading)]).Select(Text).Order(),
                intake.SetAside.Select(reading => $"{reading.Device} {reading.MeasuredAt} {reading.Values["stage"]}").Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    [Fact]
    public void A_closed_day_is_the_same_bytes_wherever_the_writing_was_cut()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            var random = new Random(seed);
            var sent = Enumerable.Range(0, 200).Select(i => ReadingOf(random.Next(3), random.Next(3_000) * 60_000, i)).ToArray();
            var intake = SendAsync(sent, random, budget: 100_000).GetAwaiter().GetResult();

            Assert.Equal(ClosedRows(intake, new Random(1), flushEvery: 1), ClosedRows(intake, random, flushEvery: 1 + random.Next(40)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs));
    }

    private static async Task<TestIntake> SendAsync(Reading[] readings, Random random, int budget)
    {
        var intake = new TestIntake(budget);
        for (var at = 0; at < readings.Length;)
        {
            var length = Math.Min(1 + random.Next(12), readings.Length - at);
            await intake.SendAsync(readings[at..(at + length)]);
            at += length;
        }

        return intake;
    }

    /// <summary>What a reader sees: series, instant and value, after writing, merging and closing.</summary>
    private static List<string> ContentOf(TestIntake intake, Random random)
    {
        List<string> content = [];
        foreach (var row in Rows(intake, random, 1 + random.Next(10)))
        {
            var columns = new HistoryColumns();
            SegmentReader.Read(row.Data, columns);
            for (var i = 0; i < columns.Count; i++)
            {
                content.Add($"{row.Series} {columns.Measured[i]} {columns.Values[i]}");
            }
        }

        return content;
    }

    private static List<string> ClosedRows(TestIntake intake, Random random, int flushEvery) =>
        [.. Rows(intake, random, flushEvery).Select(row => $"{row.Series} {row.Day} {row.Count} {Convert.ToHexString(row.Data)}")];

    /// <summary>Folds the blocks, writes now and then, merges some pieces early, and closes all days.</summary>
    private static IEnumerable<SegmentRow> Rows(TestIntake intake, Random random, int flushEvery)
    {
        var gathered = new GatheredSeries();
        Dictionary<(SeriesId, DateOnly), List<SegmentRow>> days = [];
        foreach (var (block, position) in intake.Blocks)
        {
            gathered.Add(block, position);
            if (random.Next(flushEvery) == 0)
            {
                Flush(position);
            }
        }

        Flush(intake.Blocks[^1].Position);
        return days.Values.SelectMany(rows => SegmentRow.Merge(rows, SegmentRow.Closed)).OrderBy(row => row.Series.Device, StringComparer.Ordinal).ThenBy(row => row.Day);

        void Flush(long position)
        {
            foreach (var row in gathered.Series.Where(pair => pair.Value.Count > 0).SelectMany(pair => SegmentRow.Cut(pair.Key, pair.Value, position)))
            {
                var rows = days.TryGetValue((row.Series, row.Day), out var known) ? known : days[(row.Series, row.Day)] = [];
                rows.Add(row);
                if (random.Next(4) == 0)
                {
                    days[(row.Series, row.Day)] = [.. SegmentRow.Merge(rows, 1)];
                }
            }

            gathered.Clear();
        }
    }

    private static Reading ReadingOf(int device, long milliseconds, double value) =>
        TestReadings.At(TestReadings.Noon.AddMilliseconds(milliseconds), value, source: new ReadingSource($"river-{device}", "main"));

    private static (string Device, long Instant) IdentityOf(Reading reading) => (reading.Source.Device, reading.MeasuredAt.ToUnixTimeMilliseconds());

    private static string Text(Reading reading) => $"{reading.Source.Device} {reading.MeasuredAt.ToUnixTimeMilliseconds()} {reading.Values[0]}";
}
