namespace MiyagiSensing.Domain.Rtk;

/// <summary>The part of a session that lies in one full hour. Japan's days and fiscal years begin with full hours, so sums of these are exact for all of them.</summary>
public sealed record RtkSessionHour
{
    /// <summary>Where the hour begins, UTC.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>Session time in it, ms, 0 to 3,600,000.</summary>
    public long Milliseconds { get; set; }

    /// <summary>Corrections that were reported as sent in it, bytes.</summary>
    public long Bytes { get; set; }

    /// <summary>Epochs in it that state a quality.</summary>
    public int Epochs { get; set; }

    /// <summary>Those of them with a fixed solution.</summary>
    public int Fixed { get; set; }

    /// <summary>Epochs that state an age of corrections.</summary>
    public int Ages { get; set; }

    /// <summary>The sum of these ages, s.</summary>
    public decimal AgeSum { get; set; }

    /// <summary>The greatest of them, s; null without any.</summary>
    public decimal? AgeMax { get; set; }

    /// <summary>Drop-outs that ended in it.</summary>
    public int DropOuts { get; set; }
}
