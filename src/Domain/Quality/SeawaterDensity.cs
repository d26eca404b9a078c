namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// Density of sea water at one atmosphere: the international equation of state 1980. Source: Fofonoff and Millard, UNESCO Technical Papers in Marine Science 44 (1983), equations 13 to 15; Millero and Poisson, Deep-Sea
/// Research 28A (1981).
/// </summary>
/// <remarks>The equation wants temperatures of IPTS-68, which are 1.00024 times those of ITS-90 (Saunders 1990). Down to 100 m a water's potential temperature is within 0.02 °C of its own, so sigma-t stands for sigma-theta.</remarks>
public static class SeawaterDensity
{
    private const double Ipts68 = 1.00024;

    /// <summary>Sigma-t: density less 1000 kg/m³; NaN outside the equation's range (-2 to 40 °C, 0 to 42 psu).</summary>
    /// <param name="celsius">ITS-90.</param>
    /// <param name="psu">Practical salinity.</param>
    public static double SigmaT(double celsius, double psu)
    {
        if (celsius is not (>= -2 and <= 40) || psu is not (>= 0 and <= 42))
        {
            return double.NaN;
        }

        var t = celsius * Ipts68;
        var pure = -0.157406 + (t * (6.793952e-2 + (t * (-9.095290e-3 + (t * (1.001685e-4 + (t * (-1.120083e-6 + (t * 6.536332e-9)))))))));
        var linear = 8.24493e-1 + (t * (-4.0899e-3 + (t * (7.6438e-5 + (t * (-8.2467e-7 + (t * 5.3875e-9)))))));
        var root = -5.72466e-3 + (t * (1.0227e-4 + (t * -1.6546e-6)));
        return pure + (psu * (linear + (root * Math.Sqrt(psu)) + (4.8314e-4 * psu)));
    }
}
