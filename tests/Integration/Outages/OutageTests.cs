using System.Net;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Outages;

/// <summary>What breaks while devices send: nothing acknowledged is lost, nothing is stored twice.</summary>
public sealed class OutageTests(OwnServersFixture platform) : IntegrationTest(platform), IClassFixture<OwnServersFixture>
{
    private static readonly TimeSpan OutageLength = TimeSpan.FromSeconds(20);

    // Acknowledgements that were on their way when the server stopped have arrived by then.
    private static readonly TimeSpan InFlight = TimeSpan.FromSeconds(1);

    private readonly OwnServersFixture _platform = platform;

    [Fact]
    public async Task Without_postgres_nothing_is_acknowledged_and_afterwards_nothing_is_missing()
    {
        await using var fleet = await Fleet.StartAsync(_platform, "no-postgres", Cancellation);

        await _platform.Postgres.StopAsync();
        await Eventually.LastsAsync(InFlight, Cancellation);
        var acknowledged = fleet.AcknowledgedCount;
        await Eventually.HoldsAsync(
            "the platform says that it is not ready",
            async () => await _platform.Platform.HealthAsync(Cancellation) == HttpStatusCode.ServiceUnavailable,
            Cancellation);
        await Eventually.LastsAsync(OutageLength, Cancellation);
        Assert.Equal(acknowledged, fleet.AcknowledgedCount);

        await _platform.Postgres.StartAgainAsync(Cancellation);

        await fleet.FinishExactlyOnceAsync(Cancellation);
        await _platform.ReadyAsync(Cancellation);
    }

    [Fact]
    public async Task A_store_that_refuses_the_journal_makes_the_platform_not_ready_and_afterwards_nothing_is_missing()
    {
        await using var fleet = await Fleet.StartAsync(_platform, "refused", Cancellation);
        await RunAsync("alter table miyagi.mt_events add constraint no_readings check (type <> 'readings_recorded') not valid");
        using var http = new HttpClient();
        await Eventually.HoldsAsync(
            "the platform says that nothing is acknowledged, and why",
            async () => await (await http.GetAsync(new Uri(_platform.HttpAddress, "health/ready"), Cancellation)).Content.ReadAsStringAsync(Cancellation) is var text
                && text.Contains("not ready", StringComparison.Ordinal) && text.Contains("no_readings", StringComparison.Ordinal),
            Cancellation);

        await RunAsync("alter table miyagi.mt_events drop constraint no_readings");

        await fleet.FinishExactlyOnceAsync(Cancellation);
        await _platform.ReadyAsync(Cancellation);
    }

    [Fact]
    public async Task A_page_whose_rows_do_not_come_says_so_instead_of_waiting_for_them()
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var hold = new NpgsqlCommand("lock table miyagi.users in access exclusive mode", connection, transaction))
        {
            await hold.ExecuteNonQueryAsync(Cancellation);
        }

        using var browser = new HttpClient { BaseAddress = _platform.HttpAddress, DefaultRequestHeaders = { { "Accept", "text/html" } } };
        using var away = await browser.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);
        await transaction.RollbackAsync(Cancellation);
        using var back = await browser.GetAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (away.StatusCode, away.Headers.RetryAfter?.ToString()));
        Assert.Contains("データベースが応答していません", await away.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }

    [Fact]
    public async Task A_killed_postgres_loses_nothing_that_was_acknowledged()
    {
        await using var fleet = await Fleet.StartAsync(_platform, "killed-postgres", Cancellation);

        await _platform.Postgres.KillAsync();
        await _platform.Postgres.StartAgainAsync(Cancellation);

        await fleet.AcknowledgedIsStoredAsync(Cancellation);
        await fleet.FinishExactlyOnceAsync(Cancellation);
    }

    [Fact]
    public async Task Without_influx_acknowledgements_go_on_and_it_catches_up_afterwards()
    {
        await using var fleet = await Fleet.StartAsync(_platform, "no-influx", Cancellation);

        await _platform.Influx.StopAsync();
        var acknowledged = fleet.AcknowledgedCount;
        await Eventually.LastsAsync(OutageLength, Cancellation);
        Assert.True(fleet.AcknowledgedCount > acknowledged + 1_000, $"{acknowledged} before, {fleet.AcknowledgedCount} after the outage");

        await _platform.Influx.StartAgainAsync(Cancellation);

        await fleet.FinishExactlyOnceAsync(Cancellation);
    }

    [Fact]
    public async Task A_killed_platform_has_stored_exactly_once_what_it_acknowledged()
    {
        await using var fleet = await Fleet.StartAsync(_platform, "killed-platform", Cancellation);

        for (var kill = 0; kill < 3; kill++)
        {
            await _platform.KillAsync();
            await fleet.AcknowledgedIsStoredAsync(Cancellation);
            await _platform.Platform.StartAsync(Cancellation);
            var acknowledged = fleet.AcknowledgedCount;
            await Eventually.HoldsAsync("the load goes on", () => fleet.AcknowledgedCount > acknowledged + 500, Cancellation);
        }

        await fleet.FinishExactlyOnceAsync(Cancellation);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
