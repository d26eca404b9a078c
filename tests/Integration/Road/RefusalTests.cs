using MiyagiSensing.Integration.Fixtures;
using Xunit;

namespace MiyagiSensing.Integration.Road;

/// <summary>Who does not get in, and what a foreign client is told. Codes: MQTT 3.1.1 section 3.2.2.3, MQTT 5.0 sections 3.2.2.2 and 3.4.2.1.</summary>
public sealed class RefusalTests(PlatformFixture platform) : IntegrationTest(platform), IClassFixture<PlatformFixture>
{
    private const string Station = "river-0400000001";
    private const int BadUserNameOrPassword311 = 4;
    private const int NotAuthorized311 = 5;
    private const int BadUserNameOrPassword5 = 0x86;
    private const int NotAuthorized5 = 0x87;

    private readonly PlatformFixture _platform = platform;

    [Theory]
    [InlineData(MosquittoClient.Version311, BadUserNameOrPassword311, NotAuthorized311)]
    [InlineData(MosquittoClient.Version5, BadUserNameOrPassword5, NotAuthorized5)]
    public async Task A_wrong_password_is_refused_and_nothing_is_stored(string version, int code, int otherCode)
    {
        var login = await _platform.AddDeviceAsync($"refused-password-{version}", "river", Station, Cancellation);

        var result = await PublishAsync(login with { Secret = "wrong" }, login.Topic("telemetry"), version);

        Assert.True(result.ExitCode == code || result.ExitCode == otherCode, $"{result.ExitCode}: {result.Output}");
        Assert.Empty(await _platform.EventStore.InstantsAsync(login.Device, Cancellation));
    }

    [Theory]
    [InlineData(MosquittoClient.Version311, BadUserNameOrPassword311, NotAuthorized311)]
    [InlineData(MosquittoClient.Version5, BadUserNameOrPassword5, NotAuthorized5)]
    public async Task A_device_that_was_never_registered_is_refused_like_a_wrong_password(string version, int code, int otherCode)
    {
        var stranger = new DeviceLogin($"stranger-{version}", "river", Station, "whatever");

        var result = await PublishAsync(stranger, stranger.Topic("telemetry"), version);

        Assert.True(result.ExitCode == code || result.ExitCode == otherCode, $"{result.ExitCode}: {result.Output}");
    }

    [Fact]
    public async Task A_foreign_topic_is_answered_with_not_authorized_in_mqtt_5()
    {
        var login = await _platform.AddDeviceAsync("refused-topic-5", "river", Station, Cancellation);
        var victim = await _platform.AddDeviceAsync("victim-5", "river", Station, Cancellation);

        var result = await PublishAsync(login, victim.Topic("telemetry"), MosquittoClient.Version5);

        Assert.Contains("Not authorized", result.Output, StringComparison.Ordinal);
        Assert.Empty(await _platform.EventStore.InstantsAsync(victim.Device, Cancellation));
    }

    [Fact]
    public async Task A_foreign_topic_closes_the_connection_in_mqtt_311()
    {
        var login = await _platform.AddDeviceAsync("refused-topic-311", "river", Station, Cancellation);
        var victim = await _platform.AddDeviceAsync("victim-311", "river", Station, Cancellation);

        var result = await PublishAsync(login, victim.Topic("telemetry"), MosquittoClient.Version311);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(await _platform.EventStore.InstantsAsync(victim.Device, Cancellation));
    }

    [Fact]
    public async Task A_revoked_device_does_not_get_in_again()
    {
        var login = await _platform.AddDeviceAsync("refused-revoked", "river", Station, Cancellation);
        await _platform.PublishAsync(login, """{"m":{"stage":1}}""", Cancellation);

        await _platform.Platform.CommandAsync(["device", "revoke", login.Device], new Dictionary<string, string?>(), Cancellation);

        await Eventually.HoldsAsync(
            "the revoked device is refused",
            async () => (await PublishAsync(login, login.Topic("telemetry"), MosquittoClient.Version5)).ExitCode != 0,
            Cancellation);
    }

    [Fact]
    public async Task A_revoked_device_that_is_added_again_gets_in_with_its_new_secret_only()
    {
        var old = await _platform.AddDeviceAsync("refused-renewed", "river", Station, Cancellation);
        var taken = await Assert.ThrowsAnyAsync<Exception>(() => _platform.AddDeviceAsync(old.Device, "river", Station, Cancellation));
        await _platform.Platform.CommandAsync(["device", "revoke", old.Device], new Dictionary<string, string?>(), Cancellation);

        var renewed = await _platform.AddDeviceAsync(old.Device, "river", Station, Cancellation);

        Assert.Contains("registered already", taken.Message, StringComparison.Ordinal);
        Assert.Equal(0, (await PublishAsync(renewed, renewed.Topic("telemetry"), MosquittoClient.Version5)).ExitCode);
        Assert.NotEqual(0, (await PublishAsync(old, old.Topic("telemetry"), MosquittoClient.Version5)).ExitCode);
    }

    private Task<MosquittoResult> PublishAsync(DeviceLogin login, string topic, string version) =>
        _platform.Mosquitto.PublishAsync(login, topic, """{"m":{"stage":1}}""", version, qualityOfService: 1, Cancellation);
}
