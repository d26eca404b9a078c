using System.Text.Json.Nodes;

namespace MiyagiSensing.Simulators.Replay;

/// <summary>
/// How recorded sets of different years are played together: every set begins at the origin, which is the beginning of the longest one, and the clock runs so fast that the longest ends in time.
/// </summary>
/// <param name="Origin">Where the clock begins, UTC.</param>
/// <param name="Speed">Seconds of the recordings for each real second; a whole number.</param>
/// <param name="Readings">All records in order of time, shifted.</param>
public sealed record ReplayPlan(DateTimeOffset Origin, long Speed, IReadOnlyList<RecordedReading> Readings)
{
    /// <summary>Part of the time that measuring may take, so that the end is reached within it.</summary>
    private const double Share = 0.9;

    /// <summary>Plans sets for a real time.</summary>
    public static ReplayPlan Of(IReadOnlyList<RecordedSet> sets, TimeSpan length)
    {
        var longest = sets.MaxBy(set => set.To - set.From)!;
        return new ReplayPlan(
            longest.From,
            Math.Max((long)Math.Ceiling((longest.To - longest.From) / (length * Share)), 1),
            [.. sets.SelectMany(set => set.ShiftedTo(longest.From).Select(Restamp)).OrderBy(reading => reading.At)]);
    }

    /// <summary>Writes the shifted instant into the payload.</summary>
    private static RecordedReading Restamp(RecordedReading reading)
    {
        var payload = JsonNode.Parse(reading.Payload)!.AsObject();
        payload["ts"] = reading.At.ToUnixTimeMilliseconds();
        return reading with { Payload = System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()) };
    }
}
