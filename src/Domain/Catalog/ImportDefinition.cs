namespace MiyagiSensing.Domain.Catalog;

/// <summary>How the columns of a CSV file become readings: one line is one instant of one device.</summary>
public sealed record ImportDefinition
{
    /// <summary>Its name, for <c>./miyagi import FILE --map NAME</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>utf-8</c> or <c>shift_jis</c> (Windows code page 932).</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Between two fields: comma, semicolon, tab or another character that is no quote.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Lines before the heading (or, without one, before the first reading) that say nothing; 0 or more.</summary>
    public int SkipLines { get; init; }

    /// <summary>True when a line of column names comes first. Without one, columns are named <c>#1</c>, <c>#2</c>, ….</summary>
    public bool HasHeading { get; init; } = true;

    /// <summary>Domain of all devices of the file.</summary>
    public required string Domain { get; init; }

    /// <summary>The device's id, with <c>{column}</c> where a field belongs: <c>river-{code}-d1</c>.</summary>
    public required string Device { get; init; }

    /// <summary>The station where the device stands, by the same rule; needed to create devices.</summary>
    public required string Station { get; init; }

    /// <summary>Where the instant is.</summary>
    public required ImportTime Time { get; init; }

    /// <summary>The values, at least one; a metric stands once for each sensor.</summary>
    public required IReadOnlyList<ImportColumn> Values { get; init; }

    /// <summary>Fields that mean "missing" beside an empty one and the metric's own sentinels, compared as text without blanks around.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}
