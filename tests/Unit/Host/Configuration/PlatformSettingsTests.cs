using MiyagiSensing.Host.Configuration;
using Xunit;

namespace MiyagiSensing.Unit.Host.Configuration;

public sealed class PlatformSettingsTests
{
    private readonly Dictionary<string, string> _variables = new()
    {
        ["MIYAGI_POSTGRES"] = "Host=127.0.0.1",
        ["MIYAGI_INFLUX_URL"] = "http://127.0.0.1:8086",
        ["MIYAGI_DATA"] = "data",
        ["MIYAGI_CATALOG"] = "catalog",
    };

    [Fact]
    public void Loopback_and_the_usual_ports_are_the_default()
    {
        var settings = Read();

        Assert.Equal(("127.0.0.1", 1883, 8080), (settings.Bind.ToString(), settings.MqttPort, settings.HttpPort));
        Assert.Null(settings.ReplayOrigin);
    }

    [Theory]
    [InlineData("MIYAGI_MQTT_PORT", "70000")]
    [InlineData("MIYAGI_BIND", "everywhere")]
    [InlineData("MIYAGI_INFLUX_URL", "nowhere")]
    [InlineData("MIYAGI_REPLAY_SPEED", "-1")]
    [InlineData("MIYAGI_REPLAY_ORIGIN", "yesterday")]
    [InlineData("MIYAGI_TLS_CERTIFICATE", "cert.pem")]
    public void A_wrong_setting_is_refused_by_name(string name, string value)
    {
        _variables[name] = value;

        Assert.Contains(name, Assert.Throws<SettingsException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_setting_is_refused_by_name()
    {
        _variables.Remove("MIYAGI_POSTGRES");

        Assert.Contains("MIYAGI_POSTGRES", Assert.Throws<SettingsException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passwords_do_not_cross_a_network_in_the_clear_unless_somebody_says_so()
    {
        _variables["MIYAGI_BIND"] = "0.0.0.0";
        Assert.Throws<SettingsException>(Read);

        _variables["MIYAGI_ALLOW_PLAINTEXT"] = "1";
        Assert.True(ListenerPolicy.ListensInTheClear(Read()));

        _variables.Remove("MIYAGI_ALLOW_PLAINTEXT");
        _variables["MIYAGI_TLS_CERTIFICATE"] = "cert.pem";
        _variables["MIYAGI_TLS_KEY"] = "key.pem";
        Assert.False(ListenerPolicy.ListensInTheClear(Read()));
    }

    [Fact]
    public void Production_refuses_a_replay_clock()
    {
        _variables["MIYAGI_REPLAY_ORIGIN"] = "2026-08-01T00:00:00Z";
        Assert.Throws<SettingsException>(Read);

        _variables["DOTNET_ENVIRONMENT"] = "Demo";
        Assert.Equal(new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero), Read().ReplayOrigin);
    }

    private PlatformSettings Read() => PlatformSettings.Read(_variables.GetValueOrDefault);
}
