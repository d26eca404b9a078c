namespace MiyagiSensing.Domain.Catalog;

/// <summary>What is measured, with its unit and what is physically possible.</summary>
public sealed record MetricDefinition
{
    /// <summary>The domain that measures it.</summary>
    public required string Domain { get; init; }

    /// <summary>Name in payloads, for example <c>water_temp</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Title for people.</summary>
    public required LocalText Title { get; init; }

    /// <summary>UCUM code, for example <c>Cel</c> or <c>[psu]</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>Unit as people write it, for example <c>°C</c>.</summary>
    public required string DisplayUnit { get; init; }

    /// <summary>Least physically possible value, inclusive; null when unbounded. Values beyond are stored and flagged, not refused.</summary>
    public double? Minimum { get; init; }

    /// <summary>Greatest physically possible value, inclusive; null when unbounded.</summary>
    public double? Maximum { get; init; }

    /// <summary>Digits after the point when shown to people, 0 to 6.</summary>
    public int Decimals { get; init; } = 2;

    /// <summary>Values that mean "missing" in this metric, for example -999; never become a value.</summary>
    public IReadOnlyList<double> Sentinels { get; init; } = [];

    /// <summary>How often it is expected; null when it is measured by event or in bursts, so that silence says nothing.</summary>
    public ExpectedInterval? ExpectedInterval { get; init; }
}
