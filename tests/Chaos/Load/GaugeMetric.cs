namespace MiyagiSensing.Chaos.Load;

/// <summary>A metric that swings.</summary>
/// <param name="Name">Name in the catalog.</param>
/// <param name="Middle">Value in the middle.</param>
/// <param name="Swing">How far it goes both ways.</param>
/// <param name="Period">Readings of one swing.</param>
internal sealed record GaugeMetric(string Name, double Middle, double Swing, int Period)
{
    /// <summary>The value of the device's k-th reading, with three decimals and some noise.</summary>
    public double ValueAt(long k, Random random) =>
        Math.Round(Middle + (Swing * Math.Sin(2 * Math.PI * (k % Period) / Period)) + (random.NextDouble() * 0.01), 3);
}
