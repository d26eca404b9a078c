using System.Data.Common;
using MiyagiSensing.Domain.Events;
using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Host.Bridges;

/// <summary>An event store that is read as it is and forgets what it is given: for saying what a command would do.</summary>
internal sealed class DryStore(IEventStore store) : IEventStore
{
    public Task<AppendResult> AppendAsync(IReadOnlyList<NewEvent> events, IReadOnlyDictionary<string, ExpectedVersion>? expected, CancellationToken cancellationToken) =>
        Task.FromResult<AppendResult>(new AppendResult.Appended(0, 0));

    public Task AppendWithinAsync(IReadOnlyList<NewEvent> events, DbTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public IAsyncEnumerable<RecordedEvent> ReadStreamAsync(string stream, long fromVersion, CancellationToken cancellationToken) => store.ReadStreamAsync(stream, fromVersion, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadStreamsAsync(string prefix, CancellationToken cancellationToken) => store.ReadStreamsAsync(prefix, cancellationToken);

    public IAsyncEnumerable<RecordedEvent> ReadTypeAsync(string type, long after, long upTo, CancellationToken cancellationToken) => store.ReadTypeAsync(type, after, upTo, cancellationToken);
}
