using System.Diagnostics;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Projections.RtkUsage;

/// <summary>The stories of sessions that may go on, in memory; others are read from the store when an event comes for them, which is seldom.</summary>
internal sealed class SessionStories(IEventStore store)
{
    private readonly Dictionary<string, SessionStory> _known = [];
    private readonly HashSet<SessionStory> _changed = [];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _known.Clear();
        _changed.Clear();
    }

    /// <summary>Adds an event to its story.</summary>
    public async Task AddAsync(RecordedEvent item, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(item.Stream, out var story))
        {
            var (device, session) = NameOf(item.Data!);
            story = new SessionStory(item.Stream, device, session);
            if (item.Version > 1)
            {
                await foreach (var earlier in store.ReadStreamAsync(item.Stream, 1, cancellationToken))
                {
                    if (earlier.Position < item.Position && earlier.Data is { } data)
                    {
                        story.Add(data);
                    }
                }
            }

            _known.Add(item.Stream, story);
        }

        story.Add(item.Data!);
        _changed.Add(story);
    }

    /// <summary>Stories with events that are not yet committed.</summary>
    public IReadOnlyCollection<SessionStory> Changed() => _changed;

    /// <summary>What changed is committed; what is over is forgotten.</summary>
    public void Committed()
    {
        foreach (var story in _changed.Where(story => !story.IsOpen))
        {
            _known.Remove(story.Stream);
        }

        _changed.Clear();
    }

    private static (string Device, string Session) NameOf(IDomainEvent data) => data switch
    {
        SessionStarted fact => (fact.Device, fact.Session),
        SessionProgressed fact => (fact.Device, fact.Session),
        SessionEnded fact => (fact.Device, fact.Session),
        SessionTimedOut fact => (fact.Device, fact.Session),
        _ => throw new UnreachableException(),
    };
}
