namespace MiyagiSensing.Domain.Quality;

/// <summary>The tests of one series with their limits; null where a test is not configured.</summary>
public sealed record QualityLimits
{
    /// <summary>No test at all: every reading is not evaluated.</summary>
    public static readonly QualityLimits None = new();

    /// <summary>Values that the sensor can give and that the operator expects.</summary>
    public GrossRangeLimits? GrossRange { get; init; }

    /// <summary>Values that the month lets expect.</summary>
    public ClimatologyLimits? Climatology { get; init; }

    /// <summary>Single values that leap out.</summary>
    public SpikeLimits? Spike { get; init; }

    /// <summary>Changes from one reading to the next.</summary>
    public RateOfChangeLimits? RateOfChange { get; init; }

    /// <summary>Values that stand still.</summary>
    public FlatLineLimits? FlatLine { get; init; }

    /// <summary>Light water below heavy water; on salinity, for buoys with several depths. Not done by <see cref="QualityTests.Evaluate"/>.</summary>
    public DensityInversionLimits? DensityInversion { get; init; }

    /// <summary>The same without one test.</summary>
    public QualityLimits Without(QualityTestKind test) => test switch
    {
        QualityTestKind.GrossRange => this with { GrossRange = null },
        QualityTestKind.Climatology => this with { Climatology = null },
        QualityTestKind.Spike => this with { Spike = null },
        QualityTestKind.RateOfChange => this with { RateOfChange = null },
        QualityTestKind.FlatLine => this with { FlatLine = null },
        _ => this with { DensityInversion = null },
    };

    /// <summary>True when a test is configured.</summary>
    public bool Has(QualityTestKind test) => test switch
    {
        QualityTestKind.GrossRange => GrossRange is not null,
        QualityTestKind.Climatology => Climatology is not null,
        QualityTestKind.Spike => Spike is not null,
        QualityTestKind.RateOfChange => RateOfChange is not null,
        QualityTestKind.FlatLine => FlatLine is not null,
        _ => DensityInversion is not null,
    };

    /// <summary>These limits where the other ones say nothing.</summary>
    public QualityLimits Under(QualityLimits other) => new()
    {
        GrossRange = other.GrossRange ?? GrossRange,
        Climatology = other.Climatology ?? Climatology,
        Spike = other.Spike ?? Spike,
        RateOfChange = other.RateOfChange ?? RateOfChange,
        FlatLine = other.FlatLine ?? FlatLine,
        DensityInversion = other.DensityInversion ?? DensityInversion,
    };
}
