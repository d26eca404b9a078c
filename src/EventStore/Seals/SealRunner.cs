using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace MiyagiSensing.EventStore.Seals;

/// <summary>Seals what has been committed, behind the writers and off their way.</summary>
internal sealed class SealRunner(SealChain chain, TimeProvider clock, ILogger<SealRunner> logger) : BackgroundService
{
    /// <summary>Rest at the end of the store. Chosen: an event is sealed within seconds, and thin traffic makes few seals.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await chain.SealNextAsync(stoppingToken) == SealChain.MaxEvents)
                {
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException exception)
            {
                EventStoreLog.SealingInterrupted(logger, exception.Message);
            }

            await Task.Delay(Rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
