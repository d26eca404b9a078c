namespace MiyagiSensing.Domain.Quality;

/// <summary>Limits of <see cref="Climatology"/>.</summary>
public sealed record ClimatologyLimits
{
    /// <summary>What months let expect; at one depth no month stands in two of them.</summary>
    public required IReadOnlyList<ClimatologyRange> Ranges { get; init; }

    /// <summary>Where the figures come from.</summary>
    public required string Source { get; init; }

    /// <summary>Only what speaks of a depth.</summary>
    /// <param name="metres">Depth of the sensor; null when not known.</param>
    public ClimatologyLimits At(double? metres) => this with { Ranges = [.. Ranges.Where(range => range.SpeaksOf(metres))] };
}
