using MiyagiSensing.Domain.Catalog;

namespace MiyagiSensing.Domain.Bridges;

/// <summary>A water-pipe bridge (水管橋) of the register.</summary>
public sealed record BridgeDefinition
{
    /// <summary>Bridge id, see <see cref="Identifier"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required LocalText Name { get; init; }

    /// <summary>Class of the water main: <c>special</c> (特別), <c>trunk</c> (幹線) or <c>ordinary</c> (一般).</summary>
    public required string Class { get; init; }

    /// <summary>Structure, for example <c>pipe-beam</c>, <c>truss</c>, <c>langer</c>.</summary>
    public required string Structure { get; init; }

    /// <summary>Five-digit JIS municipality code.</summary>
    public required string Municipality { get; init; }

    /// <summary>Degrees north, WGS 84.</summary>
    public required double Latitude { get; init; }

    /// <summary>Degrees east, WGS 84.</summary>
    public required double Longitude { get; init; }

    /// <summary>What it crosses; null when not known.</summary>
    public LocalText? Water { get; init; }

    /// <summary>Nominal diameter of the pipe, mm, positive.</summary>
    public required int DiameterMillimetres { get; init; }

    /// <summary>Length between the abutments, m, positive.</summary>
    public required double LengthMetres { get; init; }

    /// <summary>Number of spans, 1 or more.</summary>
    public required int Spans { get; init; }

    /// <summary>Calendar year in which it was taken into use; null when not known.</summary>
    public int? InServiceSince { get; init; }

    /// <summary>The station whose sensors watch it; null when it has none.</summary>
    public string? Station { get; init; }

    /// <summary>True when it is made up; people are told wherever it is shown.</summary>
    public bool Fictional { get; init; }

    /// <summary>Where the facts come from; required unless fictional.</summary>
    public string? Source { get; init; }
}
