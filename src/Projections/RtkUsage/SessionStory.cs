using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Rtk;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>All events of one stream of sessions, up to a position.</summary>
/// <param name="stream">The stream.</param>
/// <param name="device">The device.</param>
/// <param name="session">The session id, which may have been used several times.</param>
internal sealed class SessionStory(string stream, string device, string session)
{
    private readonly List<IDomainEvent> _events = [];
    private IReadOnlyList<RtkSession>? _sessions;

    public string Stream { get; } = stream;

    public string Device { get; } = device;

    public string Session { get; } = session;

    /// <summary>The sessions that they tell of.</summary>
    public IReadOnlyList<RtkSession> Sessions => _sessions ??= RtkSessionFold.Of(_events);

    /// <summary>True while one may go on, so that more events are to be expected.</summary>
    public bool IsOpen => Sessions.Any(known => known.State == RtkSessionStates.Open);

    public void Add(IDomainEvent data)
    {
        _events.Add(data);
        _sessions = null;
    }
}
