using MiyagiSensing.Domain.Readings;
using MiyagiSensing.Ingest.Identities;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Identities;

public sealed class SeriesIdentitiesTests
{
    private static readonly IdentitySeries Stage = new(new ReadingSource("river-1", "main"), "stage", IdentityKind.Time);

    [Fact]
    public void The_ring_grows_to_its_bound_and_then_forgets_the_oldest()
    {
        var ring = new SeriesIdentities(Stage, unknownSince: 0);
        for (var i = 0; i < SeriesIdentities.MaxCapacity + 10; i++)
        {
            ring.Remember(i, i, commit: 1, mayGrow: true);
        }

        Assert.Equal(SeriesIdentities.MaxCapacity, ring.Capacity);
        Assert.Equal(IdentityVerdict.Duplicate, ring.Judge(SeriesIdentities.MaxCapacity + 9, SeriesIdentities.MaxCapacity + 9));
        Assert.Equal(IdentityVerdict.Duplicate, ring.Judge(10, 10));
        Assert.Equal(IdentityVerdict.New, ring.Judge(9, 9));
    }

    [Fact]
    public void A_ring_that_may_not_grow_keeps_the_newest_arrivals()
    {
        var ring = new SeriesIdentities(Stage, unknownSince: 0);
        for (var i = 0; i < 40; i++)
        {
            ring.Remember(i, i, commit: i, mayGrow: false);
        }

        Assert.Equal(16, ring.Capacity);
        Assert.Equal(IdentityVerdict.New, ring.Judge(23, 23));
        Assert.Equal(IdentityVerdict.Conflict, ring.Judge(24, 0));
    }

    [Fact]
    public void Until_it_is_told_what_is_stored_every_instant_may_be()
    {
        var ring = new SeriesIdentities(Stage, unknownSince: 0);

        Assert.False(ring.IsNewer(5));
        ring.Load(newest: 4);
        Assert.False(ring.IsNewer(4));
        Assert.True(ring.IsNewer(5));
    }

    [Fact]
    public void What_was_dropped_can_only_be_looked_up_and_is_dated_to_its_commit()
    {
        var ring = new SeriesIdentities(Stage, unknownSince: 0);
        ring.Load(newest: null);
        for (var i = 0; i < 20; i++)
        {
            ring.Remember(i, i, commit: 1 + (i / 4), mayGrow: false);
        }

        Assert.Equal(3, ring.UnknownUpTo);
        Assert.Null(ring.Recall(3));
        Assert.Equal(4, ring.Recall(4));
        Assert.Equal(1, ring.MissingUpTo);
    }

    [Fact]
    public void What_the_commit_in_the_making_brought_is_never_dropped()
    {
        var ring = new SeriesIdentities(Stage, unknownSince: 0);
        ring.Load(newest: null);
        for (var i = 0; i < 1_000; i++)
        {
            ring.Remember(i, i, commit: 1, mayGrow: false);
        }

        Assert.All(Enumerable.Range(0, 1_000), i => Assert.Equal(IdentityVerdict.Duplicate, ring.Judge(i, i)));
    }
}
