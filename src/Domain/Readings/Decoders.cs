namespace MiyagiSensing.Domain.Readings;

/// <summary>Names of decoders that mean something beyond the form of the bytes. Stored: never changed.</summary>
public static class Decoders
{
    /// <summary>History read from a file by <c>./miyagi import</c>.</summary>
    public const string Import = "import/1";

    private const string ImportPrefix = "import/";

    /// <summary>True for readings that are history brought in afterwards: however old they may be, they raise no alert, wake nobody and are no sign of life of their device.</summary>
    public static bool IsHistory(string decoder) => decoder.StartsWith(ImportPrefix, StringComparison.Ordinal);
}
