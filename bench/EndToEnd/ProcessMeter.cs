using System.Globalization;

namespace MiyagiSensing.Bench.EndToEnd;

/// <summary>Reads from <c>/proc</c> what a process and its children use. proc(5).</summary>
internal sealed class ProcessMeter(string name, int processId, TimeProvider clock)
{
    /// <summary>The kernel's clock ticks a second, as user programs see them; 100 on every Linux.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Time between two looks at the memory. Chosen: a look at 30 processes costs some ms.</summary>
    private static readonly TimeSpan MemoryPace = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private ITimer? _memory;
    private double _seconds;
    private double _peakMegabytes;
    private long _began;

    /// <summary>Begins measuring.</summary>
    public void Start()
    {
        _seconds = Family().Sum(SecondsOf);
        _began = clock.GetTimestamp();
        _peakMegabytes = 0;
        _memory = clock.CreateTimer(_ => ReadMemory(Family()), null, TimeSpan.Zero, MemoryPace);
    }

    /// <summary>What was used since the start.</summary>
    public ProcessUsage Stop()
    {
        _memory?.Dispose();
        var family = Family();
        var elapsed = clock.GetElapsedTime(_began).TotalSeconds;
        var (megabytes, peak) = ReadMemory(family);
        return new ProcessUsage(name, Math.Round((family.Sum(SecondsOf) - _seconds) / elapsed, 2), Math.Round(megabytes, 1), Math.Round(peak, 1));
    }

    /// <summary>Memory of all the processes together, what they share counted once, now and at the most so far.</summary>
    private (double Megabytes, double Peak) ReadMemory(List<int> family)
    {
        var megabytes = family.Sum(process => KilobytesOf(process, "smaps_rollup", "Pss:")) / 1024;
        lock (_gate)
        {
            return (megabytes, _peakMegabytes = Math.Max(_peakMegabytes, megabytes));
        }
    }

    /// <summary>The process and its children; a server that forks has one for each connection.</summary>
    private List<int> Family()
    {
        List<int> family = [processId];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var other)
                && Fields(other) is { } fields && int.Parse(fields[1], CultureInfo.InvariantCulture) == processId)
            {
                family.Add(other);
            }
        }

        return family;
    }

    /// <summary>Processor time of the process and of its children that have ended.</summary>
    private double SecondsOf(int process) => Fields(process) is { } fields
        ? fields[11..(process == processId ? 15 : 13)].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond
        : 0;

    /// <summary>The fields of <c>stat</c> behind the name, from the state on.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private static double KilobytesOf(int process, string file, string key)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/{file}").FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line[key.Length..^2], CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
