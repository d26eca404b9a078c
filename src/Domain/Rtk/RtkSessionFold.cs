using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Domain.Rtk;

/// <summary>
/// The sessions that the events of one stream <c>rtk-session:{id}</c> tell of. Depends on the set of the events only: not on the order in which they came, nor on how often.
/// </summary>
/// <remarks>
/// Casters use an id again. A start begins a new session when the one before has ended, belongs to another user, or was not heard of for longer than <see cref="Silence"/>; else it is the same start once more. Whatever comes
/// without a start of its own belongs to the session before it, also after a time-out or an end (within <see cref="LongestConnection"/>); only where no start was ever heard does silence cut.
/// </remarks>
public static class RtkSessionFold
{
    /// <summary>
    /// How long nothing must be heard of a session, while the platform listens, until it counts as over. Chosen: casters report each minute or so, a machine that turns on the headland or waits for a refill stays
    /// connected, and mobile links come back within minutes; half an hour is well beyond all of these and far below a working day.
    /// </summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    /// <summary>A connection of which nothing was heard for longer is a clock that was wrong. Chosen: base stations are restarted more often than once a month.</summary>
    public static readonly TimeSpan LongestConnection = TimeSpan.FromDays(31);

    /// <summary>Folds the events of one stream; what is no session event is passed over.</summary>
    /// <returns>Sessions in order of time; empty when there is none.</returns>
    public static IReadOnlyList<RtkSession> Of(IEnumerable<IDomainEvent> events)
    {
        List<SessionStarted> starts = [];
        List<SessionEnded> ends = [];
        List<SessionProgressed> progress = [];
        List<SessionTimedOut> timeOuts = [];
        foreach (var data in events)
        {
            switch (data)
            {
                case SessionStarted fact:
                    starts.Add(fact);
                    break;
                case SessionProgressed fact:
                    progress.Add(fact);
                    break;
                case SessionEnded fact:
                    ends.Add(fact);
                    break;
                case SessionTimedOut fact:
                    timeOuts.Add(fact);
                    break;
            }
        }

        var sessions = new List<SessionParts>();
        foreach (var moment in Moments(starts, progress, ends))
        {
            Take(sessions, moment);
        }

        return sessions.ConvertAll(session => session.ToSession(timeOuts));
    }

    /// <summary>What happened at each instant, in order of time; repetitions once.</summary>
    private static IEnumerable<Moment> Moments(List<SessionStarted> starts, List<SessionProgressed> progress, List<SessionEnded> ends)
    {
        var (startsAt, endsAt) = (starts.ToLookup(fact => fact.At), ends.ToLookup(fact => fact.At));
        var progressAt = progress.ToLookup(BeginOf);
        foreach (var at in starts.Select(fact => fact.At).Concat(ends.Select(fact => fact.At)).Concat(progress.Select(BeginOf)).Distinct().Order())
        {
            yield return new Moment(
                [.. startsAt[at].Distinct().OrderBy(fact => fact.User, StringComparer.Ordinal).ThenBy(fact => fact.Mountpoint, StringComparer.Ordinal).ThenBy(fact => fact.Agent, StringComparer.Ordinal)],
                [
                    .. progressAt[at].DistinctBy(fact => (fact.At, fact.Fix, fact.Bytes, fact.AgeSeconds, fact.Municipality, fact.Track is null))
                        .OrderBy(fact => fact.At).ThenBy(fact => fact.Bytes).ThenBy(fact => fact.Fix).ThenBy(fact => fact.AgeSeconds).ThenBy(fact => fact.Municipality, StringComparer.Ordinal),
                ],
                [.. endsAt[at].Distinct().OrderBy(fact => fact.Bytes).ThenBy(fact => fact.Reason, StringComparer.Ordinal)]);
        }
    }

    /// <summary>A session that ends and one that begins at the same instant are two; one that begins and ends at the same instant is one.</summary>
    private static void Take(List<SessionParts> sessions, Moment moment)
    {
        var endsFirst = sessions is [.., { IsEnded: false }];
        if (endsFirst)
        {
            moment.Ends.ForEach(fact => End(sessions, fact));
        }

        moment.Starts.ForEach(fact => Start(sessions, fact));
        foreach (var fact in moment.Progress)
        {
            var last = sessions is [.., var before] && BeginOf(fact) - before.LastHeard <= (before.HasStart ? LongestConnection : Silence) ? before : Begin(sessions, fact);
            last.Add(fact);
        }

        if (!endsFirst)
        {
            moment.Ends.ForEach(fact => End(sessions, fact));
        }
    }

    private static void Start(List<SessionParts> sessions, SessionStarted fact)
    {
        var isSame = sessions is [.., var last] && !last.IsEnded && fact.At - last.LastHeard <= Silence && (!last.HasStart || last.User == fact.User);
        if (!isSame && sessions is [.., { IsEnded: false } replaced])
        {
            replaced.IsReplaced = true;
        }

        (isSame ? sessions[^1] : Begin(sessions, fact)).Add(fact);
    }

    private static void End(List<SessionParts> sessions, SessionEnded fact)
    {
        var isKnown = sessions is [.., var last] && fact.At - last.LastHeard <= (last is { HasStart: true, IsEnded: false } ? LongestConnection : Silence);
        (isKnown ? sessions[^1] : Begin(sessions, fact)).Add(fact);
    }

    private static SessionParts Begin(List<SessionParts> sessions, IDomainEvent fact)
    {
        var begun = fact switch
        {
            SessionStarted start => new SessionParts(start.Device, start.Session, start.At),
            SessionProgressed progressed => new SessionParts(progressed.Device, progressed.Session, BeginOf(progressed)),
            SessionEnded end => new SessionParts(end.Device, end.Session, end.At),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        sessions.Add(begun);
        return begun;
    }

    private static DateTimeOffset BeginOf(SessionProgressed fact) => fact.Track is { } track && track.From < fact.At ? track.From : fact.At;

    private sealed record Moment(List<SessionStarted> Starts, List<SessionProgressed> Progress, List<SessionEnded> Ends);
}
