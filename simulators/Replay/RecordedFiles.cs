using System.Globalization;
using MiyagiSensing.Simulators.Devices;

namespace MiyagiSensing.Simulators.Replay;

/// <summary>Reads the recorded data sets that are there below a folder; each has its facts in a SOURCE.txt beside it.</summary>
public static class RecordedFiles
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);
    private static readonly TimeSpan CentralEuropeanSummer = TimeSpan.FromHours(2);

    /// <summary>All sets found, in order of name.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder holds none of the known sets.</exception>
    public static IReadOnlyList<RecordedSet> ReadAll(string folder)
    {
        List<RecordedSet> sets = [];
        void Add(string name, string file, Func<string, IEnumerable<RecordedReading>> read)
        {
            var path = Path.Combine(folder, name, file);
            if (File.Exists(path))
            {
                sets.Add(RecordedSet.Of(name, read(path)));
            }
        }

        Add("river_miyagi_kiki_2025_2026", "readings.csv", ReadGauges);
        Add("ocean_swmp_catpoint_2013", "apacpwq.csv", path => ReadSonde(path, "buoy-tona"));
        Add("ocean_swmp_drybar_2012", "apadbwq.csv", path => ReadSonde(path, "buoy-mangokuura"));
        Add("bridge_munich_2022", "support_01_lowering_01DMS_CN_1s.csv", path => ReadBridge(Path.GetDirectoryName(path)!));
        Add("gnss_rtk_nmea_cc0", "nmea3.txt", ReadRover);
        return sets.Count > 0 ? sets : throw new DirectoryNotFoundException($"{folder} holds none of the recorded data sets.");
    }

    /// <summary>Hourly snapshots of crisis-management gauges; the instant is the gauge's own clock, Japan time.</summary>
    private static IEnumerable<RecordedReading> ReadGauges(string path) =>
        from line in File.ReadLines(path).Skip(1)
        let fields = line.Split(',')
        let at = Instant(fields[2], Japan)
        select new RecordedReading(at, $"river-{fields[1]}", "telemetry", Payloads.Telemetry(at, sensor: null, ("stage", Number(fields[3]), 2)), 1);

    /// <summary>A moored sonde, 15-minute interval, faults included; empty fields are left out.</summary>
    private static IEnumerable<RecordedReading> ReadSonde(string path, string station)
    {
        (string Metric, int Column)[] columns = [("water_temp", 1), ("salinity", 2), ("dissolved_oxygen", 4), ("turbidity", 7)];
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = line.Split(',');
            var values = columns.Where(column => fields[column.Column].Length > 0)
                .Select(column => (column.Metric, Number(fields[column.Column]), 3)).ToArray();
            if (values.Length > 0)
            {
                var at = Instant(fields[0], TimeSpan.Zero);
                yield return new RecordedReading(at, station, "telemetry", Payloads.Telemetry(at, sensor: null, values), 1);
            }
        }
    }

    /// <summary>Strain at rest and under load while a support is lowered in three steps, a mean each second.</summary>
    private static IEnumerable<RecordedReading> ReadBridge(string folder) =>
        from file in Directory.EnumerateFiles(folder, "support_*DMS_CN_1s.csv").Order(StringComparer.Ordinal)
        from line in File.ReadLines(file).Skip(1)
        let fields = line.Split(',')
        let at = Instant(fields[0], CentralEuropeanSummer)
        select new RecordedReading(at, "pipe-bridge-sanuma", "telemetry", Payloads.Telemetry(at, sensor: null, ("strain", Number(fields[2]), 2)), 1);

    /// <summary>One rover's NMEA, epoch by epoch, as its session's messages; the file has times without a date.</summary>
    private static IEnumerable<RecordedReading> ReadRover(string path)
    {
        const string session = "recorded-rover";
        var day = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var started = false;
        var at = day;
        foreach (var fields in File.ReadLines(path).Where(line => line.StartsWith("$GNGGA", StringComparison.Ordinal) || line.StartsWith("$GPGGA", StringComparison.Ordinal)).Select(line => line.Split(',')))
        {
            at = day + TimeSpan.ParseExact(fields[1].Split('.')[0], "hhmmss", CultureInfo.InvariantCulture);
            if (!started)
            {
                started = true;
                yield return Event("session_start", at, new Dictionary<string, object> { ["user"] = "recorded-user", ["mountpoint"] = "RECORDED", ["agent"] = "recorded NMEA" });
            }
            else
            {
                var members = new Dictionary<string, object> { ["fix"] = int.Parse(fields[6], CultureInfo.InvariantCulture), ["sats"] = int.Parse(fields[7], CultureInfo.InvariantCulture) };
                if (fields[13].Length > 0)
                {
                    members["ageS"] = Number(fields[13]);
                }

                yield return Event("session_update", at, members);
            }
        }

        yield return Event("session_end", at.AddSeconds(1), new Dictionary<string, object> { ["reason"] = "end of the recording" });

        static RecordedReading Event(string kind, DateTimeOffset at, Dictionary<string, object> members) =>
            new(at, "rtk-tome", "event", Payloads.RtkEvent(kind, at, session, members), 0);
    }

    private static DateTimeOffset Instant(string text, TimeSpan offset) =>
        text.EndsWith('Z')
            ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture)
            : new DateTimeOffset(DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.None), offset).ToUniversalTime();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
