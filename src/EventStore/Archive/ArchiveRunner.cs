using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MiyagiSensing.Domain.Events;
using Npgsql;

namespace MiyagiSensing.EventStore.Archive;

/// <summary>Archives by the policy, off everybody's way.</summary>
internal sealed class ArchiveRunner(JournalArchiver archiver, ArchivePolicy policy, TimeProvider clock, ILogger<ArchiveRunner> logger) : BackgroundService
{
    /// <summary>Time between two looks. Chosen: a day that waited for something is archived on the same day.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Why the last look failed; said once, however often it fails for it.</summary>
    private string? _said;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await policy.ReadAsync(stoppingToken) is { AfterDays: { } days })
                {
                    foreach (var outcome in await archiver.RunAsync(days, EventHeaders.Platform, stoppingToken))
                    {
                        Log(outcome);
                    }
                }

                _said = null;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                if (exception.Message != _said)
                {
                    _said = exception.Message;
                    EventStoreLog.ArchivingInterrupted(logger, exception.Message);
                }
            }

            await Task.Delay(Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Log(ArchiveOutcome outcome)
    {
        if (outcome.Archived is { } archived)
        {
            EventStoreLog.DayArchived(logger, outcome.Stream, archived.Events, archived.Readings, archived.File, archived.FileBytes);
        }
        else
        {
            EventStoreLog.DayNotArchived(logger, outcome.Stream, string.Join("; ", outcome.Waits));
        }
    }
}
