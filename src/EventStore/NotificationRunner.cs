using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MiyagiSensing.EventStore;

/// <summary>
/// Hears of events that other processes append (the command line, Marten, a second node) and tells the feed. It listens before it asks for the present end, and asks again after each broken connection, so
/// that nothing falls between.
/// </summary>
internal sealed class NotificationRunner(NpgsqlDataSource dataSource, EventFeed feed, TimeProvider clock, ILogger<NotificationRunner> logger)
    : BackgroundService
{
    /// <summary>How long a silent connection is trusted. Chosen: a writer that does not announce itself is seen within a second.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>How long the server may take to say where the store ends; the answer comes from an index.</summary>
    private const int AnswerSeconds = 5;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var attempt = 0; !stoppingToken.IsCancellationRequested; attempt++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = await dataSource.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, notification) =>
                    feed.AdvanceTo(long.Parse(notification.Payload, CultureInfo.InvariantCulture));
                await using (var listen = new NpgsqlCommand("listen miyagi_events", connection))
                {
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                }

                await using var end = new NpgsqlCommand("select coalesce(max(seq_id), 0) from miyagi.mt_events", connection) { CommandTimeout = AnswerSeconds };
                while (true)
                {
                    feed.AdvanceTo((long)(await end.ExecuteScalarAsync(stoppingToken))!);
                    attempt = 0;
                    await connection.WaitAsync(Poll, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (LostConnection.Explains(exception, connection))
            {
                EventStoreLog.ListenerInterrupted(logger, exception.Message);
            }
            finally
            {
                await (connection?.DisposeAsync() ?? ValueTask.CompletedTask);
            }

            await Task.Delay(Backoff.After(attempt), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
