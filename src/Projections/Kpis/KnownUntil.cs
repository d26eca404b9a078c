namespace MiyagiSensing.Projections.Kpis;

/// <summary>How much is known: everything at or before a position that was recorded before an instant. Readings are known by the day (Japan) of their arrival.</summary>
/// <param name="Position">Position of the last event that counts.</param>
/// <param name="Before">Only what was recorded before it counts, UTC.</param>
internal readonly record struct KnownUntil(long Position, DateTimeOffset Before)
{
    /// <summary>All that was recorded by the end of a day in Japan.</summary>
    public static KnownUntil EndOf(DateOnly day) => new(long.MaxValue, Domain.JapanDay.StartOf(day.AddDays(1)));

    /// <summary>All up to a position, whenever it was recorded.</summary>
    public static KnownUntil At(long position) => new(position, DateTimeOffset.MaxValue);

    /// <summary>The last day in Japan whose arrivals are known.</summary>
    public DateOnly LastDay => Before == DateTimeOffset.MaxValue ? DateOnly.MaxValue : Domain.JapanDay.Of(Before.AddTicks(-1));
}
