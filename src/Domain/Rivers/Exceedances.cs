namespace MiyagiSensing.Domain.Rivers;

/// <summary>Finds when a level stood at or above each limit. Only readings count: nothing is interpolated, and silence ends a stretch.</summary>
public static class Exceedances
{
    /// <summary>The stretches, in order of their begin, then of the limits from low to high.</summary>
    /// <param name="readings">Oldest first.</param>
    /// <param name="limitsAt">The limits that held at an instant, lowest first.</param>
    /// <param name="silence">No reading for longer than this is silence.</param>
    /// <param name="now">The present (or the end of what is looked at), UTC: a stretch whose last reading is no older than <paramref name="silence"/> goes on.</param>
    public static IReadOnlyList<Exceedance> Of(
        IReadOnlyList<LevelReading> readings, Func<DateTimeOffset, IReadOnlyList<GaugeLimit>> limitsAt, TimeSpan silence, DateTimeOffset now)
    {
        Dictionary<string, Exceedance> open = [];
        List<(Exceedance Stretch, double Metres)> found = [];
        for (var i = 0; i < readings.Count; i++)
        {
            var reading = readings[i];
            var limits = limitsAt(reading.MeasuredAt);
            if (i > 0 && reading.MeasuredAt - readings[i - 1].MeasuredAt > silence)
            {
                CloseAll(Exceedance.FellSilent);
            }

            foreach (var gone in open.Values.Where(stretch => !limits.Any(limit => limit.Id == stretch.Limit && reading.Metres >= limit.Metres)).ToList())
            {
                Close(gone with { Back = reading.MeasuredAt, End = Exceedance.FellBelow });
            }

            foreach (var limit in limits.Where(limit => reading.Metres >= limit.Metres))
            {
                open[limit.Id] = open.TryGetValue(limit.Id, out var stretch) ? Longer(stretch, reading) : First(limit, reading);
            }
        }

        CloseAll(readings.Count > 0 && now - readings[^1].MeasuredAt <= silence ? Exceedance.Open : Exceedance.FellSilent);
        return [.. found.OrderBy(item => item.Stretch.From).ThenBy(item => item.Metres).Select(item => item.Stretch)];

        void Close(Exceedance stretch)
        {
            open.Remove(stretch.Limit);
            found.Add((stretch, limitsAt(stretch.From).First(limit => limit.Id == stretch.Limit).Metres));
        }

        void CloseAll(string end)
        {
            foreach (var stretch in open.Values.ToList())
            {
                Close(stretch with { End = end });
            }
        }
    }

    private static Exceedance First(GaugeLimit limit, LevelReading reading) => new()
    {
        Limit = limit.Id,
        Name = limit.Name,
        From = reading.MeasuredAt,
        Last = reading.MeasuredAt,
        End = Exceedance.Open,
        Peak = reading.Metres,
        PeakAt = reading.MeasuredAt,
        Readings = 1,
    };

    private static Exceedance Longer(Exceedance stretch, LevelReading reading) => stretch with
    {
        Last = reading.MeasuredAt,
        Readings = stretch.Readings + 1,
        Peak = Math.Max(stretch.Peak, reading.Metres),
        PeakAt = reading.Metres > stretch.Peak ? reading.MeasuredAt : stretch.PeakAt,
    };
}
