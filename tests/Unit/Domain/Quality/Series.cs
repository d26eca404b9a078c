using MiyagiSensing.Domain.Quality;
using MiyagiSensing.Domain.Readings;

namespace MiyagiSensing.Unit.Domain.Quality;

/// <summary>Series written as their values, and flags written as their digits.</summary>
internal static class Series
{
    /// <summary>Nine in the morning of 21 November 2026 in Japan.</summary>
    public static readonly long Start = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static readonly long Step = (long)TimeSpan.FromMinutes(10).TotalMilliseconds;

    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Readings ten minutes apart.</summary>
    public static Sample[] Of(params double[] values) => [.. values.Select((value, i) => new Sample(Start + (i * Step), value))];

    /// <summary>The same, from some reading on later by some time.</summary>
    public static Sample[] Later(this Sample[] samples, int from, TimeSpan by) =>
        [.. samples.Select((sample, i) => i < from ? sample : sample with { At = sample.At + (long)by.TotalMilliseconds })];

    /// <summary>One digit a reading.</summary>
    public static string Digits(this Sample[] samples, Func<Sample[], int, QualityFlag> test) =>
        string.Concat(samples.Select((_, i) => ((int)test(samples, i)).ToString(System.Globalization.CultureInfo.InvariantCulture)));
}
