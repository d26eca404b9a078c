namespace MiyagiSensing.Projections.SeriesHistory.Encoding;

/// <summary>Bounds of one segment.</summary>
internal static class SegmentLimits
{
    /// <summary>Most readings of a segment; a day with more has several rows. Chosen: 12 readings a second for a day, and 40 MB while it is decoded.</summary>
    public const int Readings = 1 << 20;

    /// <summary>Bytes below which compression is not tried. Measured: below, the result is longer more often than not.</summary>
    public const int CompressFrom = 96;

    /// <summary>Most bytes that the columns of a number of readings can take before compression: eight planes in each of five integer columns, an exception for each value, a run for each mark.</summary>
    public static int BodyBytes(int readings) => 256 + (readings * 64);
}
