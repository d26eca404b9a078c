namespace MiyagiSensing.Domain.Ports;

/// <summary>What became of a message's readings that were not stored; the others were, at least in part.</summary>
public sealed class IntakeCounts
{
    private readonly Dictionary<string, int> _setAside = [];

    /// <summary>Readings that were stored already.</summary>
    public int Duplicate { get; set; }

    /// <summary>Readings that were kept apart whole, by reason (<see cref="Journal.SetAsideReasons"/>).</summary>
    public IReadOnlyDictionary<string, int> SetAside => _setAside;

    /// <summary>Counts one that was kept apart.</summary>
    public void AddSetAside(string reason) => _setAside[reason] = _setAside.GetValueOrDefault(reason) + 1;
}
