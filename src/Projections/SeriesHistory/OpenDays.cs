namespace MiyagiSensing.Projections.SeriesHistory;

/// <summary>
/// Which days of which series still have rows to merge, and what is due: rows of one level when <see cref="FanIn"/> have gathered, and all of a day when it is over and no more has come for a while. By the time of
/// the events, so that a replay merges alike.
/// </summary>
internal sealed class OpenDays
{
    /// <summary>Rows of one level that are merged into one of the next. Chosen: a reading is written again three times a day at full load, and a day has fewer than 100 rows to read.</summary>
    public const int FanIn = 32;

    /// <summary>How long after its end a day is held open for what comes late as a rule. Chosen: longer than a gauge's usual delay on a mobile link.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>How long a day that is over must have rested. Chosen: a device that sends its store again is merged once, not at each flush.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<(SeriesId Series, DateOnly Day), Entry> _days = [];

    /// <summary>Forgets all.</summary>
    public void Clear() => _days.Clear();

    /// <summary>Learns of a row that is not closed.</summary>
    public void Add(SegmentRow row, DateTimeOffset now) => Add(row.Series, row.Day, row.Level, row.Count, now);

    /// <summary>Learns of a row that is not closed.</summary>
    public void Add(SeriesId series, DateOnly day, short level, int count, DateTimeOffset now)
    {
        if (!_days.TryGetValue((series, day), out var entry))
        {
            _days.Add((series, day), entry = new Entry());
        }

        entry.TouchedAt = now;
        entry.Rows.Add((level, count));
    }

    /// <summary>True when <see cref="Take"/> would find something.</summary>
    public bool AnyDue(DateTimeOffset now) => _days.Any(pair => LevelDue(pair.Key.Day, pair.Value, now) is not null);

    /// <summary>What is due now, as much as one save should carry; it is taken as merged.</summary>
    /// <param name="now">Time of the newest event.</param>
    /// <param name="readings">Most readings to rewrite; one merge is always given.</param>
    public IReadOnlyList<DayMerge> Take(DateTimeOffset now, int readings)
    {
        List<DayMerge> merges = [];
        foreach (var (key, entry) in _days)
        {
            if (readings <= 0)
            {
                break;
            }

            if (LevelDue(key.Day, entry, now) is not { } level)
            {
                continue;
            }

            merges.Add(new DayMerge(key.Series, key.Day, level));
            var merged = entry.Rows.Where(row => level == SegmentRow.Closed || row.Level == level).Sum(row => row.Count);
            readings -= merged;
            entry.Rows.RemoveAll(row => level == SegmentRow.Closed || row.Level == level);
        }

        foreach (var merge in merges)
        {
            if (_days[(merge.Series, merge.Day)].Rows.Count == 0)
            {
                _days.Remove((merge.Series, merge.Day));
            }
        }

        return merges;
    }

    private static short? LevelDue(DateOnly day, Entry entry, DateTimeOffset now)
    {
        var end = DateTimeOffset.FromUnixTimeMilliseconds(HistoryDay.EndOf(day));
        if (now >= end + Grace && now >= entry.TouchedAt + Rest)
        {
            return SegmentRow.Closed;
        }

        if (entry.Rows.Count < FanIn)
        {
            return null;
        }

        foreach (var level in entry.Rows.CountBy(row => row.Level))
        {
            if (level.Value >= FanIn)
            {
                return level.Key;
            }
        }

        return null;
    }

    private sealed class Entry
    {
        public List<(short Level, int Count)> Rows { get; } = [];

        public DateTimeOffset TouchedAt { get; set; }
    }
}
