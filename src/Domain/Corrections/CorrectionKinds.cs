namespace MiyagiSensing.Domain.Corrections;

/// <summary>What a correction does to a value. Stored names: never changed.</summary>
public static class CorrectionKinds
{
    /// <summary>Replaces it, also where it is missing.</summary>
    public const string Set = "set";

    /// <summary>Takes it out.</summary>
    public const string Missing = "missing";

    /// <summary>Adds to it.</summary>
    public const string Offset = "offset";

    /// <summary>Multiplies it.</summary>
    public const string Scale = "scale";

    /// <summary>A value after one correction; <see cref="double.NaN"/> is missing, and so is what is no longer finite.</summary>
    public static double Apply(string kind, double? value, double old)
    {
        var corrected = kind switch
        {
            Set => value!.Value,
            Missing => double.NaN,
            Offset => old + value!.Value,
            Scale => old * value!.Value,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This build does not know the correction."),
        };
        return double.IsFinite(corrected) ? corrected : double.NaN;
    }
}
