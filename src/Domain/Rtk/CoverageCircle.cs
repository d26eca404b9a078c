namespace MiyagiSensing.Domain.Rtk;

/// <summary>The circle that a base station serves, for a map.</summary>
public static class CoverageCircle
{
    /// <summary>Mean radius of the Earth, km. Source: IUGG.</summary>
    private const double EarthRadiusKilometres = 6_371.0088;

    /// <summary>Corners of the polygon. Chosen: at 20 km the sides are within 25 m of the circle.</summary>
    private const int Corners = 64;

    /// <summary>A closed ring of longitude and latitude (degrees), counter-clockwise as GeoJSON (RFC 7946, 3.1.6) asks for, beginning in the north; the last point is the first again.</summary>
    /// <param name="latitude">Centre, degrees north.</param>
    /// <param name="longitude">Centre, degrees east.</param>
    /// <param name="kilometres">Radius, above 0.</param>
    public static IReadOnlyList<IReadOnlyList<double>> Of(double latitude, double longitude, double kilometres)
    {
        var (angle, phi) = (kilometres / EarthRadiusKilometres, double.DegreesToRadians(latitude));
        List<IReadOnlyList<double>> ring = new(Corners + 1);
        for (var corner = 0; corner < Corners; corner++)
        {
            var bearing = -2 * Math.PI * corner / Corners;
            var sine = (Math.Sin(phi) * Math.Cos(angle)) + (Math.Cos(phi) * Math.Sin(angle) * Math.Cos(bearing));
            var east = Math.Atan2(Math.Sin(bearing) * Math.Sin(angle) * Math.Cos(phi), Math.Cos(angle) - (Math.Sin(phi) * sine));
            ring.Add([Math.Round(longitude + double.RadiansToDegrees(east), 6), Math.Round(double.RadiansToDegrees(Math.Asin(sine)), 6)]);
        }

        ring.Add(ring[0]);
        return ring;
    }
}
