using System.Globalization;

namespace MiyagiSensing.Chaos.Servers;

/// <summary>
/// What <c>miyagi up</c> does before each start of InfluxDB 1.x. That server cuts a torn last entry off its log but goes on writing behind where it was, which leaves a hole; the start after
/// that reads up to the hole and drops all behind it, acknowledged as it was. Behind an empty segment it begins a new one instead.
/// </summary>
internal static class InfluxSegments
{
    /// <summary>Puts an empty segment behind the last one of each shard.</summary>
    /// <param name="log">The server's <c>wal-dir</c>; need not be there yet.</param>
    public static void Seal(string log)
    {
        if (!Directory.Exists(log))
        {
            return;
        }

        foreach (var shard in Directory.EnumerateFiles(log, "_*.wal", SearchOption.AllDirectories).GroupBy(file => Path.GetDirectoryName(file)!).ToList())
        {
            var last = shard.Max(file => int.Parse(Path.GetFileNameWithoutExtension(file).AsSpan(1), CultureInfo.InvariantCulture));
            File.Create(Path.Combine(shard.Key, string.Create(CultureInfo.InvariantCulture, $"_{last + 1:00000}.wal"))).Dispose();
        }
    }
}
