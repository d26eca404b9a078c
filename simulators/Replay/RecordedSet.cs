namespace MiyagiSensing.Simulators.Replay;

/// <summary>A recorded data set.</summary>
/// <param name="Name">Folder name.</param>
/// <param name="From">First instant as recorded, UTC.</param>
/// <param name="To">Last instant as recorded, UTC.</param>
/// <param name="Readings">In order of time, as recorded, each identity once.</param>
/// <param name="Repeats">How often a record stood in the files again with the same identity; left out of <paramref name="Readings"/>.</param>
public sealed record RecordedSet(string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<RecordedReading> Readings, int Repeats)
{
    /// <summary>Orders records by time and leaves repeats of an identity (station and instant) out.</summary>
    public static RecordedSet Of(string name, IEnumerable<RecordedReading> readings)
    {
        var all = readings.ToList();
        var distinct = all.DistinctBy(reading => (reading.Station, reading.At, reading.Kind)).OrderBy(reading => reading.At).ToList();
        return new RecordedSet(name, distinct[0].At, distinct[^1].At, distinct, all.Count - distinct.Count);
    }

    /// <summary>The same records begun at another instant.</summary>
    public IEnumerable<RecordedReading> ShiftedTo(DateTimeOffset origin) => Readings.Select(reading => reading with { At = reading.At + (origin - From) });
}
