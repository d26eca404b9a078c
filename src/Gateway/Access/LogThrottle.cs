namespace MiyagiSensing.Gateway.Access;

/// <summary>Lets a few lines through in each window of time, so that a storm can't flood the log. Safe for any thread.</summary>
internal sealed class LogThrottle(TimeProvider clock)
{
    /// <summary>Lines in one window. Chosen: enough for the everyday mistake of one device to be seen in full.</summary>
    public const int Lines = 20;

    /// <summary>Length of a window. Chosen: at most 2 lines a second in the long run.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _began = clock.GetTimestamp();
    private int _asked;

    /// <summary>True when the line may be written.</summary>
    /// <param name="heldBack">How many were held back in the window that has just ended; otherwise 0.</param>
    public bool TryPass(out int heldBack)
    {
        lock (_gate)
        {
            heldBack = 0;
            if (clock.GetElapsedTime(_began) >= Window)
            {
                heldBack = Math.Max(0, _asked - Lines);
                (_began, _asked) = (clock.GetTimestamp(), 0);
            }

            return ++_asked <= Lines;
        }
    }
}
