using MiyagiSensing.Domain.Journal;
using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Identities;
using MiyagiSensing.Ingest.Pipeline;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Pipeline;

public sealed class DeduplicationTests
{
    private readonly IdentityWindow _window = new(budget: 100_000);

    [Fact]
    public void The_same_reading_again_changes_nothing()
    {
        Admit(TestReadings.At(TestReadings.Noon, 1.5));

        var second = Admit(TestReadings.At(TestReadings.Noon, 1.5));

        Assert.Empty(second.Accepted);
        Assert.Single(second.Duplicates);
        Assert.Empty(second.SetAside);
    }

    [Fact]
    public void Another_value_for_the_same_identity_is_kept_as_a_conflict_and_the_first_one_counts()
    {
        Admit(TestReadings.At(TestReadings.Noon, 1.5));

        var second = Admit(TestReadings.At(TestReadings.Noon, 1.6));

        Assert.Empty(second.Accepted);
        Assert.Empty(second.Duplicates);
        Assert.Equal(SetAsideReasons.Conflict, Assert.Single(second.SetAside).Reason);
        Assert.Single(Admit(TestReadings.At(TestReadings.Noon, 1.5)).Duplicates);
    }

    [Fact]
    public void Missing_equals_missing()
    {
        Admit(TestReadings.At(TestReadings.Noon, double.NaN));

        Assert.Single(Admit(TestReadings.At(TestReadings.Noon, double.NaN)).Duplicates);
    }

    [Fact]
    public void Only_the_metrics_that_are_new_are_stored()
    {
        Admit(TestReadings.At(TestReadings.Noon, metrics: new MetricSet("water_temp"), values: [14.2]));

        var both = Admit(TestReadings.At(TestReadings.Noon, metrics: new MetricSet("water_temp", "salinity"), values: [14.2, 33.1]));

        var stored = Assert.Single(both.Accepted);
        Assert.Equal(["salinity"], stored.Metrics.Names);
        Assert.Equal([33.1], stored.Values);
    }

    [Fact]
    public void Two_sessions_of_one_device_share_their_identities()
    {
        Admit(TestReadings.At(TestReadings.Noon, source: new ReadingSource("river-1", "main"), metrics: new MetricSet("stage")));

        var other = Admit(TestReadings.At(TestReadings.Noon, source: new ReadingSource("river-1", "main"), metrics: new MetricSet("stage")));

        Assert.Single(other.Duplicates);
    }

    [Fact]
    public void A_reading_without_identity_is_stored_each_time()
    {
        Admit(TestReadings.At(TestReadings.Noon, identity: IdentityKind.None));

        Assert.Single(Admit(TestReadings.At(TestReadings.Noon, identity: IdentityKind.None)).Accepted);
    }

    [Fact]
    public void A_sequence_number_identifies_where_there_is_no_instant()
    {
        Admit(TestReadings.At(TestReadings.Noon, identity: IdentityKind.Sequence, sequence: 7));

        Assert.Single(Admit(TestReadings.At(TestReadings.Noon.AddSeconds(3), identity: IdentityKind.Sequence, sequence: 7)).Duplicates);
        Assert.Single(Admit(TestReadings.At(TestReadings.Noon.AddSeconds(3), identity: IdentityKind.Sequence, sequence: 8)).Accepted);
    }

    [Fact]
    public void Any_order_with_any_repetition_stores_each_reading_once()
    {
        var random = new Random(20261121);
        var readings = Enumerable.Range(0, 500).Select(i => TestReadings.At(TestReadings.Noon.AddMinutes(-i), i)).ToList();
        var sent = readings.Concat(readings).Concat(readings.Take(100)).ToArray();
        random.Shuffle(sent);

        var stored = sent.Chunk(37).SelectMany(chunk => Admit(chunk).Accepted).ToList();

        Assert.Equal(readings.Select(reading => reading.MeasuredAt).Order(), stored.Select(reading => reading.MeasuredAt).Order());
    }

    [Fact]
    public void A_block_of_the_journal_is_remembered_like_the_readings_it_was_made_from()
    {
        var reading = TestReadings.At(TestReadings.Noon, 1.5);
        _window.Remember(new ReadingsRecorded { Groups = BlockAssembly.Group([reading]) });

        Assert.Single(Admit(TestReadings.At(TestReadings.Noon, 1.5)).Duplicates);
    }

    private IntakeBatch Admit(params Reading[] readings)
    {
        var batch = new IntakeBatch([TestReadings.Message(readings)]);
        batch.Accepted.AddRange(readings);
        return Deduplication.Run(batch, _window);
    }
}
