using System.Security.Cryptography;
using MiyagiSensing.Gateway.Access;
using MiyagiSensing.Mqtt;
using MiyagiSensing.Unit.Gateway.Fakes;
using Xunit;

namespace MiyagiSensing.Unit.Gateway.Access;

public sealed class ConnectTests : IDisposable
{
    private readonly GatewayFixture _gateway = new();

    public void Dispose() => _gateway.Dispose();

    [Fact]
    public async Task A_registered_device_with_its_secret_gets_in()
    {
        var decision = await _gateway.ConnectAsync("river-1", GatewayFixture.Secret);

        Assert.Equal(MqttReasonCode.Success, decision.ReasonCode);
        Assert.NotNull(decision.Identity);
        Assert.Empty(_gateway.Refusals.Newest(10));
    }

    [Fact]
    public async Task Each_of_several_secrets_is_good_whether_generated_or_imported()
    {
        using var random = RandomNumberGenerator.Create();
        _gateway.Directory.Add("river-3", "river", revoked: false, SecretHashing.Import("old", random), GatewayFixture.HashOf("new"));

        Assert.Equal(MqttReasonCode.Success, (await _gateway.ConnectAsync("river-3", "old")).ReasonCode);
        Assert.Equal(MqttReasonCode.Success, (await _gateway.ConnectAsync("river-3", "new")).ReasonCode);
        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, (await _gateway.ConnectAsync("river-3", "old2")).ReasonCode);
    }

    [Theory]
    [InlineData(null, null, "Anonymous", MqttReasonCode.NotAuthorized)]
    [InlineData("", GatewayFixture.Secret, "Anonymous", MqttReasonCode.NotAuthorized)]
    [InlineData("river-99", GatewayFixture.Secret, "UnknownDevice", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("RIVER-1", GatewayFixture.Secret, "UnknownDevice", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("river-1'; drop table", GatewayFixture.Secret, "UnknownDevice", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("river-1", "wrong", "WrongSecret", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("river-1", "", "WrongSecret", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("river-1", null, "WrongSecret", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("gone-1", GatewayFixture.Secret, "Revoked", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("gone-1", "wrong", "Revoked", MqttReasonCode.BadUserNameOrPassword)]
    [InlineData("bare-1", "", "WrongSecret", MqttReasonCode.BadUserNameOrPassword)]
    public async Task Everybody_else_is_refused_and_written_down(string? user, string? secret, string reason, MqttReasonCode answer)
    {
        _gateway.Directory.Add("gone-1", "river", revoked: true, GatewayFixture.HashOf(GatewayFixture.Secret));
        _gateway.Directory.Add("bare-1", "river", revoked: false);

        var decision = await _gateway.ConnectAsync(user, secret);

        Assert.Equal(answer, decision.ReasonCode);
        Assert.Null(decision.Identity);
        Assert.Null(decision.ReasonText);
        var refusal = Assert.Single(_gateway.Refusals.Newest(10));
        Assert.Equal((reason, "127.0.0.1:4711", _gateway.Clock.Now), (refusal.Reason.ToString(), refusal.Address, refusal.At));
    }

    [Fact]
    public async Task A_directory_that_is_away_is_no_wrong_password()
    {
        _gateway.Directory.IsAway = true;

        Assert.Equal(MqttReasonCode.ServerUnavailable, (await _gateway.ConnectAsync("river-1", GatewayFixture.Secret)).ReasonCode);
        Assert.Equal(RefusalReason.DirectoryUnavailable, _gateway.Refusals.Newest(1)[0].Reason);
    }

    [Fact]
    public async Task What_is_no_id_is_not_looked_up()
    {
        await _gateway.ConnectAsync("not an id", "x");

        Assert.Empty(_gateway.Directory.Asked);
    }

    [Theory]
    [InlineData("miyagi/v1/river/river-1/status", MqttReasonCode.Success)]
    [InlineData("miyagi/v1/river/river-2/status", MqttReasonCode.NotAuthorized)]
    [InlineData("miyagi/v1/river/river-1/command", MqttReasonCode.NotAuthorized)]
    public async Task A_will_must_go_where_the_device_may_publish(string topic, MqttReasonCode answer) =>
        Assert.Equal(answer, (await _gateway.ConnectAsync("river-1", GatewayFixture.Secret, will: topic)).ReasonCode);

    [Fact]
    public async Task A_device_can_not_take_over_the_session_of_another_by_its_client_identifier()
    {
        await _gateway.OpenAsync("river-1", "chosen");

        Assert.Equal(MqttReasonCode.Success, (await _gateway.ConnectAsync("river-1", GatewayFixture.Secret, "chosen")).ReasonCode);
        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, (await _gateway.ConnectAsync("river-2", GatewayFixture.Secret, "chosen")).ReasonCode);
    }

    [Fact]
    public async Task The_own_device_id_as_client_identifier_can_not_be_occupied_by_others()
    {
        await _gateway.OpenAsync("river-2", "river-1");

        Assert.Equal(MqttReasonCode.Success, (await _gateway.ConnectAsync("river-1", GatewayFixture.Secret, "river-1")).ReasonCode);
        Assert.Equal(MqttReasonCode.ClientIdentifierNotValid, (await _gateway.ConnectAsync("river-2", GatewayFixture.Secret, "river-1")).ReasonCode);
    }

    [Fact]
    public async Task The_name_of_somebody_unknown_is_in_neither_the_log_nor_the_refusals()
    {
        const string Person = "sato-tome-471142";
        await _gateway.ConnectAsync(Person, "x", clientId: Person);
        _gateway.Directory.IsAway = true;
        await _gateway.ConnectAsync(Person, "x", clientId: Person);

        Assert.All(_gateway.Refusals.Newest(2), refusal => Assert.StartsWith("unknown user #", refusal.Client, StringComparison.Ordinal));
        Assert.Equal(2, _gateway.Log.Lines.Count);
        Assert.DoesNotContain(Person, string.Join('\n', _gateway.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_ever_appears_in_the_log_or_in_the_refusals()
    {
        const string Typed = "Sup3r-Secret-Typed-Wrong";
        _gateway.Directory.Add("gone-1", "river", revoked: true, GatewayFixture.HashOf(Typed));
        foreach (var user in new[] { null, "river-1", "river-99", "gone-1", Typed, Typed + "\n" })
        {
            await _gateway.ConnectAsync(user, Typed);
        }

        Assert.Equal(6, _gateway.Log.Lines.Count);
        Assert.All(_gateway.Log.Lines, line => Assert.StartsWith("Warning 1000", line, StringComparison.Ordinal));
        Assert.DoesNotContain(Typed, string.Join('\n', _gateway.Log.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(Typed, string.Join('\n', _gateway.Refusals.Newest(100)), StringComparison.Ordinal);
    }
}
