using System.Runtime.CompilerServices;
using System.Threading.Channels;
using MiyagiSensing.Projections.Live;

namespace MiyagiSensing.Unit.Api;

/// <summary>Updates that a test sends; tells when somebody subscribes and when the subscription has ended.</summary>
internal sealed class FakeLive : ILiveUpdates
{
    private readonly Channel<LiveUpdate> _updates = Channel.CreateBounded<LiveUpdate>(16);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Subscribed { get; private set; }

    public Task Ended => _ended.Task;

    public ValueTask SendAsync(LiveUpdate update, CancellationToken cancellationToken) => _updates.Writer.WriteAsync(update, cancellationToken);

    public async IAsyncEnumerable<LiveUpdate> SubscribeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Subscribed = true;
        try
        {
            await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
            {
                yield return update;
            }
        }
        finally
        {
            _ended.TrySetResult();
        }
    }
}
