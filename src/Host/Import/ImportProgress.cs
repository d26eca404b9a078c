using System.Globalization;

namespace MiyagiSensing.Host.Import;

/// <summary>A bar with rate and time left: on a terminal one line that moves, elsewhere a line every few seconds.</summary>
internal sealed class ImportProgress(TextWriter output, bool isTerminal, long rows, long done, TimeProvider clock)
{
    private const int Width = 30;

    private static readonly TimeSpan TerminalPace = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LinePace = TimeSpan.FromSeconds(5);

    private readonly long _began = clock.GetTimestamp();
    private readonly long _before = done;
    private long _shownAt = clock.GetTimestamp();

    /// <summary>Rows committed so far, those of an earlier run included.</summary>
    public void Show(long now)
    {
        if (clock.GetElapsedTime(_shownAt) >= (isTerminal ? TerminalPace : LinePace))
        {
            Write(now);
        }
    }

    /// <summary>The last state, with the line's end.</summary>
    public void End(long now)
    {
        Write(now);
        if (isTerminal)
        {
            output.WriteLine();
        }
    }

    /// <summary>The line.</summary>
    internal string Describe(long now)
    {
        var share = rows == 0 ? 1 : (double)now / rows;
        var rate = (now - _before) / Math.Max(clock.GetElapsedTime(_began).TotalSeconds, 0.001);
        var left = rate > 0 ? TimeSpan.FromSeconds((rows - now) / rate) : TimeSpan.Zero;
        var filled = (int)(share * Width);
        return string.Create(
            CultureInfo.InvariantCulture, $"[{new string('#', filled)}{new string('.', Width - filled)}] {share:P0} {now:N0} of {rows:N0} lines, {rate:N0}/s, {left:hh\\:mm\\:ss} left");
    }

    private void Write(long now)
    {
        _shownAt = clock.GetTimestamp();
        var line = Describe(now);
        output.Write(isTerminal ? $"\r{line}  " : line + Environment.NewLine);
    }
}
