using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Gateway.Rtk;

/// <summary>Coarsens a position to the municipality whose centroid is nearest.</summary>
internal sealed class Municipalities(IReadOnlyList<Municipality> municipalities)
{
    /// <summary>Positions farther than this from every centroid are outside the prefecture. Chosen: the largest municipality reaches about 30 km from its centroid; fishing grounds and neighbours some more.</summary>
    private const double ReachKilometers = 60;

    /// <summary>Mean radius of the Earth, IUGG.</summary>
    private const double EarthRadiusKilometers = 6_371.0088;

    /// <summary>Five-digit code; null when no centroid is within 60 km.</summary>
    /// <param name="latitude">Degrees north, -90 to 90.</param>
    /// <param name="longitude">Degrees east, -180 to 180.</param>
    public string? Nearest(double latitude, double longitude)
    {
        var (code, least) = ((string?)null, ReachKilometers);
        foreach (var municipality in municipalities)
        {
            var distance = DistanceKilometers(latitude, longitude, municipality.Latitude, municipality.Longitude);
            if (distance <= least)
            {
                (code, least) = (municipality.Code, distance);
            }
        }

        return code;
    }

    /// <summary>Great-circle distance by the haversine formula.</summary>
    private static double DistanceKilometers(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        var (sinLatitude, sinLongitude) = (Math.Sin(Radians(latitude2 - latitude1) / 2), Math.Sin(Radians(longitude2 - longitude1) / 2));
        var chord = (sinLatitude * sinLatitude) + (Math.Cos(Radians(latitude1)) * Math.Cos(Radians(latitude2)) * sinLongitude * sinLongitude);
        return 2 * EarthRadiusKilometers * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
