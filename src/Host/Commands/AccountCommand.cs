using System.CommandLine;
using System.Text.Json;
using MiyagiSensing.Host.Catalog;
using MiyagiSensing.Projections.TimeSeries;
using Npgsql;

namespace MiyagiSensing.Host.Commands;

/// <summary><c>account</c>: counts, independently of the running platform, what the stores hold; what a demo or an audit compares with the devices' own books.</summary>
internal static class AccountCommand
{
    /// <summary>How long the projections may take to come into step.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Build()
    {
        var command = new Command("account", "Waits until the projections are in step, then prints as JSON how many readings each store holds.")
        {
            new Option<bool>("--json") { Description = "For programs; there is no other form." },
        };
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var session = StoreSession.Open();
            var dataSource = session.Get<NpgsqlDataSource>();
            var inStep = await WaitForStepAsync(dataSource, TimeProvider.System, cancellationToken);
            var domains = CatalogFiles.Load(session.Settings.CatalogFolder).Domains.Select(domain => domain.Id).Append("unknown");
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                eventStoreReadings = await CountAsync(dataSource, "select (select count(*) from miyagi.journal_readings) + (select coalesce(sum(readings), 0) from miyagi.journal_archive_blocks)", cancellationToken),
                influxReadings = await session.Get<TimeSeriesCount>().ReadAsync(domains, cancellationToken),
                setAside = await CountAsync(
                    dataSource,
                    """
                    select (select coalesce(sum(jsonb_array_length(data -> 'setAside')), 0)::bigint from miyagi.mt_events where type = 'readings_recorded' and data ? 'setAside')
                        + (select coalesce(sum(set_aside), 0) from miyagi.journal_archive_blocks)
                    """,
                    cancellationToken),
                deadLetters = await CountAsync(dataSource, "select count(*) from miyagi.mt_events where type = 'message_dead_lettered'", cancellationToken),
                alertsRaised = await CountAsync(dataSource, "select count(*) from miyagi.mt_events where type = 'episode_raised'", cancellationToken),
                alertsCleared = await CountAsync(dataSource, "select count(*) from miyagi.mt_events where type = 'episode_cleared'", cancellationToken),
                inStep,
            }));
        });
        return command;
    }

    private static async Task<bool> WaitForStepAsync(NpgsqlDataSource dataSource, TimeProvider clock, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var target = await CountAsync(dataSource, "select coalesce(max(seq_id), 0) from miyagi.stored_events where type = 'readings_recorded'", cancellationToken);
        while (clock.GetElapsedTime(began) < Patience)
        {
            if (await CountAsync(dataSource, "select coalesce(min(last_seq_id), 0) from miyagi.mt_event_progression where name like '%/%'", cancellationToken) >= target)
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellationToken);
        }

        return false;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource dataSource, string sql, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
