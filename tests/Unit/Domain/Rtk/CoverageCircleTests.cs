using MiyagiSensing.Domain.Rtk;
using Xunit;

namespace MiyagiSensing.Unit.Domain.Rtk;

/// <summary>The circle on the map.</summary>
public sealed class CoverageCircleTests
{
    [Fact]
    public void It_is_a_closed_ring_as_far_from_the_station_everywhere()
    {
        const double latitude = 38.68584;
        const double longitude = 141.2575;

        var ring = CoverageCircle.Of(latitude, longitude, 20);

        Assert.Equal(65, ring.Count);
        Assert.Equal(ring[0], ring[^1]);
        // One degree of latitude is 111.195 km on the sphere; one of longitude as much by the cosine of the latitude.
        Assert.All(ring, point => Assert.Equal(20, 111.195 * Math.Sqrt(Math.Pow(point[1] - latitude, 2) + Math.Pow((point[0] - longitude) * Math.Cos(latitude * Math.PI / 180), 2)), 0.05));
        // Counter-clockwise: the first step goes west.
        Assert.True(ring[1][0] < ring[0][0]);
    }
}
