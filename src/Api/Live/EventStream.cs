using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using MiyagiSensing.Projections.Live;
using MiyagiSensing.Projections.Stations;

namespace MiyagiSensing.Api.Live;

/// <summary>
/// The events of one open page: first the present state, then each update, and a ping every 15 seconds. Nothing is queued here; a client that does not read
/// holds up only its own subscription, which keeps the newest values.
/// </summary>
internal sealed class EventStream(ILiveUpdates live, IStationQueries stations, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    /// <summary>Type of the events that carry a <see cref="LiveMessage"/>.</summary>
    public const string UpdateType = "update";

    /// <summary>Type of the events that carry a <see cref="Ping"/>.</summary>
    public const string PingType = "ping";

    // Source: WHATWG HTML, 9.2.7 "Authoring notes": something every 15 seconds or so, against proxies that drop silent connections.
    private static readonly TimeSpan PingPeriod = TimeSpan.FromSeconds(15);

    /// <summary>Yields events until the client goes or the server stops.</summary>
    /// <param name="station">Station id to tell about; null means all.</param>
    /// <param name="lastSeen">Position of the last event the client has; null on its first visit.</param>
    /// <param name="cancellationToken">Signalled when the client has gone.</param>
    public async IAsyncEnumerable<SseItem<object>> ReadAsync(
        string? station, long? lastSeen, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await using var updates = live.SubscribeAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        using var timer = new PeriodicTimer(PingPeriod, clock);

        // Subscribed before the present state is read: what changes in between is told twice rather than not at all.
        var update = updates.MoveNextAsync().AsTask();
        var ping = timer.WaitForNextTickAsync(ending.Token).AsTask();
        try
        {
            var present = LiveMessages.FromPresent(await ReadPresentAsync(station, cancellationToken), lastSeen);
            yield return Item(present, lastSeen);
            while (true)
            {
                await Task.WhenAny(update, ping);
                if (update.IsCompleted)
                {
                    if (!await HasMoreAsync(update))
                    {
                        yield break;
                    }

                    var message = LiveMessages.FromUpdate(updates.Current, station);
                    update = updates.MoveNextAsync().AsTask();
                    if (!message.IsEmpty)
                    {
                        yield return Item(message, message.Position);
                    }
                }
                else if (await HasMoreAsync(ping))
                {
                    yield return new SseItem<object>(new Ping(clock.GetUtcNow()), PingType);
                    ping = timer.WaitForNextTickAsync(ending.Token).AsTask();
                }
                else
                {
                    yield break;
                }
            }
        }
        finally
        {
            // An enumerator may be disposed of only when its last step has ended.
            await ending.CancelAsync();
            await HasMoreAsync(update);
            await HasMoreAsync(ping);
        }
    }

    private static SseItem<object> Item(LiveMessage message, long? id) =>
        new(message, UpdateType) { EventId = id?.ToString(CultureInfo.InvariantCulture) };

    private static async Task<bool> HasMoreAsync(Task<bool> step)
    {
        try
        {
            return await step;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<StationOverview>> ReadPresentAsync(string? station, CancellationToken cancellationToken)
    {
        if (station is null)
        {
            return await stations.ListAsync(null, cancellationToken);
        }

        return await stations.FindAsync(station, cancellationToken) is { } found ? [found] : [];
    }
}
