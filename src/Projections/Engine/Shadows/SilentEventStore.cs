using System.Data.Common;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Projections.Engine.Shadows;

/// <summary>The event store for a projection that is built beside the live one: what it decides has been appended long ago, so nothing is.</summary>
internal sealed class SilentEventStore(IEventStore store) : IEventStore
{
    public Task<AppendResult> AppendAsync(
        IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A projection that is built beside the live one appends nothing.");

    public Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, long fromVersion, CancellationToken cancellationToken) =>
        store.ReadStreamAsync(stream, fromVersion, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamsAsync(string prefix, CancellationToken cancellationToken) => store.ReadStreamsAsync(prefix, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadTypeAsync(string type, long after, long upTo, CancellationToken cancellationToken) =>
        store.ReadTypeAsync(type, after, upTo, cancellationToken);
}
