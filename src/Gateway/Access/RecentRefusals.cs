namespace MiyagiSensing.Gateway.Access;

/// <summary>The last refusals, for operators: in memory, gone with the process. Safe for any thread; full, the oldest makes room.</summary>
public sealed class RecentRefusals
{
    /// <summary>How many are kept. Chosen: a page or two for a person to read; the counters have all.</summary>
    public const int Capacity = 200;

    private readonly Lock _gate = new();
    private readonly Queue<Refusal> _refusals = new(Capacity);

    /// <summary>At most <paramref name="limit"/> refusals, newest first.</summary>
    public IReadOnlyList<Refusal> Newest(int limit)
    {
        lock (_gate)
        {
            return [.. _refusals.Reverse().Take(limit)];
        }
    }

    internal void Add(Refusal refusal)
    {
        lock (_gate)
        {
            if (_refusals.Count == Capacity)
            {
                _refusals.Dequeue();
            }

            _refusals.Enqueue(refusal);
        }
    }
}
