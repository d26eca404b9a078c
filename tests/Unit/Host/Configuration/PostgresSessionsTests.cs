using MiyagiSensing.Host.Configuration;
using Npgsql;
using Xunit;

namespace MiyagiSensing.Unit.Host.Configuration;

public sealed class PostgresSessionsTests
{
    [Fact]
    public void A_session_that_dies_inside_a_transaction_is_ended_by_the_server()
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresSessions.Harden("Host=127.0.0.1"));

        Assert.Contains("-c idle_in_transaction_session_timeout=10s", settings.Options, StringComparison.Ordinal);
        Assert.Contains("-c idle_session_timeout=30s", settings.Options, StringComparison.Ordinal);
        Assert.Equal((10, 5, 15, 1_000), (settings.KeepAlive, settings.Timeout, settings.CommandTimeout, settings.CancellationTimeout));
    }

    [Fact]
    public void What_the_operator_has_set_wins()
    {
        var settings = new NpgsqlConnectionStringBuilder(
            PostgresSessions.Harden("Host=db;Password=a b;Command Timeout=60;Keepalive=0;Options=-c idle_in_transaction_session_timeout=1h"));

        Assert.EndsWith("-c idle_in_transaction_session_timeout=1h", settings.Options, StringComparison.Ordinal);
        Assert.Equal((0, 60, "a b"), (settings.KeepAlive, settings.CommandTimeout, settings.Password));
    }

    [Fact]
    public void What_is_no_connection_string_is_refused_by_name() =>
        Assert.Contains("MIYAGI_POSTGRES", Assert.Throws<SettingsException>(() => PostgresSessions.Harden("nowhere=1")).Message, StringComparison.Ordinal);
}
