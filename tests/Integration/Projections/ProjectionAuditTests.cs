using System.Globalization;
using MiyagiSensing.Integration.Fixtures;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Integration.Projections;

/// <summary>The audit of the real platform's read models against its journal: every forged row is found in one round, and named.</summary>
public sealed class ProjectionAuditTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";

    private static readonly Dictionary<string, string?> NoSettings = [];

    private readonly PlatformFixture _platform = platform;

    public static TheoryData<string, string, string> Forgeries => new()
    {
        { "delete from miyagi.series_history where device = '{0}'", "series-history, readings by series and day (UTC)", ": the journal has 3, no row" },
        { "update miyagi.series_history set count = count + 1 where device = '{0}'", "series-history, readings by series and day (UTC)", "the journal has 3, the rows have 4" },
        { "update miyagi.ledger set count = 2020 where device = '{0}' and entry = 0", "ledger, received, stored, duplicate, set aside and dead letters by device and day (Japan)", "the journal has 4, the rows have 2020" },
        { "delete from miyagi.ledger where device = '{0}' and entry = 4", "ledger, received, stored, duplicate, set aside and dead letters by device and day (Japan)", "the journal has 1, no row" },
        { "update miyagi.latest_values set value = 7.5 where device = '{0}'", "devices, series with their newest value", "the rows have 7.5 of" },
        { "update miyagi.latest_values set measured_at = measured_at - interval '1 hour' where device = '{0}'", "devices, series with their newest value", "the journal has 0.3 of" },
        { "delete from miyagi.latest_values where device = '{0}'", "devices, series with their newest value", "no row" },
        { "delete from miyagi.devices where id = '{0}'", "devices, devices registered", "the journal has there, no row" },
        { "update miyagi.alert_episodes set cleared_at = null, id = id || 'x' where id in (select id from miyagi.alert_episodes where id like '%{0}%' limit 1)", "alerts, alerts with state and severity", "{0}" },
        { "insert into miyagi.user_roles values ('{0}', 'admin')", "users, roles granted", "{0} admin: not in the journal" },
        { "delete from miyagi.stations where id = 'river-0400000002'", "stations, definitions of stations", "river-0400000002: the journal has {{" },
        { "update miyagi.stations set definition = jsonb_set(definition, '{{latitude}}', '38') where id = 'river-0400000002'", "stations, definitions of stations", "river-0400000002: the journal has {{" },
        { "update miyagi.devices set station = 'river-0400000002' where id = '{0}'", "devices, devices with station and right", "the journal has river-0400000001, valid, the rows have river-0400000002, valid" },
        { "update miyagi.devices set revoked = true where id = '{0}'", "devices, devices with station and right", "the rows have river-0400000001, revoked" },
        { "update miyagi.device_secrets set secret = jsonb_set(secret, '{{hash}}', '\"AAAA\"') where device = '{0}'", "devices, credentials of devices", "{0}: the journal has" },
        { "delete from miyagi.device_secrets where device = '{0}'", "devices, credentials of devices", "no row" },
        { "insert into miyagi.device_secrets select device, 'mine', secret from miyagi.device_secrets where device = '{0}'", "devices, credentials of devices", "mine=" },
        { "update miyagi.users set password_hash = 'x'", "users, accounts with their passwords", "admin: the journal has" },
        { "update miyagi.alert_episodes set severity = 1 where id like '%{0}%'", "alerts, alerts with state and severity", "severity 1" },
    };

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_row_is_found_in_one_round_and_named(string forgery, string what, string difference)
    {
        var device = $"forged-{Guid.NewGuid():N}"[..20];
        var login = await _platform.AddDeviceAsync(device, "river", Station, Cancellation);
        var at = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        string[] payloads = [Stage(at, 18.1), Stage(at.AddSeconds(1), 0.2), Stage(at.AddSeconds(2), 0.3), "{"];
        foreach (var payload in payloads)
        {
            await _platform.Mosquitto.PublishAsync(login, login.Topic("telemetry"), payload, MosquittoClient.Version5, 1, Cancellation);
        }

        await Eventually.HoldsAsync(
            "all rows are there and agree",
            async () => await CountAsync($"select count(*) from miyagi.series_history where device = '{device}'") > 0
                && await CountAsync($"select count(*) from miyagi.ledger where device = '{device}' and entry = 4") == 1 && await AgreesAsync(),
            Cancellation,
            TimeSpan.FromSeconds(60));

        await RunAsync(string.Concat(Tables.Select(table => $"create table kept_{table} as select * from miyagi.{table};")));
        try
        {
            await RunAsync(string.Format(CultureInfo.InvariantCulture, forgery, device));
            var found = await AuditAsync();
            Assert.Contains($"differs   {what}: DIFFERS, ", found, StringComparison.Ordinal);
            Assert.Contains(string.Format(CultureInfo.InvariantCulture, difference, device), found, StringComparison.Ordinal);
            Assert.Contains(what, await _platform.Platform.CommandAsync(["projection", "list"], NoSettings, Cancellation), StringComparison.Ordinal);
            Assert.Contains(what, await _platform.Platform.CommandAsync(["status"], NoSettings, Cancellation), StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync(string.Concat(Tables.Select(table =>
                $"delete from miyagi.{table}; insert into miyagi.{table} select * from kept_{table}; drop table kept_{table};")));
        }

        Assert.True(await AgreesAsync(), "the rows agree again");
    }

    private static readonly string[] Tables = ["series_history", "ledger", "latest_values", "devices", "device_secrets", "alert_episodes", "users", "user_roles", "stations"];

    private static string Stage(DateTimeOffset at, double value) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"ts":{{at.ToUnixTimeMilliseconds()}},"m":{"stage":{{value}} } }""");

    private async Task<bool> AgreesAsync() => await AuditAsync() is var text && !text.Contains("differs", StringComparison.Ordinal) && !text.Contains("counting", StringComparison.Ordinal);

    /// <summary>One round; exit status 1 when something differs, which is what the text says.</summary>
    private async Task<string> AuditAsync()
    {
        try
        {
            return await _platform.Platform.CommandAsync(["projection", "audit"], NoSettings, Cancellation);
        }
        catch (InvalidOperationException exception) when (exception.Message.Contains("DIFFERS", StringComparison.Ordinal))
        {
            return exception.Message;
        }
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_platform.PostgresConnectionString);
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
