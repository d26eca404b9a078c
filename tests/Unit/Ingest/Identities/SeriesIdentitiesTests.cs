using MiyagiSensing.Ingest.Identities;
using Xunit;

namespace MiyagiSensing.Unit.Ingest.Identities;

public sealed class SeriesIdentitiesTests
{
    [Fact]
    public void The_ring_grows_to_its_bound_and_then_forgets_the_oldest()
    {
        var ring = new SeriesIdentities();
        for (var i = 0; i < SeriesIdentities.MaxCapacity + 10; i++)
        {
            ring.Remember(i, i, mayGrow: true);
        }

        Assert.Equal(SeriesIdentities.MaxCapacity, ring.Capacity);
        Assert.Equal(IdentityVerdict.Duplicate, ring.Judge(SeriesIdentities.MaxCapacity + 9, SeriesIdentities.MaxCapacity + 9));
        Assert.Equal(IdentityVerdict.Duplicate, ring.Judge(10, 10));
        Assert.Equal(IdentityVerdict.New, ring.Judge(9, 9));
    }

    [Fact]
    public void A_ring_that_may_not_grow_keeps_the_newest_arrivals()
    {
        var ring = new SeriesIdentities();
        for (var i = 0; i < 40; i++)
        {
            ring.Remember(i, i, mayGrow: false);
        }

        Assert.Equal(16, ring.Capacity);
        Assert.Equal(IdentityVerdict.New, ring.Judge(23, 23));
        Assert.Equal(IdentityVerdict.Conflict, ring.Judge(24, 0));
    }
}
