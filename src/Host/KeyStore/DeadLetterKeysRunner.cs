using Npgsql;

namespace MiyagiSensing.Host.KeyStore;

/// <summary>Sees to it each hour that the keys of dead letters are renewed and destroyed in time.</summary>
internal sealed class DeadLetterKeysRunner(PostgresKeyStore keys, TimeProvider clock, ILogger<DeadLetterKeysRunner> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await keys.RenewAsync(clock.GetUtcNow(), stoppingToken);
            }
            catch (NpgsqlException away)
            {
                HostLog.DeadLetterKeysWait(logger, away.Message);
            }
        }
    }
}
