using System.Data.Common;
using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Unit.Host.Catalog;

/// <summary>Streams in memory, with the version check of the real store; counts round trips and can lose a race on purpose.</summary>
internal sealed class DefinitionStore : IEventStore
{
    private readonly List<RecordedEvent> _events = [];

    public IReadOnlyList<RecordedEvent> Events => _events;

    public int ReadCount { get; private set; }

    public int AppendCount { get; private set; }

    /// <summary>Runs once before the next append, as another writer would.</summary>
    public Action<DefinitionStore>? BeforeAppend { get; set; }

    public Task<AppendResult> AppendAsync(
        IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected, CancellationToken cancellationToken)
    {
        AppendCount++;
        var interloper = BeforeAppend;
        BeforeAppend = null;
        interloper?.Invoke(this);
        foreach (var (stream, version) in expected ?? new Dictionary<string, ExpectedVersion>())
        {
            var actual = VersionOf(stream);
            if (version != ExpectedVersion.Any && version != (actual == 0 ? ExpectedVersion.NoStream : ExpectedVersion.Exactly(actual)) && !(version == ExpectedVersion.Exists && actual > 0))
            {
                return Task.FromResult<AppendResult>(new AppendResult.Conflict(stream, version, VersionOf(stream)));
            }
        }

        var first = _events.Count + 1;
        foreach (var fresh in events)
        {
            Add(fresh);
        }

        return Task.FromResult<AppendResult>(new AppendResult.Appended(first, _events.Count));
    }

    public Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken) =>
        throw new NotSupportedException("An import appends in a transaction of its own.");

    public void Add(NewEvent fresh)
    {
        // Through JSON and back, as the real store does.
        var type = EventCatalog.NameOf(fresh.Data);
        _events.Add(new RecordedEvent
        {
            Position = _events.Count + 1,
            Id = fresh.Id,
            Stream = fresh.Stream,
            Version = VersionOf(fresh.Stream) + 1,
            Type = type,
            RecordedAt = DateTimeOffset.UnixEpoch,
            Headers = fresh.Headers,
            Data = EventCatalog.Deserialize(type, EventCatalog.Serialize(fresh.Data)),
        });
    }

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, long fromVersion, CancellationToken cancellationToken) =>
        Stored(_events.Where(recorded => recorded.Stream == stream && recorded.Version >= fromVersion), cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamsAsync(string prefix, CancellationToken cancellationToken)
    {
        ReadCount++;
        return Stored(_events.Where(recorded => recorded.Stream.StartsWith(prefix, StringComparison.Ordinal)), cancellationToken);
    }

    public IAsyncEnumerable<RecordedEvent> ReadTypeAsync(string type, long after, long upTo, CancellationToken cancellationToken) =>
        Stored(_events.Where(recorded => recorded.Type == type && recorded.Position > after && recorded.Position <= upTo), cancellationToken);

    private static async IAsyncEnumerable<RecordedEvent> Stored(
        IEnumerable<RecordedEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var recorded in events.ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return await ValueTask.FromResult(recorded);
        }
    }

    private long VersionOf(string stream) => _events.Count(recorded => recorded.Stream == stream);
}
