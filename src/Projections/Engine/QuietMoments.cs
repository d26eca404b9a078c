using System.Runtime.CompilerServices;
using MiyagiSensing.Domain.Events;

namespace MiyagiSensing.Projections.Engine;

/// <summary>Tells a reader of the feed when nothing has come for a while.</summary>
internal static class QuietMoments
{
    /// <summary>The batches of the source, and null whenever none has come for <paramref name="quiet"/>.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<RecordedEvent>?> WithQuietMoments(
        this IAsyncEnumerable<IReadOnlyList<RecordedEvent>> source, TimeSpan quiet, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var batches = source.GetAsyncEnumerator(stop.Token);
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                next ??= batches.MoveNextAsync().AsTask();
                try
                {
                    if (!await next.WaitAsync(quiet, clock, cancellationToken))
                    {
                        yield break;
                    }

                    next = null;
                }
                catch (TimeoutException) when (!next!.IsCompleted)
                {
                    // Quiet; the same wait goes on.
                }

                yield return next is null ? batches.Current : null;
            }
        }
        finally
        {
            // An enumerator must not be disposed while it moves.
            await stop.CancelAsync();
            if (next is not null)
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await batches.DisposeAsync();
        }
    }
}
