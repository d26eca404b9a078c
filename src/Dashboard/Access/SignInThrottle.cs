namespace MiyagiSensing.Dashboard.Access;

/// <summary>
/// Slows guessing down. A try counts as failed from its beginning until it succeeds, so that tries sent at once do not slip past the count.
/// Kept in memory: a restart forgets, which costs an attacker more than it gives.
/// </summary>
/// <param name="clock">The world's clock, not the platform's: guessing does not run faster in a replay.</param>
internal sealed class SignInThrottle(TimeProvider clock)
{
    /// <summary>Failed tries of one name from one address before it has to wait. Chosen: a person mistypes three or four times.</summary>
    public const int TriesPerName = 5;

    /// <summary>Failed tries from one address, whatever the names. Chosen: an office behind one address stays below it.</summary>
    public const int TriesPerAddress = 50;

    /// <summary>Keys remembered; beyond it the oldest is dropped. Chosen: under 2 MB.</summary>
    public const int Capacity = 10_000;

    /// <summary>How long one has to wait, and after which failed tries are forgotten. Chosen: 480 guesses a day for one name and address.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(15);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tries> _tries = [];

    /// <summary>Counts a try; false when this name or address has to wait first.</summary>
    public bool TryBegin(string name, string address)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            return Count(NameKey(name, address), TriesPerName, now) & Count(address, TriesPerAddress, now);
        }
    }

    /// <summary>Forgets the tries of a person who has signed in.</summary>
    public void Succeeded(string name, string address)
    {
        lock (_lock)
        {
            _tries.Remove(NameKey(name, address));
            _tries.Remove(address);
        }
    }

    private static string NameKey(string name, string address) => $"{address}\n{name}";

    private bool Count(string key, int limit, DateTimeOffset now)
    {
        var known = _tries.TryGetValue(key, out var tries) && now - tries.LastAt < Wait;
        if (known && tries.Number >= limit)
        {
            return false;
        }

        if (!known)
        {
            MakeRoom(now);
        }

        _tries[key] = new Tries(known ? tries.Number + 1 : 1, now);
        return true;
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_tries.Count < Capacity)
        {
            return;
        }

        foreach (var (key, _) in _tries.Where(pair => now - pair.Value.LastAt >= Wait).ToList())
        {
            _tries.Remove(key);
        }

        if (_tries.Count >= Capacity)
        {
            _tries.Remove(_tries.MinBy(pair => pair.Value.LastAt).Key);
        }
    }

    private readonly record struct Tries(int Number, DateTimeOffset LastAt);
}
