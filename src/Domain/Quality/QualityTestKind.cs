using System.Text.Json.Serialization;

namespace MiyagiSensing.Domain.Quality;

/// <summary>
/// The tests, in the order of the manual. The number is the test's place in <see cref="QualityFlags.Packed"/>: stored, never changed. In JSON and in the catalog it is a word.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<QualityTestKind>))]
public enum QualityTestKind : byte
{
    /// <summary><see cref="Quality.GrossRange"/>.</summary>
    [JsonStringEnumMemberName("grossRange")]
    GrossRange = 0,

    /// <summary><see cref="Quality.Climatology"/>.</summary>
    [JsonStringEnumMemberName("climatology")]
    Climatology = 1,

    /// <summary><see cref="Quality.Spike"/>.</summary>
    [JsonStringEnumMemberName("spike")]
    Spike = 2,

    /// <summary><see cref="Quality.RateOfChange"/>.</summary>
    [JsonStringEnumMemberName("rateOfChange")]
    RateOfChange = 3,

    /// <summary><see cref="Quality.FlatLine"/>.</summary>
    [JsonStringEnumMemberName("flatLine")]
    FlatLine = 4,

    /// <summary><see cref="Quality.DensityInversion"/>, which needs two depths and is added by whoever has both.</summary>
    [JsonStringEnumMemberName("densityInversion")]
    DensityInversion = 5,
}
