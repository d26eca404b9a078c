using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Identities;

public sealed class IdentityLookupTests
{
    [Fact]
    public async Task Readings_that_are_newer_than_all_of_their_series_ask_once_and_never_again()
    {
        var intake = new TestIntake(budget: 100_000);
        for (var i = 0; i < 100; i++)
        {
            await intake.SendAsync(TestReadings.At(TestReadings.Noon.AddSeconds(i)));
        }

        Assert.Equal(1, intake.History.Questions);
    }

    [Fact]
    public async Task A_reading_that_memory_has_dropped_is_still_a_duplicate()
    {
        var intake = new TestIntake(budget: 16);
        var readings = Enumerable.Range(0, 500).Select(i => TestReadings.At(TestReadings.Noon.AddSeconds(i), i)).ToArray();
        foreach (var chunk in readings.Chunk(8))
        {
            await intake.SendAsync(chunk);
        }

        var again = await intake.SendAsync(readings[3]);
        var other = await intake.SendAsync(TestReadings.At(TestReadings.Noon.AddSeconds(3), 99));

        Assert.Single(again.Duplicates);
        Assert.Empty(again.Accepted);
        Assert.Equal(SetAsideReasons.Conflict, Assert.Single(other.SetAside).Reason);
        Assert.Equal(500, intake.History.Stored.Count);
    }

    [Fact]
    public async Task A_series_that_was_silent_until_memory_let_it_go_is_looked_up()
    {
        var intake = new TestIntake(budget: 64);
        var silent = TestReadings.At(TestReadings.Noon, 1.5, source: new ReadingSource("river-silent", "main"));
        await intake.SendAsync(silent);
        for (var i = 0; i < 50; i++)
        {
            await intake.SendAsync(TestReadings.At(TestReadings.Noon, i, source: new ReadingSource($"river-{i}", "main")));
        }

        Assert.Single((await intake.SendAsync(silent)).Duplicates);
    }

    [Fact]
    public async Task A_sequence_number_that_memory_has_dropped_is_still_a_duplicate()
    {
        var intake = new TestIntake(budget: 16);
        for (var i = 0; i < 100; i++)
        {
            await intake.SendAsync(TestReadings.At(TestReadings.Noon.AddSeconds(i), i, identity: IdentityKind.Sequence, sequence: i));
        }

        var again = await intake.SendAsync(TestReadings.At(TestReadings.Noon.AddHours(1), 2, identity: IdentityKind.Sequence, sequence: 2));

        Assert.Single(again.Duplicates);
    }

    [Fact]
    public async Task What_was_stored_before_the_start_is_looked_up()
    {
        var before = new TestIntake(budget: 100_000);
        await before.SendAsync(TestReadings.At(TestReadings.Noon, 1.5));
        var intake = new TestIntake(budget: 100_000, before.History);

        Assert.Single((await intake.SendAsync(TestReadings.At(TestReadings.Noon, 1.5))).Duplicates);
        Assert.Single((await intake.SendAsync(TestReadings.At(TestReadings.Noon.AddSeconds(-1), 1.5))).Accepted);
    }
}
