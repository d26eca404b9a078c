using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Rivers;

/// <summary>
/// The recorded year of Miyagi's crisis-management gauges, read and reckoned with nothing of the platform: what it says is held against what the platform says.
/// </summary>
internal sealed class RiverYear
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    private RiverYear(string file, int lines, Dictionary<string, List<Level>> gauges, Dictionary<string, List<(string Name, decimal Metres)>> limits) =>
        (File, Lines, Gauges, Limits) = (file, lines, gauges, limits);

    /// <summary>The file with the readings.</summary>
    public string File { get; }

    /// <summary>Lines with a reading, repeats among them.</summary>
    public int Lines { get; }

    /// <summary>Code to levels in order of measuring; a level that stands in several snapshots once.</summary>
    public Dictionary<string, List<Level>> Gauges { get; }

    /// <summary>Code to the limits of the list of gauges, lowest first.</summary>
    public Dictionary<string, List<(string Name, decimal Metres)>> Limits { get; }

    public static async Task<RiverYear> ReadAsync(CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Path.GetFullPath(Path.Combine(HostPrograms.Catalog, "..", "..", "shared", "data")), "river_miyagi_kiki_2025_2026");
        if (!Directory.Exists(folder))
        {
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", "The recorded data sets (../shared/data) are missing, and this is CI.");
            Assert.Skip("The recorded data sets (../shared/data beside the project) are not here.");
        }

        var file = Path.Combine(folder, "readings.csv");
        var lines = (await System.IO.File.ReadAllLinesAsync(file, cancellationToken)).Skip(1).Select(line => line.Split(',')).ToList();
        var gauges = lines
            .GroupBy(fields => fields[1])
            .ToDictionary(group => group.Key, group => group
                .Select(fields => new Level(DateTime.Parse(fields[2], CultureInfo.InvariantCulture), Number(fields[3])))
                .DistinctBy(level => level.Japan)
                .OrderBy(level => level.Japan)
                .ToList());
        var limits = (await System.IO.File.ReadAllLinesAsync(Path.Combine(folder, "stations.csv"), cancellationToken)).Skip(1).Select(line => line.Split(',')).ToDictionary(
            fields => fields[0],
            fields => new[] { ("reporting", fields[6]), ("danger", fields[7]), ("flooding", fields[8]) }.Where(limit => limit.Item2.Length > 0).Select(limit => (limit.Item1, Number(limit.Item2))).ToList());
        return new RiverYear(file, lines.Count, gauges, limits);
    }

    /// <summary>The limits of a gauge at an instant. Of all gauges only the one at the Natori changed: it reported from 3.5 m on until 7 November 2025, 13:00.</summary>
    public IEnumerable<(string Name, decimal Metres)> LimitsAt(string code, DateTime japan) => Limits[code].Select(limit =>
        code == "8200000290" && limit.Name == "reporting" && japan < new DateTime(2025, 11, 7, 13, 0, 0) ? (limit.Name, 3.5m) : limit);

    /// <summary>Rise at the level of an index, metres an hour: slope of the least squares through the hour before, or the two before.</summary>
    public static double? RateAt(List<Level> levels, int index)
    {
        var now = levels[index].Japan;
        var used = levels.Take(index + 1).Where(level => (now - level.Japan).TotalMinutes <= 60).ToList();
        if ((now - used[0].Japan).TotalMinutes < 20 && levels.Take(index + 1 - used.Count).LastOrDefault() is { } before && (now - before.Japan).TotalMinutes <= 120)
        {
            used.Insert(0, before);
        }

        if ((now - used[0].Japan).TotalMinutes < 20)
        {
            return null;
        }

        var (n, x, y, xy, xx) = (used.Count, 0m, 0m, 0m, 0m);
        foreach (var level in used)
        {
            var minutes = (decimal)(level.Japan - now).TotalMinutes;
            (x, y, xy, xx) = (x + minutes, y + level.Metres, xy + (minutes * level.Metres), xx + (minutes * minutes));
        }

        return (double)(((n * xy) - (x * y)) / ((n * xx) - (x * x)) * 60);
    }

    /// <summary>Stretches at or above each limit: limit, first and last level, how it ended, peak, number; in order of begin and limit.</summary>
    public List<string> ExceedancesOf(string code)
    {
        var (levels, found) = (Gauges[code], new List<(DateTime From, decimal Metres, string Text)>());
        foreach (var name in Limits[code].Select(limit => limit.Name))
        {
            bool Over(Level level) => level.Metres >= LimitsAt(code, level.Japan).Single(limit => limit.Name == name).Metres;

            for (var i = 0; i < levels.Count; i++)
            {
                if (!Over(levels[i]))
                {
                    continue;
                }

                var first = i;
                while (i + 1 < levels.Count && levels[i + 1].Japan - levels[i].Japan <= TimeSpan.FromHours(2) && Over(levels[i + 1]))
                {
                    i++;
                }

                var fell = i + 1 < levels.Count && levels[i + 1].Japan - levels[i].Japan <= TimeSpan.FromHours(2);
                var peak = levels[first..(i + 1)].MaxBy(level => level.Metres)!;
                found.Add((levels[first].Japan, LimitsAt(code, levels[first].Japan).Single(limit => limit.Name == name).Metres, Line(name, levels[first].At, levels[i].At, fell ? "fell-below" : "fell-silent", (double)peak.Metres, peak.At, i - first + 1)));
            }
        }

        return [.. found.OrderBy(item => item.From).ThenBy(item => item.Metres).Select(item => item.Text)];
    }

    /// <summary>Hour (Japan) to the gauges that sent, and to those whose highest level of the hour was at or above each limit.</summary>
    public IEnumerable<(DateTimeOffset From, int Gauges, Dictionary<string, int> Over)> Hours() => Gauges
        .SelectMany(gauge => gauge.Value.GroupBy(
            level => level.Japan.Date.AddHours(level.Japan.Hour), (hour, levels) => (Hour: hour, Code: gauge.Key, Highest: levels.Max(level => level.Metres))))
        .GroupBy(level => level.Hour)
        .OrderBy(hour => hour.Key)
        .Select(hour => (
            new DateTimeOffset(hour.Key, Japan),
            hour.Count(),
            hour.SelectMany(level => LimitsAt(level.Code, hour.Key).Where(limit => level.Highest >= limit.Metres)).CountBy(limit => limit.Name).ToDictionary()));

    /// <summary>Begin of a period (Japan) to its levels.</summary>
    public static ILookup<DateTimeOffset, Level> Periods(List<Level> levels, string period) => levels.ToLookup(level => new DateTimeOffset(
        period switch
        {
            "hour" => level.Japan.Date.AddHours(level.Japan.Hour),
            "day" => level.Japan.Date,
            "tenday" => new DateTime(level.Japan.Year, level.Japan.Month, Math.Min((level.Japan.Day - 1) / 10, 2) * 10 + 1),
            "month" => new DateTime(level.Japan.Year, level.Japan.Month, 1),
            _ => new DateTime(level.Japan.AddMonths(-3).Year, 4, 1),
        },
        Japan));

    /// <summary>A stretch as text, for comparing.</summary>
    public static string Line(string limit, DateTimeOffset from, DateTimeOffset last, string end, double peak, DateTimeOffset peakAt, int readings) =>
        string.Create(CultureInfo.InvariantCulture, $"{limit} {from.ToUniversalTime():s} {last.ToUniversalTime():s} {end} {peak} {peakAt.ToUniversalTime():s} {readings}");

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>A level by the gauge's clock.</summary>
    internal sealed record Level(DateTime Japan, decimal Metres)
    {
        public DateTimeOffset At => new(Japan, RiverYear.Japan);
    }
}
